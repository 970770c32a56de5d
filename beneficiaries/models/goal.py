"""The goals of a life project, each of one person or of all, the steps towards them, and what changed when."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from beneficiaries.models.life_project import LifeProject
from beneficiaries.vocabularies.life import OPEN_GOALS, GoalHorizon, GoalStatus, LifeArea
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class GoalQuerySet(WithUsQuerySet):
    def open(self):
        return self.filter(status__in=OPEN_GOALS)

    def of_all_readers(self):
        """What may stand on a household's page or paper: a household is not one reader."""
        return self.filter(is_private=False)


class OfGoalQuerySet(WithUsQuerySet):
    """Who may not read of the person whose goal it is reads nothing that hangs on it."""

    seal_path = "goal__person__is_sealed"


class GoalStepQuerySet(OfGoalQuerySet):
    def to_do_by(self, day):
        """Not done, of goals still open, and due on this day or before it."""
        return self.filter(
            done_on__isnull=True,
            due_on__lte=day,
            goal__status__in=OPEN_GOALS,
            goal__life_project__closed_on__isnull=True,
        )


@pghistory.track(model_name="GoalHistory")
class Goal(Versioned):
    """A result that can be observed, with a date. Of one person, or (person empty) of the household."""

    life_project = models.ForeignKey(LifeProject, models.CASCADE, related_name="goals")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, null=True, blank=True, related_name="goals")
    area = models.CharField(_("area"), max_length=20, choices=LifeArea)
    title = models.CharField(_("goal"), max_length=200)
    indicator = models.CharField(_("how we will see it"), max_length=200, blank=True)
    evidence = models.CharField(_("what shows it so far"), max_length=300, blank=True)
    horizon = models.CharField(_("horizon"), max_length=10, choices=GoalHorizon, default=GoalHorizon.MEDIUM)
    due_on = models.DateField(_("by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=GoalStatus, default=GoalStatus.IN_PROGRESS)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    is_private = models.BooleanField(
        _("apart"),
        default=False,
        help_text=_("It stands on this person's own page and paper only, never on the household's."),
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["position", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="goal_and_household"),
            models.CheckConstraint(
                name="a_goal_apart_is_somebody_s",
                condition=Q(is_private=False) | Q(person__isnull=False),
                violation_error_message=_("A goal that is kept apart is of one person, not of the whole household."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.status in OPEN_GOALS


@pghistory.track(model_name="GoalStepHistory")
class GoalStep(models.Model):
    """Who does what by when: a commitment of the household, of the team or of the sending service."""

    class Who(models.TextChoices):
        HOUSEHOLD = "household", _("the household")
        TEAM = "team", _("We Mix")
        SENDER = "sender", _("the sending service")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    who = models.CharField(_("who"), max_length=10, choices=Who, default=Who.HOUSEHOLD)
    what = models.CharField(_("what"), max_length=200)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = GoalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a goal")
        verbose_name_plural = _("steps of goals")
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.what

    def may_be_ticked_by(self, user):
        """The team ticks every step; the sending service what it promised, while the household is its own."""
        if user.is_social_worker:
            return self.who == self.Who.SENDER and self.household.organisation_id == user.organisation_id
        return user.is_team


class GoalEvent(models.Model):
    """A change of a goal, dated and signed; never edited. It holds codes and days: the words stand in the goal."""

    class What(models.TextChoices):
        ADDED = "added", _("written down")
        STATUS = "status", _("status")
        WORDS = "words", _("reworded")
        DAY = "day", _("another day")
        STEP_ADDED = "step_added", _("new step")
        STEP_DONE = "step_done", _("step done")
        STEP_UNDONE = "step_undone", _("step to do again")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="events")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    step = models.ForeignKey(GoalStep, models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    before = models.CharField(max_length=20, blank=True)  # the code of a status, or a day as 2026-12-31
    after = models.CharField(max_length=20, blank=True)
    by = somebody()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a goal")
        verbose_name_plural = _("changes of goals")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.get_what_display()

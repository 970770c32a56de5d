"""The life project: where a household wants to go, each goal of one person or of all, and its reviews."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from beneficiaries.vocabularies.life import OPEN_GOALS, GoalHorizon, GoalStatus, LifeArea, ScaleDomain, ScaleLevel
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class LifeProjectQuerySet(WithUsQuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def to_review_by(self, day):
        """Open ones whose next review falls on this day or before it."""
        return self.open().filter(next_review_on__lte=day)


class GoalQuerySet(WithUsQuerySet):
    def open(self):
        return self.filter(status__in=OPEN_GOALS)


class GoalStepQuerySet(WithUsQuerySet):
    def to_do_by(self, day):
        """Not done, of goals still open, and due on this day or before it."""
        return self.filter(
            done_on__isnull=True,
            due_on__lte=day,
            goal__status__in=OPEN_GOALS,
            goal__life_project__closed_on__isnull=True,
        )


@pghistory.track(model_name="LifeProjectHistory")
class LifeProject(Versioned):
    """At most one open in a household. Open means no closing date: there is no other state."""

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="life_projects")
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    opened_by = somebody()
    horizon_on = models.DateField(_("expected to leave by"), null=True, blank=True)
    own_words = models.TextField(
        _("in their own words"), blank=True, help_text=_("What the household hopes for, as it says it.")
    )
    review_every = models.PositiveSmallIntegerField(_("review every … days"), default=90)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = somebody(null=True, blank=True)
    closing_note = models.TextField(_("how it ended"), blank=True)

    objects = LifeProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("life project")
        verbose_name_plural = _("life projects")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(closed_on__isnull=True),
                name="one_open_life_project",
                violation_error_message=_("This household has an open life project."),
            ),
            models.CheckConstraint(
                name="life_project_closed_on_and_by",
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                violation_error_message=_("A closed life project says who closed it, and when."),
            ),
            models.CheckConstraint(
                name="life_project_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(fields=["id", "household"], name="life_project_and_household"),
        ]

    def __str__(self):
        return _("Life project of %(day)s") % {"day": f"{self.opened_on:%d/%m/%Y}"}

    @property
    def is_open(self):
        return self.closed_on is None


@pghistory.track(model_name="GoalHistory")
class Goal(Versioned):
    """A result that can be observed, with a date. Of one person, or (person empty) of the household."""

    life_project = models.ForeignKey(LifeProject, models.CASCADE, related_name="goals")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, null=True, blank=True, related_name="goals")
    area = models.CharField(_("area"), max_length=20, choices=LifeArea)
    title = models.CharField(_("goal"), max_length=200)
    indicator = models.CharField(_("how we will see it"), max_length=200, blank=True)
    horizon = models.CharField(_("horizon"), max_length=10, choices=GoalHorizon, default=GoalHorizon.MEDIUM)
    due_on = models.DateField(_("by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=GoalStatus, default=GoalStatus.IN_PROGRESS)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["id", "household"], name="goal_and_household")]

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


class Review(models.Model):
    """A dated photograph of the project, never edited (a trigger refuses it)."""

    life_project = models.ForeignKey(LifeProject, models.PROTECT, related_name="reviews")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    held_on = models.DateField(_("held on"), default=timezone.localdate)
    present = models.CharField(_("who was there"), max_length=200, blank=True)
    own_words = models.TextField(_("in their own words"), blank=True)
    summary = models.TextField(_("what we saw"), blank=True)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)

    objects = WithUsQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-held_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["id", "household"], name="review_and_household")]

    def __str__(self):
        return _("Review of %(day)s") % {"day": f"{self.held_on:%d/%m/%Y}"}


class ReviewedGoal(models.Model):
    """How a goal stood at a review: its words and status are copied, so that the photograph keeps."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="reviewed")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    title = models.CharField(_("goal"), max_length=200)
    status = models.CharField(_("status"), max_length=20, choices=GoalStatus)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = WithUsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed goal")
        verbose_name_plural = _("reviewed goals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "goal"], name="one_line_per_reviewed_goal")]

    def __str__(self):
        return self.title


class ScaleReading(models.Model):
    """Where somebody stands in one domain: said twice, by the person and by the worker. Never ranks anybody."""

    class Voice(models.TextChoices):
        PERSON = "person", _("the person")
        WORKER = "worker", _("the worker")

    review = models.ForeignKey(Review, models.CASCADE, related_name="readings")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, related_name="readings")
    domain = models.CharField(_("domain"), max_length=16, choices=ScaleDomain)
    level = models.PositiveSmallIntegerField(_("level"), choices=ScaleLevel)
    voice = models.CharField(_("said by"), max_length=10, choices=Voice)

    objects = WithUsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of the scale")
        verbose_name_plural = _("readings of the scale")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person", "domain", "voice"], name="one_reading_per_voice")
        ]

    def __str__(self):
        return f"{self.get_domain_display()}: {self.level}"

"""Reviews of a life project: dated photographs of its goals, and of where each person stands."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from beneficiaries.models.goal import Goal, OfGoalQuerySet
from beneficiaries.models.life_project import LifeProject
from beneficiaries.vocabularies.life import GoalStatus, ReviewMoment, ScaleDomain, ScaleLevel
from wemix.models.somebody import somebody


class Review(models.Model):
    """A dated photograph of the project, never edited (a trigger refuses it)."""

    life_project = models.ForeignKey(LifeProject, models.PROTECT, related_name="reviews")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    moment = models.CharField(_("moment"), max_length=10, choices=ReviewMoment, default=ReviewMoment.REVIEW)
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
        return f"{self.get_moment_display()}, {self.held_on:%d/%m/%Y}"


class ReviewedGoal(models.Model):
    """How a goal stood at a review: its words and status are copied, so that the photograph keeps."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="reviewed")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    title = models.CharField(_("goal"), max_length=200)
    status = models.CharField(_("status"), max_length=20, choices=GoalStatus)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = OfGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("reviewed goal")
        verbose_name_plural = _("reviewed goals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "goal"], name="one_line_per_reviewed_goal")]

    def __str__(self):
        return self.title


class ScaleReadingQuerySet(WithUsQuerySet):
    def standing(self):
        """The last word of each: what was corrected is read beside its correction only."""
        return self.filter(correction__isnull=True)


class ScaleReading(models.Model):
    """Where somebody stands in one domain: said twice, by the person and by the worker. Never ranks anybody.

    One that was wrong is corrected by another, which says why; the first one stays.
    """

    class Voice(models.TextChoices):
        PERSON = "person", _("the person")
        WORKER = "worker", _("the worker")

    review = models.ForeignKey(Review, models.CASCADE, related_name="readings")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    person = models.ForeignKey("beneficiaries.Person", models.PROTECT, related_name="readings")
    domain = models.CharField(_("domain"), max_length=16, choices=ScaleDomain)
    level = models.PositiveSmallIntegerField(_("level"), choices=ScaleLevel)
    voice = models.CharField(_("said by"), max_length=10, choices=Voice)
    corrects = models.OneToOneField("self", models.CASCADE, null=True, editable=False, related_name="correction")
    why = models.CharField(_("why it is corrected"), max_length=200, blank=True)
    by = somebody(null=True)  # of a correction; else who wrote the review
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScaleReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of the scale")
        verbose_name_plural = _("readings of the scale")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "person", "domain", "voice"],
                condition=Q(corrects__isnull=True),
                name="one_reading_per_voice",
            ),
            models.CheckConstraint(
                name="a_correction_says_why",
                condition=Q(corrects__isnull=True) | (~Q(why="") & Q(by__isnull=False)),
                violation_error_message=_("Say why the first reading was wrong."),
            ),
        ]

    def __str__(self):
        return f"{self.get_domain_display()}: {self.level}"

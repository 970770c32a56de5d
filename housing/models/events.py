"""What happened in a stay, step by step: who, when, about which day, why, and who was told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from housing.models.days import days_since_2000
from housing.models.stays import Stay
from wemix.models.somebody import somebody

SAYS_WHY = ("cancel", "refuse", "undo_exit", "authorise", "not_authorise", "correct", "correct_exit")


class OfStayQuerySet(WithUsQuerySet):
    """Rows of a stay that belong to the case: for its own host's team, and those whom the sender's rows are for."""

    host_path = "stay__host"


class StayEventQuerySet(OfStayQuerySet):
    def on_overstay(self, planned_until):
        """What was decided on an overstay beyond this planned exit, a day or a column."""
        return self.filter(step__in=["authorise", "not_authorise"], at__date__gt=planned_until)


class StayEvent(models.Model):
    """A step that was taken, by the table in housing/workflow.py. It stays as it was written."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="events")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=16)
    on = models.DateField(_("day that it is about"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=24, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = somebody()
    at = models.DateTimeField(_("at"), default=timezone.now)
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("who was told"), related_name="+")

    objects = StayEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a stay")
        verbose_name_plural = _("steps of stays")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "household"], name="stay_event_and_household"),
            models.CheckConstraint(
                name="step_of_a_stay_says_why",
                condition=~Q(step__in=SAYS_WHY) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return self.step


class CorrectionQuerySet(WithUsQuerySet):
    host_path = "event__stay__host"


class Correction(models.Model):
    """A day that was put right afterwards: both values, so that figures already told can be told apart."""

    class Which(models.TextChoices):
        ENTRY = "entry", _("day of entry")
        MOVE = "move", _("day of a move")
        EXIT = "exit", _("day of leaving")

    event = models.OneToOneField(StayEvent, models.PROTECT, related_name="correction")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    which = models.CharField(_("which day"), max_length=5, choices=Which)
    before = models.DateField(_("before"))
    after = models.DateField(_("after"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a day")
        verbose_name_plural = _("corrections of days")
        ordering = ["pk"]
        constraints = [
            days_since_2000("correction_since_2000", "after"),
            models.CheckConstraint(
                name="correction_changes_the_day",
                condition=~Q(before=F("after")),
                violation_error_message=_("This is the day that is written already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_which_display()}: {self.before:%d/%m/%Y} → {self.after:%d/%m/%Y}"

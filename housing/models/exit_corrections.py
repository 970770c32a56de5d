"""Why somebody left and where to, put right afterwards."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies.exits import ExitDestination, ExitReason
from housing.models.events import CorrectionQuerySet, StayEvent


class ExitCorrection(models.Model):
    """Both values of both, so that figures already told can be told apart."""

    event = models.OneToOneField(StayEvent, models.PROTECT, related_name="exit_correction")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    reason_before = models.CharField(_("reason before"), max_length=24, choices=ExitReason)
    reason_after = models.CharField(_("reason after"), max_length=24, choices=ExitReason)
    destination_before = models.CharField(_("destination before"), max_length=24, choices=ExitDestination)
    destination_after = models.CharField(_("destination after"), max_length=24, choices=ExitDestination)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of an exit")
        verbose_name_plural = _("corrections of exits")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="exit_correction_changes_something",
                condition=~Q(reason_before=F("reason_after")) | ~Q(destination_before=F("destination_after")),
                violation_error_message=_("This is what is written already."),
            )
        ]

    def __str__(self):
        return f"{self.reason_before} → {self.reason_after}, {self.destination_before} → {self.destination_after}"

    @property
    def in_words(self):
        """[(what, before, after)] of what changed; a secret place is told in neither."""
        reasons = [ExitReason(code).label for code in (self.reason_before, self.reason_after)]
        places = [ExitDestination(code).told for code in (self.destination_before, self.destination_after)]
        said = [(_("reason for leaving"), *reasons), (_("destination"), *places)]
        codes = [(self.reason_before, self.reason_after), (self.destination_before, self.destination_after)]
        return [line for line, (before, after) in zip(said, codes, strict=True) if before != after]

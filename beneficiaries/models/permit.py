"""Residence permits. The type and the status are two things: "in renewal" is not "expired"."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.vocabularies.papers import STATUSES_PENDING, WITHOUT_PERMIT, PermitStatus, PermitType
from wemix.versions import Versioned


@pghistory.track(model_name="ResidencePermitHistory")
class ResidencePermit(Versioned):
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="permits")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    type = models.CharField(_("type of permit"), max_length=30, choices=PermitType)
    status = models.CharField(_("status"), max_length=24, choices=PermitStatus, default=PermitStatus.UNKNOWN)
    number = models.CharField(_("number"), max_length=20, blank=True)
    valid_through = models.DateField(_("valid through"), null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=30, blank=True, help_text=_("of the request in hand"))
    appointment_on = models.DateField(_("appointment on"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=True)

    objects = HouseholdScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("residence permit")
        verbose_name_plural = _("residence permits")
        ordering = ["-is_current", "-valid_through", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_current=True),
                name="one_current_permit",
                violation_error_message=_("This person has a current permit already."),
            ),
        ]

    def __str__(self):
        return self.get_type_display()

    @property
    def has_no_paper(self):
        return self.type in WITHOUT_PERMIT

    @property
    def has_run_out(self):
        """Valid through its day; in renewal, with the receipt in hand, it has not."""
        past = self.valid_through and self.valid_through < timezone.localdate()
        return self.status == PermitStatus.EXPIRED or bool(past and self.status not in STATUSES_PENDING)

    @property
    def standing(self):
        """The status in words: what has run out is not valid, whatever was written once."""
        was_good = self.status in (PermitStatus.VALID, PermitStatus.UNKNOWN)
        return PermitStatus.EXPIRED.label if was_good and self.has_run_out else self.get_status_display()

    @property
    def mark(self):
        """How the status is shown (status_mark)."""
        if self.has_run_out or self.status == PermitStatus.REVOKED:
            return "bad"
        return "ok" if self.status == PermitStatus.VALID else "wait"

"""A household passes to another body by an act of both: one asks, the other accepts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet, denied, in_reach
from wemix.access import Role
from wemix.models import Organisation
from wemix.models.somebody import somebody


class HandoverQuerySet(HouseholdScopedQuerySet):
    def open_to(self, user):
        """Both bodies; the receiving one reads the name of the household, and its file only once it accepts."""
        if user.role not in (Role.SOCIAL_WORKER, Role.COORDINATOR):
            return self.none()
        waits_for_us = Q(to_organisation=user.organisation_id, answered_at__isnull=True) & ~denied(user)
        return self.filter(in_reach(user) | waits_for_us)

    def waiting(self):
        return self.filter(answered_at__isnull=True)


class Handover(models.Model):
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="handovers")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("to which body"), related_name="+")
    note = models.CharField(_("what they should know"), max_length=300, blank=True)
    asked_by = somebody()
    asked_at = models.DateTimeField(auto_now_add=True)
    accepted = models.BooleanField(null=True, editable=False)
    answered_by = somebody(null=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(answered_at__isnull=True),
                name="one_open_handover",
                violation_error_message=_("This household is being handed over already."),
            ),
            models.CheckConstraint(
                name="handover_answered_by_and_at",
                condition=Q(accepted__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | Q(accepted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("An answer says who gave it, and when."),
            ),
        ]

    def __str__(self):
        return f"{self.household_id} → {self.to_organisation}"

"""Who stood earlier in the order, and was passed over: with a reason, so that the order can be answered for."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referrals.models.proposal import Proposal
from referrals.models.referral import OfReferralQuerySet, Referral
from wemix.models.somebody import somebody


class PassedOverQuerySet(OfReferralQuerySet):
    def figures_of(self, body):
        """Of the host that decided, whoever looks: codes and totals only."""
        return self.filter(referral__host=body)


class PassedOver(models.Model):
    """A proposal was made while this referral, earlier in the order, passed every rule there and held no other."""

    class Reason(models.TextChoices):
        PLAN = "PLAN", _("The plan gives each of them a home")
        BETTER_ELSEWHERE = "BETTER_ELSEWHERE", _("A better home for them is free, or soon will be")
        FITS_OTHERS_BETTER = "FITS_BETTER", _("This home fits the others clearly better")
        ONLY_HOME = "ONLY_HOME", _("It is the only home that fits the others")
        NOT_READY = "NOT_READY", _("They are not ready to move in now")
        ASKED_TO_WAIT = "ASKED_TO_WAIT", _("They asked to wait")
        OTHER = "OTHER", _("Something else")
        NOT_SHOWN = "NOT_SHOWN", _("Not shown to who proposed")

        @classmethod
        def asked(cls):
            """What a person may choose: who may not be known is recorded without a word."""
            return [(code, label) for code, label in cls.choices if code != cls.NOT_SHOWN]

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="passed_over")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="passed_over")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    reason = models.CharField(_("why they were passed over"), max_length=20, choices=Reason)
    note = models.CharField(_("in your own words"), max_length=300, blank=True)
    by = somebody()
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = PassedOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("household passed over")
        verbose_name_plural = _("households passed over")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "referral"], name="passed_over_once_per_proposal"),
        ]

    def __str__(self):
        return f"{self.referral_id} ← {self.proposal_id}"

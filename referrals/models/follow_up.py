"""What an answer left to do for a coordinator: it stands on the page of today until somebody says that it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from housing.models import Unit
from referrals.answers import Effect
from referrals.models.proposal import Proposal
from referrals.models.referral import OfReferralQuerySet, Referral


class FollowUpQuerySet(OfReferralQuerySet):
    def open_to(self, user):
        """The team's own work."""
        return super().open_to(user) if user.is_team else self.none()

    def to_do(self):
        return self.filter(done_at__isnull=True)


class FollowUp(models.Model):
    class Kind(models.TextChoices):
        ASK_AGAIN = Effect.ASK_AGAIN.value, _("Ask the household again")
        CORRECT_UNIT = Effect.CORRECT_UNIT.value, _("Put the data of the flat right")

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="follow_ups")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="follow_ups")
    kind = models.CharField(_("what to do"), max_length=16, choices=Kind)
    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("flat"), null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by"), help_text=_("From this day on it stands on the page of today."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_note = models.CharField(_("what was done"), max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing to do after an answer")
        verbose_name_plural = _("things to do after an answer")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="done_says_who_and_when",
                condition=Q(done_by__isnull=True, done_at__isnull=True)
                | Q(done_by__isnull=False, done_at__isnull=False),
                violation_error_message=_("What is done says who did it, and when."),
            ),
            models.CheckConstraint(
                name="flat_to_put_right_is_named",
                condition=Q(kind=Effect.CORRECT_UNIT, unit__isnull=False) | Q(kind=Effect.ASK_AGAIN, unit__isnull=True),
                violation_error_message=_("Which flat is to be put right?"),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

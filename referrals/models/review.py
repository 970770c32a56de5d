"""A decision weighed again: who was found not eligible may ask that another person decide."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import OfReferralQuerySet, Referral

BY = {"on_delete": models.PROTECT, "related_name": "+"}


class DecisionReviewQuerySet(OfReferralQuerySet):
    def to_decide(self):
        return self.filter(decided_at__isnull=True)


class DecisionReview(models.Model):
    """Triggers (migration guards) hold that it is of a decision taken, and that another person decides next."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="reviews")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    text = models.TextField(_("why it should be weighed again"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_first_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **BY)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a decision")
        verbose_name_plural = _("reviews of decisions")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(decided_at__isnull=True),
                name="one_review_at_a_time",
                violation_error_message=_("A review was asked for already, and waits for its decision."),
            ),
            models.CheckConstraint(
                name="review_says_who_decided_and_when",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A decision says who took it, and when."),
            ),
            models.CheckConstraint(
                name="review_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("decided_first_by")),
                violation_error_message=_("Who decided first does not decide the review: it is for another person."),
            ),
        ]

    def __str__(self):
        return _("Review of referral %(number)s") % {"number": self.referral_id}

    @property
    def is_open(self):
        return self.decided_at is None

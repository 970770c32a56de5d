"""Which of the household's papers go with a referral."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Attachment
from referrals.models.referral import OfReferralQuerySet, Referral
from wemix.models.somebody import somebody


class ReferralAttachmentQuerySet(OfReferralQuerySet):
    def open_to(self, user):
        """For those whom the referral's rows are for, where they may read the paper too."""
        return super().open_to(user).filter(attachment__in=Attachment.objects.visible_to(user))


class ReferralAttachment(models.Model):
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="attachments")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)

    objects = ReferralAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a referral")
        verbose_name_plural = _("papers of referrals")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "attachment"],
                name="paper_goes_once_with_a_referral",
                violation_error_message=_("This paper goes with the referral already."),
            )
        ]

    def __str__(self):
        return f"{self.referral} → {self.attachment_id}"

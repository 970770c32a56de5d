"""Questions and answers between sender and team, and what each person has not seen yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import OfReferralQuerySet, Referral
from wemix.models.somebody import somebody


class MessageQuerySet(OfReferralQuerySet):
    def open_questions(self):
        return self.filter(kind=Message.Kind.QUESTION, answered_at__isnull=True)


class Message(models.Model):
    """A question about a datum (`field` says which, and links to it), an answer, or a note to each other."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        NOTE = "note", _("message")

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="messages")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NOTE)
    field = models.CharField(_("about"), max_length=40, blank=True, help_text=_("code of the datum that is missing"))
    text = models.TextField(_("text"))
    question = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "field"],
                condition=models.Q(kind="question", answered_at__isnull=True) & ~models.Q(field=""),
                name="one_open_question_per_datum",
                violation_error_message=_("This was asked already, and waits for an answer."),
            )
        ]

    def __str__(self):
        return self.text[:60]


class UpdateQuerySet(OfReferralQuerySet):
    def open_to(self, user):
        return super().open_to(user).filter(user=user)

    def unseen(self):
        return self.filter(seen_at__isnull=True)


class Update(models.Model):
    """Something moved, for one person. The mail says only how many there are."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="updates")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="+")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    what = models.CharField(_("what"), max_length=24, help_text=_("code of the step or of the kind of message"))
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.what

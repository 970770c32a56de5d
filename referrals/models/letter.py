"""A letter to the sending body, as it was sent: never edited; who has more to say writes another one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referrals.models.referral import OfReferralQuerySet, Referral
from referrals.states import State

LETTERS_ABOUT = (State.WAITING, State.NOT_ELIGIBLE)  # the states that a letter tells the sender of


class Letter(models.Model):
    class Kind(models.TextChoices):
        WAITING = State.WAITING.value, _("the household waits")
        NOT_ELIGIBLE = State.NOT_ELIGIBLE.value, _("not eligible")

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="letters")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    kind = models.CharField(_("about"), max_length=16, choices=Kind)
    text = models.TextField(pgettext_lazy("of a letter", "text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = OfReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.get_kind_display()

"""A complaint about the hosting body: registered when it comes, answered by a day."""

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referrals.models.referral import OfReferralQuerySet, Referral
from wemix.models.somebody import somebody
from wemix.versions import Versioned

DAYS_TO_ANSWER = 30


class ComplaintQuerySet(OfReferralQuerySet):
    def open_to(self, user):
        """Not for operators: it may be about one of them."""
        return super().open_to(user) if user.is_coordinator or user.is_social_worker else self.none()

    def to_answer(self):
        return self.filter(answered_on__isnull=True)

    def answered(self):
        return self.filter(answered_on__isnull=False)

    def overdue(self):
        return self.to_answer().filter(due_on__lt=timezone.localdate())


@pghistory.track(model_name="ComplaintHistory")
class Complaint(Versioned):
    class FromWhom(models.TextChoices):
        HOUSEHOLD = "household", _("the household")
        SENDER = "sender", _("the sending body")
        FAMILY = "family", _("relatives or friends")
        NEIGHBOUR = "neighbour", _("neighbours")
        OTHER = "other", _("somebody else")

    class How(models.TextChoices):
        LETTER = "letter", _("by letter")
        MAIL = "mail", _("by e-mail")
        SPOKEN = "spoken", _("in person")
        PHONE = "phone", _("by telephone")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="complaints")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    from_whom = models.CharField(_("from whom"), max_length=12, choices=FromWhom, default=FromWhom.HOUSEHOLD)
    who = models.CharField(_("name"), max_length=120, blank=True)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("to be answered by"), editable=False)
    text = models.TextField(pgettext_lazy("of a complaint", "what it says"))
    registered_by = somebody()
    registered_at = models.DateTimeField(auto_now_add=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answered_how = models.CharField(_("how it was answered"), max_length=8, choices=How, blank=True)
    answer = models.TextField(_("what was answered"), blank=True)
    answered_by = somebody(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_due_in_thirty_days",
                condition=Q(due_on=F("received_on") + timedelta(days=DAYS_TO_ANSWER)),
                violation_error_message=_("A complaint is answered within 30 days from when it came."),
            ),
            models.CheckConstraint(
                name="answered_complaint_says_when_how_and_who",
                condition=Q(answered_on__isnull=True, answered_how="", answer="", answered_by__isnull=True)
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answered_how="") & ~Q(answer="")),
                violation_error_message=_("An answer to a complaint says when, how, what, and by whom."),
            ),
            models.CheckConstraint(
                name="complaint_answered_after_it_came",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                violation_error_message=_("The answer comes before the complaint."),
            ),
        ]

    def __str__(self):
        return _("Complaint %(number)s") % {"number": self.pk}

    @property
    def is_answered(self):
        return self.answered_on is not None

    @property
    def is_overdue(self):
        return not self.is_answered and self.due_on < timezone.localdate()

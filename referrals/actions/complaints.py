"""Complaints: registered with the day by which they are answered."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Complaint
from referrals.models.complaint import DAYS_TO_ANSWER
from referrals.notifications import tell_both_sides
from wemix import audit


@transaction.atomic
def register_complaint(*, referral, by, received_on, **said):
    """`said`: from_whom, who, text."""
    complaint = Complaint.objects.create(
        referral=referral,
        household_id=referral.household_id,
        received_on=received_on,
        due_on=received_on + timedelta(days=DAYS_TO_ANSWER),
        registered_by=by,
        **said,
    )
    audit.change("complaint.register", complaint, by=by)
    tell_both_sides(referral, "complaint", by=by)
    return complaint


@transaction.atomic
def answer_complaint(*, complaint, by, answered_on, answered_how, answer):
    fresh = Complaint.objects.to_answer().select_for_update().filter(pk=complaint.pk).first()
    if fresh is None:
        raise ValidationError(_("This complaint was answered already."))
    fresh.answered_on, fresh.answered_how, fresh.answer, fresh.answered_by = answered_on, answered_how, answer, by
    fresh.validate_constraints()
    fresh.save()
    audit.change("complaint.answer", fresh, by=by)
    tell_both_sides(fresh.referral, "complaint_answered", by=by)
    return fresh

"""The contribution to costs: agreed and exempted by the coordinator, paid to the team, reversed and never edited."""

from django.db import transaction
from django.utils import timezone

from housing.models import CostShare, Exemption, Payment
from wemix import audit


@transaction.atomic
def agree_share(*, stay, from_month, amount, due_day, note, by):
    share = CostShare.objects.create(
        stay=stay,
        household_id=stay.household_id,
        from_month=from_month,
        amount=amount,
        due_day=due_day,
        note=note,
        by=by,
    )
    audit.change("contribution.agree", stay, by=by)
    return share


@transaction.atomic
def exempt(*, stay, months, reason, note, by):
    for month in months:
        Exemption.objects.create(
            stay=stay, household_id=stay.household_id, month=month, reason=reason, note=note, by=by
        )
    audit.change("contribution.exempt", stay, by=by)


@transaction.atomic
def take_exemption_back(*, exemption, by):
    exemption.taken_back_by, exemption.taken_back_at = by, timezone.now()
    exemption.save()
    audit.change("contribution.exempt_no_more", exemption.stay, by=by)


@transaction.atomic
def record_payment(*, stay, amount, paid_on, method, note, by):
    payment = Payment(
        stay=stay,
        household_id=stay.household_id,
        host_id=stay.host_id,
        amount=amount,
        paid_on=paid_on,
        method=method,
        note=note,
        by=by,
    )
    return _numbered(payment, "contribution.pay", by)


@transaction.atomic
def reverse_payment(*, payment, why, by):
    """The payment stays as it was written; this line takes it back, on the day it is written."""
    reversal = Payment(
        stay_id=payment.stay_id,
        household_id=payment.household_id,
        host_id=payment.host_id,
        amount=-payment.amount,
        method=payment.method,
        note=why,
        reverses=payment,
        by=by,
    )
    return _numbered(reversal, "contribution.reverse", by)


def _numbered(payment, verb, by):
    payment.save()
    payment.refresh_from_db(fields=["receipt_year", "receipt_number"])  # the trigger's
    audit.change(verb, payment, by=by)
    return payment

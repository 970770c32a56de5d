"""Proposing a home to one household passes over those who stand earlier and could live there, too."""

from itertools import takewhile

from django.utils import timezone

from referrals import rulebooks
from referrals.matching.grid import Grid
from referrals.matching.order import in_order
from referrals.models import PassedOver, Referral
from referrals.weighing.loading import households_facts, place_facts


def passed_over_by(referral, place):
    """Whoever looks: who is earlier in the order, passes every rule there, holds no other proposal, and is not on
    pause."""
    waiting = Referral.objects.waiting().not_parked().filter(host=referral.host_id).exclude(pk=referral.pk)
    (there,), rulebook, today = place_facts([place]), rulebooks.current(referral.host), timezone.localdate()
    ordered = in_order(households_facts([*waiting.requests(), referral]), today, rulebook)
    earlier = list(takewhile(lambda household: household.id != referral.household_id, ordered))
    fits = Grid(earlier, [there], today, rulebook).fits[:, 0]
    passed = [household.id for household, passes in zip(earlier, fits, strict=True) if passes]
    rows = {row.household_id: row for row in waiting.filter(household__in=passed)}
    return [rows[household] for household in passed if household in rows]


def record(proposal, passed, *, reason, note, by):
    PassedOver.objects.bulk_create(
        PassedOver(proposal=proposal, referral=row, household_id=row.household_id, reason=reason, note=note, by=by)
        for row in passed
    )

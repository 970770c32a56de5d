"""Proposing a home to one household passes over those who stand earlier and could live there, too."""

from django.utils import timezone

from referrals import rulebooks
from referrals.loading import households_facts, place_facts
from referrals.matching.ranking import assess
from referrals.models import PassedOver, Referral
from referrals.waiting_list import earlier_than


def passed_over_by(referral, place):
    """Whoever looks: who is earlier in the order, passes every rule there, holds no other proposal, and is not on
    pause."""
    waiting = Referral.objects.waiting().not_parked().filter(host=referral.host_id).select_related("household", "host")
    earlier = earlier_than(referral, waiting.exclude(pk=referral.pk))
    (there,), rulebook, today = place_facts([place]), rulebooks.current(referral.host), timezone.localdate()
    facts = households_facts(earlier)
    return [row for row, each in zip(earlier, facts, strict=True) if assess(each, there, today, rulebook).fits]


def record(proposal, passed, *, reason, note, by):
    PassedOver.objects.bulk_create(
        PassedOver(proposal=proposal, referral=row, household_id=row.household_id, reason=reason, note=note, by=by)
        for row in passed
    )

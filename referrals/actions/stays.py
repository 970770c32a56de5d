"""The entry, what comes in its way, and the leaving: each step moves the referral and its stay."""

from django.db import transaction
from django.utils import timezone

from housing import actions as housing
from housing.reasons import EntryUndone
from referrals.workflow import Step, held, take_step


@transaction.atomic
def fall_through(*, referral, by, reason=EntryUndone.NOT_ARRIVED, note=""):
    """Nobody arrived, or it was undone: the stay is kept as cancelled, the place in the order is kept."""
    stay = held(referral).stay
    taken = take_step(referral, Step.FALL_THROUGH, by=by, reason=reason, note=note, stay=None)
    housing.cancel_stay(stay=stay, reason=reason, note=note, by=by)
    return taken


@transaction.atomic
def hand_over_keys(*, referral, on, by):
    taken = take_step(referral, Step.HOUSE, by=by)
    housing.hand_over_keys(stay=taken.stay, on=on, by=by)
    return taken


@transaction.atomic
def close(*, referral, on, reason, destination, by, note=""):
    """The household leaves for a home of its own, or elsewhere."""
    taken = take_step(referral, Step.CLOSE, by=by, reason=reason, note=note, closed_at=timezone.now())
    housing.end_stay(stay=taken.stay, on=on, reason=reason, destination=destination, note=note, by=by)
    return taken

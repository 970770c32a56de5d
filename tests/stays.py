"""Stays brought by their own steps to a situation, for tests."""

from datetime import timedelta

from django.utils import timezone

from housing import actions
from housing.models import Occupant, PlaceUse, Stay, Unit
from referrals import actions as referrals
from referrals.models import Referral
from tests.factories import flat, household, referral

DAY = timedelta(days=1)


def hand_over_keys(*, stay, on, by):
    """As the step of its referral, where there is one: a stay goes as its referral goes."""
    _go(referrals.hand_over_keys, actions.hand_over_keys, stay, on=on, by=by)


def end_stay(*, stay, on, by, reason="GOALS_REACHED", destination="RENT_MARKET"):
    _go(referrals.close, actions.end_stay, stay, on=on, by=by, reason=reason, destination=destination)


def _go(with_its_referral, alone, stay, **said):
    if named := Referral.objects.filter(stay=stay).first():
        with_its_referral(referral=named, **said)
    else:
        alone(stay=stay, **said)
    stay.refresh_from_db()


def lived(stay, days):
    """As if the keys had been handed over so many days ago; the home is ready again on the day of leaving."""
    Unit.objects.filter(places__uses__stay=stay).update(turnaround_days=0)
    entered = timezone.localdate() - days * DAY
    _begin(stay, entered)
    Stay.objects.filter(pk=stay.pk).update(started_on=entered, planned_from=entered)
    stay.household.memberships.update(starts_on=entered - 30 * DAY)
    stay.refresh_from_db()
    return stay


def _begin(stay, day):
    PlaceUse.objects.filter(stay=stay).update(starts_on=day)
    Occupant.objects.filter(place_use__stay=stay).update(starts_on=day)


def planned_since(stay, day):
    """As if the entry had been planned for an earlier day, on which nobody came."""
    _begin(stay, day)
    Stay.objects.filter(pk=stay.pk).update(planned_from=day)
    stay.refresh_from_db()


def planned_until(stay, day):
    Stay.objects.filter(pk=stay.pk).update(planned_until=day)
    stay.refresh_from_db()
    return stay


def housed(worker, host, dora, *, place=None, days=100, left=None, size=3, **who):
    """A household that has lived here for so many days; `left`: days since it left."""
    made = referral(
        host, of=household(worker, size=size, **who), until="housed", coordinator=dora, place=place or flat(host)
    )
    stay = lived(made.stay, days)
    if left is not None:
        end_stay(stay=stay, on=timezone.localdate() - left * DAY, by=dora)
    return stay


def awaited(worker, host, dora, *, place, on, **who):
    """Another household that is to enter a place on a day."""
    made = referral(host, of=household(worker, **({"size": 2} | who)), until="waiting", coordinator=dora)
    stay = actions.plan_stay(household=made.household, host=host, places=[place], entry_on=on, until=None, by=dora)
    type(made).objects.filter(pk=made.pk).update(state="accepted", stay=stay)
    return stay

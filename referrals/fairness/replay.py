"""The same people and the same empty homes, had who came first chosen first: what is left of a difference between
groups is then the homes' doing, not the choices'."""

from datetime import date
from itertools import pairwise

from django.utils import timezone

from housing.models import Place, PlaceUse
from referrals.fairness.grouping import grouped
from referrals.matching.arrivals import Arrival, with_all_answered
from referrals.matching.policies import Policy
from referrals.matching.simulation import Vacancy, emptied, run
from referrals.models import Referral
from referrals.rulebooks import current
from referrals.states import State
from referrals.weighing.loading import place_facts

GAVE_UP = (State.WITHDRAWN, State.NOT_ELIGIBLE)


def first_come(host, first):
    """{referral: days that it would have waited}, of those who would have been housed from `first` up to today."""
    arrivals = _arrivals(host, first)
    entries = run(arrivals, _vacancies(host, first), Policy.first_come(current(host)), timezone.localdate())
    return {
        arrival.household.id: (entries[arrival.household.id].day - arrival.day).days
        for arrival in arrivals
        if arrival.household.id in entries
    }


def _arrivals(host, first):
    """Everybody who waited at some time since: they all compete."""
    listed = Referral.objects.figures_of(host).filter(host=host, waiting_since__isnull=False)
    listed = listed.exclude(stay__started_on__lt=first).exclude(state__in=GAVE_UP, closed_at__date__lt=first)
    return [_arrival(each) for each in grouped(listed)]


def _arrival(each):
    """By the referral's number: a household may have been referred twice."""
    row = each.referral
    gone = row.state in GAVE_UP and row.closed_at
    return Arrival(
        household=with_all_answered(each.facts, id=row.pk),
        day=row.waiting_since,
        gone_on=timezone.localdate(row.closed_at) if gone else date.max,
        stay_days=0,
    )


def _vacancies(host, first):
    """Each time that a home was let again, or could have been, from the day on which it was empty."""
    places = place_facts(Place.objects.of_host(host).in_service().select_related("unit"))
    homes = {home.id: home for home in emptied(places)}
    stays = PlaceUse.objects.holding().filter(kind=PlaceUse.Kind.STAY, place__in=homes)
    periods = {}
    for place, starts, ends in stays.order_by("starts_on").values_list("place", "starts_on", "ends_on"):
        periods.setdefault(place, []).append((starts, ends))
    return [
        Vacancy(max(day, first), home, returns=False)
        for place, home in homes.items()
        for day in _empty_days(periods.get(place, []), first)
    ]


def _empty_days(periods, first):
    if not periods:
        return [first]
    days = [periods[0][0]] if periods[0][0] >= first else []
    days += [left for (_, left), (entered, _) in pairwise(periods) if entered >= first]
    last_left = periods[-1][1]
    return days + [last_left] if last_left and last_left <= timezone.localdate() else days

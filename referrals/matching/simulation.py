"""What a way of choosing would do to those who arrive: homes that empty, people who come, wait, enter and leave.

Discrete events, a day at a time. Nobody refuses and every proposal takes a day: what is compared are the ways of
choosing, not the people.
"""

import heapq
from dataclasses import dataclass, replace
from datetime import date, timedelta

from referrals.matching.beds import counted, taken_by
from referrals.matching.facts import Place
from referrals.matching.policies import fits
from referrals.matching.rules import kept_until

GONE, FREE, NO_LONGER_KEPT = 0, 1, 2  # events: somebody has found another way; a home is empty; its hold ends


@dataclass(frozen=True)
class Entry:
    """A household that was housed."""

    day: date
    place: Place


@dataclass(frozen=True)
class Vacancy:
    """A place that is empty from a day on. `returns`: it empties again when who entered has left."""

    day: date
    place: Place
    returns: bool = True


def run(arrivals, vacancies, policy, last):
    """Who entered, where and when, up to the last day: {id of the household: Entry}."""
    world = _World(arrivals, vacancies, policy)
    while (day := world.next_day()) is not None and day <= last:
        world.live(day)
    return world.entries


class _World:
    def __init__(self, arrivals, vacancies, policy):
        self.policy, self.entries = policy, {}
        self.arrivals = {arrival.household.id: arrival for arrival in arrivals}
        self.coming = sorted(arrivals, key=lambda arrival: (arrival.day, arrival.household.id), reverse=True)
        self.events = [(vacancy.day, FREE, n, vacancy) for n, vacancy in enumerate(vacancies)]
        heapq.heapify(self.events)
        self.count = len(self.events)
        self.waiting, self.free, self.living = {}, {}, {}
        self.possible = Possible(policy.rulebook)

    def next_day(self):
        days = [self.coming[-1].day] if self.coming else []
        days += [self.events[0][0]] if self.events else []
        return min(days, default=None)

    def live(self, day):
        while self.events and self.events[0][0] <= day:
            _, kind, _, what = heapq.heappop(self.events)
            self._happen(kind, what, day)
        while self.coming and self.coming[-1].day <= day:
            arrival = self.coming.pop()
            self.waiting[arrival.household.id] = arrival.household
            self._later(arrival.gone_on, GONE, arrival.household.id)
        self._house(day)

    def _later(self, day, kind, what):
        self.count += 1
        heapq.heappush(self.events, (day, kind, self.count, what))

    def _happen(self, kind, what, day):
        if kind == GONE:
            self.waiting.pop(what, None)
        elif kind == FREE:
            self.living.get(what.place.unit, {}).pop(what.place.id, None)
            self.free[what.place.id] = replace(what, day=day)
            until = kept_until(replace(what.place, vacant_since=day), self.policy.rulebook)
            if until and until > day:
                self._later(until, NO_LONGER_KEPT, None)  # a day on which there is something to choose

    def _house(self, day):
        """Only those who have a chance are weighed: a pair that the rules forbid for ever costs nothing again."""
        chances = [
            (household, place)
            for place in (vacancy.place for vacancy in self.free.values())
            for household in self.possible.among(self.waiting.values(), place)
        ]
        if not chances:
            return
        households = {household.id: household for household, _ in chances}
        units = {place.unit for _, place in chances}
        places = counted(self._as_it_is(each.place, day) for each in self.free.values() if each.place.unit in units)
        pairs = self.policy.choose(list(households.values()), places, day, self.policy.rulebook)
        chosen = {place_id for _, place_id in pairs}
        for household_id, place_id in pairs:
            chosen |= self._enter(household_id, place_id, day, chosen)

    def _as_it_is(self, place, day):
        living = self.living.get(place.unit, {}) if place.is_shared else {}
        there = tuple({household.id: household for household in living.values()}.values())
        return replace(
            place,
            free_from=day,
            vacant_since=self.free[place.id].day,
            neighbours=there,
            living=sum(household.people for household in there),
        )

    def _enter(self, household_id, place_id, day, chosen):
        """With as many beds of the flat as they need, none of those chosen for others; answers the places taken."""
        household, place = self.waiting.pop(household_id), self.free[place_id].place
        beds = [key for key, other in self.free.items() if other.place.unit == place.unit and key not in chosen]
        taken = [place_id, *beds[: taken_by(household, place) - 1]]
        self.entries[household_id] = Entry(day, place)
        for vacancy in map(self.free.pop, taken):
            if vacancy.returns:
                self.living.setdefault(place.unit, {})[vacancy.place.id] = household
                self._later(day + timedelta(days=self.arrivals[household_id].stay_days), FREE, vacancy)
        return set(taken)


# What stands of a home, whoever lives there and whatever day it is
STANDING = (
    "beds",
    "is_shared",
    "residents",
    "step_free",
    "is_protected",
    "max_stay_days",
    "lawful",
    "floor",
    "lift",
    "quiet",
    "smoking_allowed",
    "pets_allowed",
)


def emptied(places):
    """The homes alone: nobody in them, always free, never kept."""
    return counted(empty(place) for place in places)


def empty(place):
    return Place(id=place.id, unit=place.unit, free_from=date.min, **standing_of(place))


def standing_of(place):
    return {name: getattr(place, name) for name in STANDING}


class Possible:
    """Whether the rules would ever let this household in: asked once for each sort of home."""

    def __init__(self, rulebook):
        self.rulebook = replace(rulebook, hold_days=0)
        self.sorts, self.known_of = {}, {}  # known: household -> yes or no; of each sort, and so of each place

    def among(self, households, place):
        known = self._known(place)
        for household in households:
            if household.id not in known:
                known[household.id] = self._is_possible(household, place)
        return [household for household in households if known[household.id]]

    def _is_possible(self, household, place):
        return fits(household, empty(place), household.waiting_since or date.min, self.rulebook)

    def _known(self, place):
        if place.id not in self.known_of:
            self.known_of[place.id] = self.sorts.setdefault(tuple(standing_of(place).values()), {})
        return self.known_of[place.id]

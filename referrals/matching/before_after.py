"""What other rules would change on one list, household by household and both ways, before they are published."""

from dataclasses import dataclass

from referrals.matching.criteria import points_of
from referrals.matching.order import in_order
from referrals.matching.rules import RULES
from referrals.matching.verdicts import PASS

MOST_PAIRS = 40_000  # weighed in one request: beyond them, homes are counted for the first of the order only


@dataclass(frozen=True)
class Standing:
    """Where one household stands under one rulebook."""

    place: int  # in the order, from 1
    fitting: int | None  # homes that fit it; None: not counted
    best: int | None  # the key of the best of them


@dataclass(frozen=True)
class Change:
    household: int
    before: Standing
    after: Standing

    @property
    def comes_in(self):
        return self.before.fitting == 0 and bool(self.after.fitting)

    @property
    def goes_out(self):
        return bool(self.before.fitting) and self.after.fitting == 0

    @property
    def climbs(self):
        """Steps up in the order; below zero: down."""
        return self.before.place - self.after.place

    @property
    def is_none(self):
        return self.before == self.after


@dataclass(frozen=True)
class Comparison:
    changes: tuple[Change, ...]  # one for each household, in the order to be
    counted: int  # households whose homes were counted: the first of the order, by either rulebook


def compare(households, places, today, before, after):
    households = list(households)
    homes = [place for place in places if place.is_open and place.free_from]  # the others fit nobody, ever
    orders = [_places_in_order(households, today, rulebook) for rulebook in (before, after)]
    first = sorted(households, key=lambda each: min(order[each.id] for order in orders))
    first = first[: MOST_PAIRS // max(1, len(homes))]
    stands = [
        {**_uncounted(order), **_counted(first, homes, today, rulebook, order)}
        for rulebook, order in zip((before, after), orders, strict=True)
    ]
    return Comparison(tuple(Change(pk, stands[0][pk], stands[1][pk]) for pk in orders[1]), len(first))


def _places_in_order(households, today, rulebook):
    return {each.id: place for place, each in enumerate(in_order(households, today, rulebook), start=1)}


def _uncounted(order):
    return {pk: Standing(place, None, None) for pk, place in order.items()}


def _counted(households, homes, today, rulebook, order):
    checks = [rule.check for rule in RULES if rule.code not in rulebook.off]
    return {each.id: _standing(each, homes, today, rulebook, checks, order[each.id]) for each in households}


def _standing(household, homes, today, rulebook, checks, place):
    fitting = [home for home in homes if _fits(household, home, today, rulebook, checks)]
    best = min(fitting, key=lambda home: (-_total(household, home, today, rulebook), home.id), default=None)
    return Standing(place, len(fitting), best and best.id)


def _fits(household, home, today, rulebook, checks):
    """As Assessment.fits says it, asking no further than the first no."""
    return all(check(household, home, rulebook, today).outcome == PASS for check in checks)


def _total(household, home, today, rulebook):
    return round(sum(each.points for each in points_of(household, home, rulebook, today)), 1)

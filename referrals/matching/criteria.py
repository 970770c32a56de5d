"""Where best? Each criterion gives from 0 to 1 of its weight, and a sentence. Points never outweigh a rule and
never say who comes first: that is another question, answered by people and a published order.

What is not known gives half: it neither earns nor costs a home.
"""

from collections.abc import Callable
from dataclasses import dataclass

from referrals.matching.facts import answer
from referrals.matching.rules import days_late
from referrals.matching.verdicts import FAIL, MISSING, PASS, Points, suits

VALUE_OF = {PASS: 1.0, MISSING: 0.5, FAIL: 0.0}


def date(household, place, rulebook, today):
    """A home that stands empty until it is needed loses as much as one that comes late."""
    if not household.needed_from or not place.free_from:
        return 0.5, {"late": None, "early": None}
    late = days_late(household.needed_from, place.free_from, today)
    early = max(0, (household.needed_from - max(place.free_from, today)).days)
    return max(0.0, 1 - (late + early) / max(1, rulebook.max_days_after_need)), {"late": late, "early": early}


def size(household, place, rulebook, today):
    spare = place.beds - household.people
    params = {"spare": spare, "shared": place.is_shared}
    if spare < 0:
        return 0.0, params
    empty = 0 if place.is_shared else spare
    return max(0.0, 1 - empty / (rulebook.max_empty_beds + 1)), params


def keeps_step_free(household, place, rulebook, today):
    """Whoever can climb steps leaves the home without steps to whoever can't."""
    return _wish(place.step_free, household.step_free)


def keeps_protected(household, place, rulebook, today):
    return _wish(answer(place.is_protected), household.secret_address)


def keeps_ground_floor(household, place, rulebook, today):
    return _wish(place.without_stairs, household.ground_floor)


def keeps_quiet(household, place, rulebook, today):
    return _wish(place.quiet, household.quiet)


def smoking(household, place, rulebook, today):
    return _wish(household.smokes, place.smoking_allowed)


def _wish(wanted, has):
    return VALUE_OF[suits(wanted, has)], {"wanted": wanted, "has": has}


@dataclass(frozen=True)
class Criterion:
    """`give(household, place, rulebook, today)` answers (value from 0 to 1, params of the sentence)."""

    code: str
    give: Callable


CRITERIA = (
    Criterion("date", date),
    Criterion("size", size),
    Criterion("keeps_step_free", keeps_step_free),
    Criterion("keeps_protected", keeps_protected),
    Criterion("keeps_ground_floor", keeps_ground_floor),
    Criterion("keeps_quiet", keeps_quiet),
    Criterion("smoking", smoking),
)


def points_of(household, place, rulebook, today):
    return tuple(_points(c, *c.give(household, place, rulebook, today), rulebook.weight_of(c.code)) for c in CRITERIA)


def _points(criterion, value, params, weight):
    return Points(criterion.code, round(value, 3), weight, params)

"""Where best? Each criterion gives from 0 to 1 of its weight, and a sentence. Points never outweigh a rule and
never say who comes first: that is another question, answered by people and a published order.

What is not known gives half: it neither earns nor costs a home.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from referrals.matching.facts import answer
from referrals.matching.rules import days_late
from referrals.matching.verdicts import FAIL, MISSING, PASS, Points, suits

VALUE_OF = {PASS: 1.0, MISSING: 0.5, FAIL: 0.0}


def waiting(household, place, settings, today):
    since = household.waiting_since
    days = max(0, (today - since).days) if since else 0
    return min(1.0, days / max(1, settings.full_wait_days)), {"days": days}


def date(household, place, settings, today):
    """A home that stands empty until it is needed loses as much as one that comes late."""
    if not household.needed_from or not place.free_from:
        return 0.5, {"late": None, "early": None}
    late = days_late(household.needed_from, place.free_from, today)
    early = max(0, (household.needed_from - max(place.free_from, today)).days)
    return max(0.0, 1 - (late + early) / max(1, settings.max_days_after_need)), {"late": late, "early": early}


def size(household, place, settings, today):
    spare = place.beds - household.people
    params = {"spare": spare, "shared": place.is_shared}
    if spare < 0:
        return 0.0, params
    empty = 0 if place.is_shared else spare
    return max(0.0, 1 - empty / (settings.max_empty_beds + 1)), params


def keeps_step_free(household, place, settings, today):
    """Whoever can climb steps leaves the home without steps to whoever can't."""
    return _wish(place.step_free, household.step_free)


def keeps_protected(household, place, settings, today):
    return _wish(answer(place.is_protected), answer(household.secret_address))


def quiet(household, place, settings, today):
    return _wish(household.quiet, place.quiet)


def ground_floor(household, place, settings, today):
    return _wish(household.ground_floor, place.without_stairs)


def smoking(household, place, settings, today):
    return _wish(household.smokes, place.smoking_allowed)


def pets(household, place, settings, today):
    return _wish(household.pets, place.pets_allowed)


def _wish(wanted, has):
    return VALUE_OF[suits(wanted, has)], {"wanted": wanted, "has": has}


@dataclass(frozen=True)
class Criterion:
    """`give(household, place, settings, today)` answers (value from 0 to 1, params of the sentence)."""

    code: str
    give: Callable
    default_weight: int


CRITERIA = (
    Criterion("waiting", waiting, 20),
    Criterion("date", date, 20),
    Criterion("size", size, 20),
    Criterion("keeps_step_free", keeps_step_free, 15),
    Criterion("keeps_protected", keeps_protected, 10),
    Criterion("quiet", quiet, 5),
    Criterion("ground_floor", ground_floor, 5),
    Criterion("smoking", smoking, 3),
    Criterion("pets", pets, 2),
)


@dataclass(frozen=True)
class Weights:
    """Whole numbers that sum to 100; a criterion not named weighs nothing."""

    version: int = 0
    values: dict[str, int] = field(default_factory=lambda: {c.code: c.default_weight for c in CRITERIA})

    def __post_init__(self):
        strange = self.values.keys() - {criterion.code for criterion in CRITERIA}
        if strange:
            raise ValueError(f"no such criterion: {', '.join(sorted(strange))}")
        if min(self.values.values(), default=0) < 0 or sum(self.values.values()) != 100:
            raise ValueError("weights are not negative and sum to 100")

    def of(self, code):
        return self.values.get(code, 0)


def points_of(household, place, settings, today, weights):
    return tuple(_points(c, *c.give(household, place, settings, today), weights.of(c.code)) for c in CRITERIA)


def _points(criterion, value, params, weight):
    return Points(criterion.code, round(value, 3), weight, params)

"""Households that could arrive: who they are, how many, how long they wait and stay.

All of it is drawn before anybody is housed, so that every way of choosing meets the same people (common random
numbers), and what differs is the way of choosing.
"""

import random
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta

from beneficiaries.vocabularies.people import age_band
from referrals.matching import groups
from referrals.matching.facts import NO, YES, Household
from referrals.matching.order import EMERGENCY, HIGH, PLANNED

GAMMA_SHAPE = 2  # of the nights of a stay: few very short ones, a long tail


@dataclass(frozen=True)
class Family:
    """One sort of household: its share of those who arrive, and which part of them needs what."""

    share: float
    sizes: dict[int, float]  # people -> part
    led_by_women: float
    emergency: float = 0.1
    high: float = 0.25
    step_free: float = 0.06
    secret: float = 0.04
    shared: float = 0.7  # would live in a shared flat


FAMILIES = {
    groups.ALONE: Family(0.45, {1: 1}, 0.42, step_free=0.08),
    groups.ADULTS: Family(0.13, {2: 0.85, 3: 0.15}, 0.45, step_free=0.1),
    groups.ONE_PARENT: Family(0.22, {2: 0.45, 3: 0.35, 4: 0.2}, 0.9, emergency=0.14, secret=0.16, shared=0.4),
    groups.PARENTS: Family(0.2, {3: 0.25, 4: 0.35, 5: 0.25, 6: 0.1, 7: 0.05}, 0.35, shared=0.05),
}


@dataclass(frozen=True)
class Demand:
    """Learnt from a host's own referrals where they are enough (referrals.simulations.demand); else these numbers."""

    per_day: float = 0.45  # for the sixty homes of the study
    families: dict[str, Family] = field(default_factory=lambda: dict(FAMILIES))
    citizenship: dict[str, float] = field(default_factory=lambda: {"IT": 0.35, "EU": 0.1, "NON_EU": 0.55})
    ground_floor: float = 0.1
    quiet: float = 0.1
    smokes: float = 0.35
    pets: float = 0.06
    patience_days: float = 270  # mean; then they have found another way
    stay_days: float = 300  # mean
    planned_days: int = 180
    learnt_from: int = 0  # referrals

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, said):
        families = {
            code: Family(**family | {"sizes": {int(people): part for people, part in family["sizes"].items()}})
            for code, family in said["families"].items()
        }
        return cls(**said | {"families": families})


@dataclass(frozen=True)
class Arrival:
    household: Household
    day: date
    gone_on: date  # on this day, still without a home, they find another way
    stay_days: int
    groups: dict[str, str] = field(default_factory=dict)


NEEDS = ("step_free", "secret_address", "quiet", "night_work", "ground_floor", "smokes", "pets")
CONSENTS = (
    "accepts_shared",
    "accepts_women",
    "accepts_men",
    "accepts_mixed",
    "with_children",
    "with_smokers",
    "with_pets",
)


def with_all_answered(household, **changes):
    """What nobody answered stands in nobody's way here: in the meantime it would have been asked."""
    answers = {name: YES if getattr(household, name) == YES else NO for name in NEEDS}
    answers |= {name: NO if getattr(household, name) == NO else YES for name in CONSENTS}
    return replace(household, planned_days=household.planned_days or 0, needed_from=None, **answers, **changes)


def draw(demand, seed, first, days):
    """Those who arrive within so many days from the first, in the order in which they come."""
    chance = random.Random(seed)
    arrivals, when = [], chance.expovariate(demand.per_day)
    while when < days:
        arrivals.append(_arrival(demand, chance, first + timedelta(days=int(when)), number=len(arrivals) + 1))
        when += chance.expovariate(demand.per_day)
    return arrivals


def _arrival(demand, chance, day, number):
    sort = _one_of(chance, {code: family.share for code, family in demand.families.items()})
    family = demand.families[sort]
    household, is_woman = _household(demand, family, sort, chance, day, number)
    return Arrival(
        household=household,
        day=day,
        gone_on=day + timedelta(days=1 + round(chance.expovariate(1 / demand.patience_days))),
        stay_days=max(14, round(chance.gammavariate(GAMMA_SHAPE, demand.stay_days / GAMMA_SHAPE))),
        groups={
            groups.GENDER: groups.WOMAN if is_woman else groups.MAN,
            groups.FAMILY: sort,
            groups.CITIZENSHIP: _one_of(chance, demand.citizenship),
            groups.ACCESS: groups.yes_or_no(YES in (household.step_free, household.ground_floor)),
            groups.SECRET: groups.yes_or_no(household.secret_address == YES),
            groups.AGE: age_band(household.ages[0]).value,
            groups.SIZE: groups.size_of(household.people),
        },
    )


def _household(demand, family, sort, chance, day, number):
    """Nobody leaves a question open here: what is not known yet is asked, and this is about who waits how long."""

    def says(part):
        return YES if chance.random() < part else NO

    people, is_woman = _one_of(chance, family.sizes), chance.random() < family.led_by_women
    adults = {groups.ALONE: 1, groups.ONE_PARENT: 1, groups.PARENTS: 2}.get(sort, people)
    is_family = sort != groups.ALONE
    household = Household(
        id=number,
        people=people,
        band=_band(family, chance.random()),
        ages=_ages(chance, adults, people),
        waiting_since=day,
        needed_from=day,
        planned_days=demand.planned_days,
        step_free=says(family.step_free),
        secret_address=says(family.secret),
        accepts_shared=says(family.shared),
        accepts_women=YES if is_woman and adults == 1 else NO,
        accepts_men=NO if is_woman or is_family else YES,
        accepts_mixed=says(0.5),
        ground_floor=says(demand.ground_floor),
        quiet=says(demand.quiet),
        smokes=says(demand.smokes),
        pets=says(demand.pets),
        night_work=says(0.1),
        with_children=says(0.8),
        with_smokers=says(0.7),
        with_pets=says(0.7),
    )
    return household, is_woman


def _band(family, point):
    if point < family.emergency:
        return EMERGENCY
    return HIGH if point < family.emergency + family.high else PLANNED


def _ages(chance, adults, people):
    grown = [round(chance.triangular(18, 75, 36)) for _ in range(adults)]
    return tuple(grown + [chance.randint(1, 17) for _ in range(people - adults)])


def _one_of(chance, parts):
    return chance.choices(list(parts), list(parts.values()))[0]

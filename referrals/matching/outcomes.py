"""What came of the simulated years: measured for one seed, put together over all of them.

The first year fills the homes and is not counted. Counted are those who would have given up before the end, had
nobody housed them: the same people for every way of choosing, whatever it does.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import fmean, stdev

from referrals.matching import groups
from referrals.matching.arrivals import draw
from referrals.matching.order import EMERGENCY, HIGH, PLANNED
from referrals.matching.simulation import Vacancy, run

YEARS, WARM_UP = 5, 365
DAYS = YEARS * 365
FIRST = date(2026, 1, 1)  # a day like any other: what is simulated are years, not these years
BANDS = {EMERGENCY: "emergency", HIGH: "high", PLANNED: "planned"}


def compare(demand, homes, policies, seed):
    """One seed: the same people and the same empty homes for every policy. Answers {name: what came of it}."""
    arrivals = draw(demand, seed, FIRST, DAYS)
    vacancies = [Vacancy(FIRST, home) for home in homes]
    last = FIRST + timedelta(days=DAYS)
    return {
        policy.name: measure(arrivals, vacancies, run(arrivals, vacancies, policy, last), FIRST) for policy in policies
    }


def measure(arrivals, vacancies, entries, first):
    """Of one seed and one policy, as plain numbers that a database can keep."""
    start, last = first + timedelta(days=WARM_UP), first + timedelta(days=DAYS)
    waits = {}
    for arrival in arrivals:
        if arrival.day >= start and arrival.gone_on <= last:
            entry = entries.get(arrival.household.id)
            for group in _groups(arrival):
                waits.setdefault(group, []).append(entry and (entry.day - arrival.day).days)
    beds = sum(1 if vacancy.place.is_shared else vacancy.place.beds for vacancy in vacancies)
    return {
        "occupancy": _nights(arrivals, entries, start, last) / (beds * (last - start).days) if beds else 0,
        "groups": {
            group: {"n": len(found), "waits": sorted(wait for wait in found if wait is not None)}
            for group, found in waits.items()
        },
    }


def _groups(arrival):
    yield groups.ALL
    yield f"band:{BANDS[arrival.household.band]}"
    yield from (f"{dimension}:{code}" for dimension, code in arrival.groups.items())


def _nights(arrivals, entries, start, last):
    """Nights of people in the counted years."""
    return sum(
        arrival.household.people
        * max(0, (min(last, entry.day + timedelta(days=arrival.stay_days)) - max(start, entry.day)).days)
        for arrival in arrivals
        if (entry := entries.get(arrival.household.id))
    )


@dataclass(frozen=True)
class Estimate:
    """A mean over the seeds, and its standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, values):
        return cls(fmean(values), stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0)


@dataclass(frozen=True)
class GroupOutcome:
    n: int
    housed: float  # part
    mean: float | None  # days waited by those who were housed
    late: float | None  # 95 of 100 of them waited no longer

    @classmethod
    def of(cls, found):
        waits = sorted(wait for each in found for wait in each["waits"])
        n = sum(each["n"] for each in found)
        if not waits:
            return cls(n, 0.0, None, None)
        return cls(n, len(waits) / n, fmean(waits), percentile(waits, 0.95))


def percentile(ordered, part):
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass(frozen=True)
class Summary:
    """One policy over all seeds. `gains`: points of occupancy more than another policy on the same arrivals."""

    occupancy: Estimate
    gains: dict[str, Estimate]
    groups: dict[str, GroupOutcome]


def summarise(seeds):
    """`seeds`: for each seed {name of the policy: measures}. Answers {name: Summary}, in the order of the policies."""
    names = list(seeds[0]) if seeds else []
    return {name: _summary(name, names, seeds) for name in names}


def _summary(name, names, seeds):
    mine = [seed[name] for seed in seeds]
    every = {group for measured in mine for group in measured["groups"]}
    return Summary(
        occupancy=Estimate.of([measured["occupancy"] for measured in mine]),
        gains={other: _gain(name, other, seeds) for other in names if other != name},
        groups={
            group: GroupOutcome.of([measured["groups"][group] for measured in mine if group in measured["groups"]])
            for group in sorted(every)
        },
    )


def _gain(name, other, seeds):
    return Estimate.of([100 * (seed[name]["occupancy"] - seed[other]["occupancy"]) for seed in seeds])

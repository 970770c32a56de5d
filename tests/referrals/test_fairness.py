"""The audit of fairness: it sees a bias that was planted and none where there is none, and tells nobody's story."""

import random
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.matching import intervals
from referrals.matching.fairness import HOUSED, MEASURES, WAIT, Case, report
from referrals.matching.groups import ALL, DIMENSIONS
from referrals.matching.small_cells import FEW, is_small

SEEDS = range(20)
CODES = {
    "gender": {"woman": 55, "man": 43, "other": 2},
    "family": {"alone": 45, "adults": 13, "one_parent": 22, "parents": 20},
    "citizenship": {"IT": 35, "EU": 8, "NON_EU": 57},
    "access": {"yes": 15, "no": 85},
    "secret": {"yes": 8, "no": 92},
    "age": {"18-24": 15, "25-34": 30, "35-44": 25, "45-54": 15, "55-64": 10, "65+": 5},
    "size": {"1": 45, "2": 20, "3-4": 25, "5+": 10},
}


def cases(seed, housed=lambda groups: 0.6, slower=lambda groups: 1, n=500):
    """People who differ in nothing but what is planted."""
    chance = random.Random(seed)
    return [_case(chance, housed, slower) for _ in range(n)]


def _case(chance, housed, slower):
    groups = {dimension: chance.choices(list(parts), list(parts.values()))[0] for dimension, parts in CODES.items()}
    entered = chance.random() < housed(groups)
    return Case(
        groups=groups,
        is_proposed=entered or chance.random() < 0.3,
        is_housed=entered,
        waited=round(chance.expovariate(1 / 60) * slower(groups)) if entered else None,
        declined=("TOO_FAR",) if chance.random() < 0.2 else (),
        refused=("OUTSIDE_TARGET",) if chance.random() < 0.1 else (),
        first_come=round(chance.expovariate(1 / 60)) if chance.random() < 0.6 else None,
    )


def flags(found):
    _, dimensions = report(found)
    return {
        (line.dimension, line.code, flag.what) for lines in dimensions.values() for line in lines for flag in line.flags
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_absence_of_a_bias_is_not_flagged(seed):
    assert flags(cases(seed)) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_that_is_seldom_housed_is_flagged_alone(seed):
    planted = cases(seed, housed=lambda groups: 0.28 if groups["gender"] == "woman" else 0.6)
    assert flags(planted) == {("gender", "woman", HOUSED)}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_that_waits_longer_is_flagged_alone(seed):
    planted = cases(seed, slower=lambda groups: 6 if groups["citizenship"] == "NON_EU" else 1, n=800)
    assert flags(planted) == {("citizenship", "NON_EU", WAIT)}


def test_a_flag_says_whether_the_homes_would_do_the_same_to_them():
    """Who came first chooses first, and the group is housed as seldom: it is the homes."""
    planted = cases(0, housed=lambda groups: 0.28 if groups["gender"] == "woman" else 0.6)
    by_homes = [replace(case, first_come=case.waited) for case in planted]
    for found, expected in ((planted, False), (by_homes, True)):
        _, dimensions = report(found)
        flag = next(flag for line in dimensions["gender"] for flag in line.flags)
        assert (flag.with_first_come < 0.8) is expected


# Nobody's story is told


def test_few_people_are_not_counted_nor_told_by_the_rest():
    of_gender = {"woman": 40, "man": 20, "other": FEW - 1}
    _, dimensions = report([Case(groups={"gender": code}) for code, n in of_gender.items() for _ in range(n)])
    shown = {line.code: line.n for line in dimensions["gender"]}
    assert shown == {"woman": 40, "man": None, "other": None}  # the total would tell the one


@given(st.integers(0, 10**6), st.integers(1, 120))
def test_no_small_count_can_be_computed(seed, n):
    """No count of one to four is shown, nor leaves as few of its group; and none is hidden alone, beside its total."""
    found = cases(seed, n=n)
    _, dimensions = report(found)
    for dimension in DIMENSIONS:
        for measure in MEASURES:
            unseen = [line.code for line in dimensions[dimension] if measure.code not in line.counts]
            seen = [line for line in dimensions[dimension] if measure.code in line.counts]
            for line in seen:
                assert not is_small(line.counts[measure.code]) and not is_small(line.n - line.counts[measure.code])
            assert len(unseen) != 1 or not seen


def test_reasons_of_few_are_not_told():
    few = [Case(groups={}, declined=("TOO_FAR",))] * (FEW - 1)
    many = [Case(groups={}, declined=("SHARED",))] * FEW
    together, _ = report([*few, *many, *[Case(groups={})] * 20])
    assert together.reasons["declined"] == (("SHARED", FEW),)
    assert together.dimension == together.code == ALL


# Intervals, against figures that others published


def test_wilson():
    """Newcombe 1998, table I: 81 of 263, and 0 of 20."""
    found = intervals.share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert round(intervals.share(0, 20).high, 4) == 0.1611


def test_student():
    """The quantile for four degrees of freedom is 2.776, and the standard error of 1 to 5 the root of a half."""
    four = intervals.mean([1, 2, 3, 4, 5])
    assert four.high - four.value == pytest.approx(2.776 * 0.5**0.5, rel=0.005)


def test_of_few_values_nobody_knows_the_95th():
    assert intervals.late([10] * 30).high == inf
    found = intervals.late(list(range(1000)))
    assert found.low < 950 < found.high < 970


@pytest.mark.parametrize("part", [0.2, 0.5])
def test_an_interval_holds_the_truth_as_often_as_it_says(part):
    chance = random.Random(3)
    held = 0
    for _ in range(1000):
        found = intervals.share(sum(chance.random() < part for _ in range(60)), 60)
        held += found.low <= part <= found.high
    assert 925 <= held <= 975

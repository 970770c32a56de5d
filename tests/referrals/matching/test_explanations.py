"""What a no says is why it is a no: on every pair of a thousand villages, nothing in vain, nothing left unsaid."""

from dataclasses import replace

import pytest

from referrals.matching.grid import Grid
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import RULES
from referrals.matching.verdicts import FAIL, MISSING
from tests.referrals.matching.test_plan_grid import with_neighbours
from tests.referrals.matching.village import TODAY, village

CODES = {rule.code for rule in RULES}


def only(*codes):
    """A rulebook in which these rules alone hold."""
    return replace(DEFAULT, off=frozenset(CODES - set(codes)))


@pytest.mark.parametrize("hundred", range(10))
def test_a_pair_is_refused_for_exactly_the_reasons_that_are_named(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        households, places = with_neighbours(*village(seed, 3, 3, unknown=0.15, apart=0.7, shared=0.5))
        for household in households:
            for place in places:
                agrees(household, place)


def agrees(household, place):
    found = assess(household, place, TODAY)
    failing = {verdict.rule for verdict in found.failed}
    asking = {verdict.rule for verdict in found.missing}
    assert found.is_blocked == bool(failing) and found.fits == (not failing and not asking)
    without = replace(DEFAULT, off=frozenset(failing | asking))
    assert assess(household, place, TODAY, without).fits  # nothing else stood in the way
    for rule in failing:  # each by itself is enough
        assert [verdict.outcome for verdict in assess(household, place, TODAY, only(rule)).verdicts] == [FAIL]
    for rule in asking:
        assert [verdict.outcome for verdict in assess(household, place, TODAY, only(rule)).verdicts] == [MISSING]


def test_the_plan_s_view_of_a_pair_is_the_pair_s_own():
    for seed in range(50):
        households, places = with_neighbours(*village(seed, 6, 5, unknown=0.15, apart=0.5, shared=0.5))
        grid = Grid(households, places, TODAY, DEFAULT)
        for row, household in enumerate(households):
            for column, place in enumerate(places):
                assert grid.fits[row, column] == assess(household, place, TODAY).fits

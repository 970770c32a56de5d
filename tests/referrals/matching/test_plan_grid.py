"""All pairs at once are answered as each pair alone is."""

from dataclasses import replace

import pytest

from referrals.matching.grid import Grid
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from tests.referrals.matching.village import TODAY, village


def with_neighbours(households, places):
    """Every third shared flat has somebody living in it; every fifth place is held, for somebody or for nobody."""
    living = [replace(household, id=household.id + 5000) for household in households]
    changed = []
    for number, place in enumerate(places):
        if place.is_shared and place.unit % 3 == 0:
            there = (living[place.unit % len(living)], households[place.unit % len(households)])
            place = replace(place, neighbours=there, vacant_since=TODAY)
        if number % 5 == 0:
            place = replace(place, is_held=True, held_for=households[0].id if number % 2 else None)
        changed.append(replace(place, free_from=None) if number % 7 == 0 else place)
    return households, changed


@pytest.mark.parametrize("seed", range(6))
def test_every_pair_is_answered_as_it_is_alone(seed):
    households, places = with_neighbours(*village(seed, 20, 15, unknown=0.2, apart=0.5, shared=0.5))
    rulebook = replace(DEFAULT, max_empty_beds=2, off=frozenset({"waste"}) if seed % 2 else frozenset())
    grid = Grid(households, places, TODAY, rulebook)
    for row, household in enumerate(households):
        for column, place in enumerate(places):
            alone = assess(household, place, TODAY, rulebook)
            assert grid.assessment(row, column) == alone
            assert grid.fits[row, column] == alone.fits
            assert grid.blocked[row, column] == alone.is_blocked
            assert grid.asking[row, column] == bool(alone.missing and not alone.is_blocked)
            assert grid.tenths[row, column] == round(alone.total * 10)


def test_equal_facts_are_asked_about_once():
    """The point of it: six hundred pairs, far fewer questions."""
    grid = Grid(*village(1, 30, 20), TODAY, DEFAULT)
    asked = {code: len(answers.all) for code, answers in grid.rules.items()}
    assert asked["size"] < 60 and asked["access"] <= 9 and asked["secret"] <= 4

"""Who may share a flat with whom, and what is not known between them."""

from dataclasses import replace

import pytest
from hypothesis import given

from referrals.matching.company import clash, frictions
from referrals.matching.facts import (
    NO,
    YES,
    Household,
)
from referrals.matching.rulebook import DEFAULT, Rulebook
from referrals.matching.verdicts import FAIL, MISSING, PASS
from tests.referrals.matching.pairs import YES_OR_NO, completions, households

OF_NEIGHBOURS = dict.fromkeys(["smokes", "pets", "night_work", "quiet", "with_smokers"], YES_OR_NO)


@given(households, households)
def test_what_is_not_known_between_neighbours_is_never_a_pass_or_a_fail(household, other):
    known = {"with_pets": YES, "with_children": YES}  # fewer combinations; the same code asks them
    household, other = (replace(each, ages=(40,), **known) for each in (household, other))
    found = [each.outcome for each in frictions(household, other, DEFAULT)]
    filled = [
        [each.outcome for each in frictions(one, two, DEFAULT)]
        for one in completions(household, OF_NEIGHBOURS)
        for two in completions(other, OF_NEIGHBOURS)
    ]
    for position, outcome in enumerate(found):
        possible = {outcomes[position] for outcomes in filled}
        assert outcome == (possible.pop() if len(possible) == 1 else MISSING)


CLASHES = [
    ({"smokes": YES}, {"with_smokers": NO}, "smoking"),
    ({"pets": YES}, {"with_pets": NO}, "pets"),
    ({"night_work": YES}, {"quiet": YES}, "night"),
    ({"ages": (30, 4)}, {"with_children": NO}, "children"),
]


@pytest.mark.parametrize(("does", "minds", "kind"), CLASHES)
def test_two_households_clash_whoever_of_them_comes_first(does, minds, kind):
    one, two = Household(id=1, people=1, **does), Household(id=2, people=1, **minds)
    assert clash(one, two, DEFAULT) == clash(two, one, DEFAULT) == (kind,)
    assert clash(one, Household(id=2, people=1), DEFAULT) == ()
    assert clash(one, two, Rulebook(off=frozenset({"company"}))) == ()


def test_two_to_keep_apart_clash_whoever_wrote_it_and_whatever_is_switched_off():
    one, two = Household(id=1, people=1, apart_from=frozenset({2})), Household(id=2, people=1)
    assert clash(one, two, DEFAULT) == clash(two, one, Rulebook(off=frozenset({"company"}))) == ("apart",)


@pytest.mark.parametrize(
    ("mine", "theirs", "outcome"),
    [
        ((20,), (44,), PASS),
        ((20,), (46,), FAIL),
        ((20, 3), (22, 60), FAIL),
        ((20, 3), (40,), PASS),
        ((None,), (40,), MISSING),
        ((), (40,), PASS),
    ],
)
def test_ages_count_where_the_host_says_how_much(mine, theirs, outcome):
    one, two = Household(id=1, people=1, ages=mine), Household(id=2, people=1, ages=theirs)
    assert frictions(one, two, Rulebook(max_age_gap=25))[-1].outcome == outcome
    assert frictions(one, two, DEFAULT)[-1].outcome == PASS

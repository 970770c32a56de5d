"""What is said about the plan is true: costs are those of planning anew, a bottleneck is one."""

from dataclasses import replace

import numpy as np
import pytest

from referrals.matching import why
from referrals.matching.plan import make
from referrals.matching.verdicts import FAIL, MISSING
from tests.referrals.matching.oracle import best_value, counted_value
from tests.referrals.matching.test_plan import home, same, small_village
from tests.referrals.matching.village import TODAY, village


def planned(seed):
    households, places, pins, forbidden = small_village(seed)
    return make(households, places, TODAY, pins=pins, forbidden=forbidden)


# What another choice would cost


@pytest.mark.parametrize("seed", range(40))
def test_a_choice_costs_what_planning_anew_with_it_costs(seed):
    plan = planned(seed)
    for household in [*plan.pairs, *plan.waiting][:6]:
        for choice in why.choices(plan, household):
            if choice.lost is None:
                continue
            pins = {pin for pin in plan.pins if pin[0] != household} | {(household, choice.place)}
            other = make(plan.board.households, plan.board.places, TODAY, pins=pins, forbidden=plan.forbidden)
            assert other.pairs[household] == choice.place and choice.is_exact
            lost = tuple(now - then for now, then in zip(plan.value, other.value, strict=True))
            assert tuple(choice.lost.values()) == lost
            assert best_value(other) in (other.value, None) or counted_value(other) == other.value


def test_the_planned_choice_costs_nothing_and_a_choice_against_a_pin_is_none():
    households, places = same(), [home(1)]
    plan = make(households, places, TODAY, pins={(8, 1)})
    (kept,), (against,) = why.choices(plan, 8), why.choices(plan, 7)
    assert kept.is_planned and kept.costs_nothing and kept.could_live == 2
    assert against.lost is None and against.goes_to == 8


def test_what_leaves_somebody_without_a_home_says_whom():
    """The second fits the small home only; the first would fit the large one too."""
    first, second = same(people=1)
    places = [home(1, beds=2), home(2, beds=2)]
    households = [first, replace(second, people=2)]
    plan = make(households, [places[0]], TODAY)
    (choice,) = why.choices(plan, plan.waiting[0])
    assert choice.left_out == tuple(plan.pairs) and choice.goes_to == choice.left_out[0]


def test_beds_of_one_flat_that_are_all_the_same_are_one_choice():
    shared = {"beds": 1, "is_shared": True, "unit": 9, "residents": "anyone"}
    households = [replace(each, people=1) for each in same()]
    plan = make(households, [home(1, **shared), home(2, **shared), home(3, beds=1)], TODAY)
    assert sorted(choice.alike for choice in why.choices(plan, 7)) == [0, 1]


@pytest.mark.parametrize("seed", range(20))
def test_each_better_place_is_named_with_who_has_it(seed):
    plan = planned(seed)
    owners, board = plan.owners, plan.board
    for household, place in plan.pairs.items():
        row = board.row_of[household]
        better = why.better_places(plan, household)
        points = {each.id: board.grid.tenths[row, column] for column, each in enumerate(board.places)}
        fitting = [each.id for column, each in enumerate(board.places) if board.fits[row, column]]
        fitting = [each for each in fitting if (household, each) not in plan.forbidden]
        assert {each.place for each in better} == {each for each in fitting if points[each] > points[place]}
        assert all(owners.get(each.place) == each.goes_to for each in better)


# Why they wait


@pytest.mark.parametrize("seed", range(60))
def test_everybody_left_is_told_why_and_it_is_true(seed):
    plan = planned(seed)
    board, told = plan.board, why.left(plan)
    assert [each.household for each in told] == list(plan.waiting)
    for each in told:
        row = board.row_of[each.household]
        if each.why == "bottleneck":
            is_violated(plan, each)
        elif each.why == "sharing":
            assert plan.allowed[row].any()
        elif each.why == "beds":
            assert plan.allowed[row].any() and board.households[row].people > 1
        elif each.why == "set_aside":
            assert board.fits[row].any() and not plan.allowed[row].any()
        else:
            counts_are_true(plan, row, each)


def is_violated(plan, left):
    """More households than places, and these households can live in no other place that the plan may use."""
    board, bottleneck = plan.board, left.bottleneck
    assert left.household in bottleneck.households
    assert len(bottleneck.households) > len(bottleneck.places) or bottleneck.several
    rows = [board.row_of[household] for household in bottleneck.households]
    reachable = {board.places[column].id for column in np.flatnonzero(plan.allowed[rows].any(axis=0))}
    assert reachable == set(bottleneck.places)


def counts_are_true(plan, row, left):
    board, obstacles = plan.board, why.obstacles(plan, left.household)
    assert not board.fits[row].any()
    verdicts = [board.grid.verdicts(row, column) for column in np.flatnonzero(board.free)]
    for rule, count in obstacles.rules:
        assert count == sum(any(v.rule == rule and v.outcome == FAIL for v in each) for each in verdicts)
    hanging = [each for each in verdicts if not any(v.outcome == FAIL for v in each)]
    assert bool(hanging) == (left.why == "asking")
    for datum, count in obstacles.questions:
        assert count == sum(
            any(q.field == datum for v in each if v.outcome == MISSING for q in v.questions) for each in hanging
        )


def test_the_rule_that_makes_the_bottleneck_is_named():
    needing = [replace(each, id=key, step_free="YES") for key, each in enumerate(same() * 3, start=1)]
    places = [home(1, step_free="YES"), home(2, step_free="NO"), home(3, step_free="NO")]
    left = why.left(make(needing, places, TODAY))
    assert {each.why for each in left} == {"bottleneck"} and len(left) == 5
    assert len({each.bottleneck for each in left}) == 1
    bottleneck = left[0].bottleneck
    assert (len(bottleneck.households), bottleneck.places) == (6, (1,))
    assert (bottleneck.rule, bottleneck.held_by_rule) == ("access", 6)


def test_where_all_places_suit_there_are_simply_too_few():
    (left,) = why.left(make(same(), [home(1)], TODAY))
    assert left.bottleneck.rule is None and left.bottleneck.places == (1,)


def test_no_name_can_stand_in_what_is_told():
    """Codes are ids and numbers: what is told could be kept without a name to erase."""
    households, places = village(5, 40, 20)
    plan = make(households, places, TODAY)
    for told in [*why.left(plan), *why.choices(plan, plan.waiting[0]), why.obstacles(plan, plan.waiting[0])]:
        assert not {type(value) for value in vars(told).values()} - {
            int,
            str,
            tuple,
            dict,
            bool,
            type(None),
            why.Bottleneck,
        }

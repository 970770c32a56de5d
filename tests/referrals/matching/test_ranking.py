"""Places for a household and households for a place, in their order, whatever order they came in."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from referrals.matching.facts import (
    UNKNOWN,
    YES,
)
from referrals.matching.grid import households_for, places_for
from referrals.matching.order import standing
from tests.referrals.matching.pairs import (
    FITTING_HOUSEHOLD,
    FITTING_PLACE,
    TODAY,
    households,
    places,
)


@given(households, st.lists(places, unique_by=lambda place: place.id), st.randoms())
def test_the_order_of_the_places_never_matters(household, there, chance):
    shuffled = chance.sample(there, len(there))
    assert places_for(household, there, TODAY) == places_for(household, shuffled, TODAY)


@given(places, st.lists(households, unique_by=lambda household: household.id), st.randoms())
def test_the_order_of_the_households_never_matters(place, waiting, chance):
    shuffled = chance.sample(waiting, len(waiting))
    assert households_for(place, waiting, TODAY) == households_for(place, shuffled, TODAY)


@given(households, st.lists(places, min_size=2, unique_by=lambda place: place.id))
def test_a_blocked_place_never_outranks_a_free_one(household, there):
    ranked = places_for(household, there, TODAY)
    groups = [(each.is_blocked, not each.fits) for each in ranked]
    assert groups == sorted(groups)
    assert {each.place_id for each in ranked} == {place.id for place in there}
    fitting = [each.total for each in ranked if each.fits]
    assert fitting == sorted(fitting, reverse=True)


def test_fitting_places_come_first_then_questions_then_blocked_ones():
    household = replace(FITTING_HOUSEHOLD, step_free=YES)
    best = replace(FITTING_PLACE, id=4, step_free=YES)
    roomy = replace(FITTING_PLACE, id=1, step_free=YES, beds=4)
    to_ask = replace(FITTING_PLACE, id=2, step_free=UNKNOWN)
    blocked = replace(FITTING_PLACE, id=3)
    worse = replace(FITTING_PLACE, id=0, is_open=False)
    ranked = places_for(household, [worse, blocked, to_ask, roomy, best], TODAY)
    assert [each.place_id for each in ranked] == [4, 1, 2, 3, 0]


def test_equal_points_are_ranked_by_id():
    twins = [replace(FITTING_PLACE, id=number) for number in (9, 8)]
    assert [each.place_id for each in places_for(FITTING_HOUSEHOLD, twins, TODAY)] == [8, 9]


def test_both_directions_say_the_same_of_a_pair():
    assert places_for(FITTING_HOUSEHOLD, [FITTING_PLACE], TODAY) == households_for(
        FITTING_PLACE, [FITTING_HOUSEHOLD], TODAY
    )


@given(places, st.lists(households, unique_by=lambda household: household.id))
def test_of_those_whom_a_place_fits_the_published_order_says_who_is_first(place, waiting):
    by_id = {household.id: household for household in waiting}
    fitting = [by_id[each.household_id] for each in households_for(place, waiting, TODAY) if each.fits]
    assert fitting == sorted(fitting, key=lambda household: standing(household, TODAY))

"""Several free beds of one shared flat are one home for a household that needs as many."""

from dataclasses import replace
from datetime import timedelta

from referrals.matching import why
from referrals.matching.beds import counted
from referrals.matching.facts import YES
from referrals.matching.plan import make
from referrals.matching.policies import first_come
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from tests.referrals.matching.test_plan import EASY, home, same, small_village
from tests.referrals.matching.village import TODAY

SOON = TODAY + timedelta(days=10)


def flat(count, unit=9, **facts):
    """Equal beds of one flat."""
    shared = {"beds": 1, "is_shared": True, "residents": "anyone", "step_free": YES, "quiet": YES, "lift": YES}
    return counted(home(unit * 10 + bed, unit=unit, **{**shared, **facts}) for bed in range(1, count + 1))


def people(*sizes):
    """Households that would share, of so many people each; the first has waited longest."""
    one, _ = same(needed_from=None)
    return [
        replace(one, id=number, people=size, ages=(), waiting_since=TODAY - timedelta(days=99 - number), **EASY)
        for number, size in enumerate(sizes, start=1)
    ]


def fits(household, place, rule):
    return next(each for each in assess(household, place, TODAY).verdicts if each.rule == rule).outcome == "pass"


def test_a_bed_counts_those_of_its_flat_that_are_free_by_the_same_day():
    now, then = home(1, unit=9, is_shared=True, beds=1), home(2, unit=9, is_shared=True, beds=1, free_from=SOON)
    taken, shut = replace(now, id=3, free_from=None), replace(now, id=4, is_open=False)
    held, elsewhere = replace(now, id=5, is_held=True, held_for=8), replace(now, id=6, unit=10)
    beds = {place.id: place.beds for place in counted([now, then, taken, shut, held, elsewhere])}
    assert (beds[1], beds[2], beds[6]) == (1, 2, 1)
    assert beds[5] == 1  # of what is held for another nobody else has a part


def test_what_is_held_for_one_household_counts_for_it():
    held = [home(key, unit=9, is_shared=True, beds=1, is_held=True, held_for=1) for key in (1, 2)]
    assert [place.beds for place in counted([*held, replace(held[0], id=3, is_held=False, held_for=None)])] == [2, 2, 1]


def test_two_people_fit_where_two_beds_are_free_and_nothing_is_wasted():
    one, couple = people(1, 2)
    (single,), three = flat(1), flat(3)
    assert not fits(couple, single, "size") and fits(couple, three[0], "size")
    assert fits(one, three[0], "waste") and fits(couple, three[0], "waste")


def test_a_couple_takes_two_beds_and_leaves_the_third_to_another():
    plan = make(people(2, 1, 1), flat(3), TODAY)
    assert set(plan.pairs) == {1, 2} and plan.is_proven
    assert [len(plan.beds[household]) for household in (1, 2)] == [2, 1]
    assert len(plan.owners) == 3


def test_in_three_beds_there_is_room_for_one_couple():
    plan = make(people(2, 2), flat(3), TODAY)
    assert set(plan.pairs) == {1} and plan.is_proven
    (left,) = why.left(plan)
    assert left.why == "beds"


def test_a_couple_waits_for_the_day_on_which_the_second_bed_is_free():
    now, then = flat(2)
    places = counted([now, replace(then, free_from=SOON)])
    plan = make(people(2), places, TODAY)
    assert plan.pairs == {1: places[1].id} and set(plan.beds[1]) == {place.id for place in places}


def test_who_comes_later_does_not_take_the_bed_of_who_comes_first():
    now, then = flat(2)
    plan = make(people(1, 2), counted([now, replace(then, free_from=SOON)]), TODAY)
    assert len(plan.pairs) == 1 and plan.is_proven  # either of them, and not both


def test_a_pin_that_leaves_too_few_beds_is_refused_by_the_rule_of_beds():
    beds = flat(2)
    plan = make(people(2, 1), beds, TODAY, pins={(1, beds[0].id), (2, beds[1].id)})
    (refused,) = plan.refused
    assert (refused.household, refused.why, refused.rules) == (2, "together", ("size",))


def test_a_bottleneck_says_how_many_need_several_beds():
    (left,) = why.left(make(people(2, 1), flat(2), TODAY))
    assert (left.why, left.bottleneck.several, len(left.bottleneck.places)) == ("bottleneck", 1, 2)


def test_a_choice_that_takes_two_beds_costs_both_who_had_them():
    households, beds = people(1, 1, 2), flat(2)
    households = [*households[:2], replace(households[2], band=3)]
    plan = make([replace(each, band=2) for each in households[:2]] + households[2:], beds, TODAY)
    assert set(plan.pairs) == {1, 2}
    (choice,) = why.choices(plan, 3)
    assert set(choice.left_out) == {1, 2} and choice.alike == 1


def test_the_villages_of_the_oracle_have_households_in_several_beds():
    plans = [make(*small_village(seed)[:2], TODAY) for seed in range(100)]
    several = [plan for plan in plans if any(len(beds) > 1 for beds in plan.beds.values())]
    crowded = [plan for plan in plans if any(each.why == "beds" for each in why.left(plan))]
    assert len(several) >= 15 and len(crowded) >= 5


def test_in_turn_too_a_couple_takes_two_beds():
    pairs = first_come(people(2, 1, 1), flat(3), TODAY, DEFAULT)
    assert [household for household, _ in pairs] == [1, 2]

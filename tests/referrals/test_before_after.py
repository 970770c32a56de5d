"""What other rules change on a list: it agrees with the assessment, whatever the list."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from referrals.matching import before_after
from referrals.matching.before_after import compare
from referrals.matching.facts import NO, UNKNOWN, YES, Household, Place
from referrals.matching.order import in_order
from referrals.matching.ranking import assess, places_for
from referrals.matching.rulebook import DEFAULT

TODAY = date(2026, 11, 26)
OTHER = replace(
    DEFAULT,
    version=1,
    off=frozenset({"quiet"}),
    max_empty_beds=2,
    order=("high", "emergency", "waiting", "people"),
    weights={"smoking": 60, "size": 40},
)


def households(dice, count):
    return [
        Household(
            id=n,
            people=dice.randint(1, 4),
            band=dice.choice([1, 2, 3]),
            accepts_shared=dice.choice([YES, NO]),
            accepts_mixed=YES,
            step_free=dice.choice([YES, NO, UNKNOWN]),
            ground_floor=NO,
            quiet=dice.choice([YES, NO]),
            pets=NO,
            smokes=dice.choice([YES, NO]),
            needed_from=TODAY,
            planned_days=90,
            waiting_since=TODAY - timedelta(days=dice.randint(0, 300)),
        )
        for n in range(1, count + 1)
    ]


def places(dice, count):
    return [
        Place(
            id=n,
            beds=dice.randint(1, 5),
            free_from=dice.choice([TODAY, TODAY, None]),
            is_open=dice.random() < 0.9,
            step_free=dice.choice([YES, NO]),
            floor=0,
            quiet=dice.choice([YES, NO]),
            pets_allowed=YES,
            smoking_allowed=dice.choice([YES, NO]),
        )
        for n in range(1, count + 1)
    ]


def test_it_says_what_the_assessment_says():
    dice = Random(7)
    people, homes = households(dice, 25), places(dice, 20)
    found = compare(people, homes, TODAY, DEFAULT, OTHER)
    assert found.counted == 25
    for change in found.changes:
        one = people[change.household - 1]
        for rulebook, stands in ((DEFAULT, change.before), (OTHER, change.after)):
            fitting = [each for each in places_for(one, homes, TODAY, rulebook) if each.fits]
            assert stands.fitting == len(fitting)
            assert stands.best == (fitting[0].place_id if fitting else None)
            assert in_order(people, TODAY, rulebook)[stands.place - 1] is one
    assert {change.after.fitting > change.before.fitting for change in found.changes} == {True, False}


def test_the_same_rules_change_nothing():
    dice = Random(7)
    found = compare(households(dice, 9), places(dice, 9), TODAY, DEFAULT, replace(DEFAULT, version=4))
    assert all(change.is_none for change in found.changes)


def test_of_a_long_list_the_first_are_counted_and_all_are_placed(monkeypatch):
    dice = Random(7)
    people, homes = households(dice, 12), [replace(each, free_from=TODAY, is_open=True) for each in places(dice, 10)]
    monkeypatch.setattr(before_after, "MOST_PAIRS", 45)
    found = compare(people, homes, TODAY, DEFAULT, OTHER)
    counted = [change for change in found.changes if change.after.fitting is not None]
    assert found.counted == len(counted) == 4
    assert {1} <= {change.after.place for change in counted} and {1} <= {change.before.place for change in counted}
    assert sorted(change.after.place for change in found.changes) == list(range(1, 13))
    assert not any(change.comes_in or change.goes_out for change in found.changes if change not in counted)


def test_a_home_that_was_counted_is_one_that_fits():
    one, home = Household(id=1, people=1), Place(id=1, free_from=TODAY)
    assert not assess(one, home, TODAY).fits
    assert compare([one], [home], TODAY, DEFAULT, OTHER).changes[0].after.fitting == 0

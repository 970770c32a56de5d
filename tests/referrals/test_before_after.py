"""What other rules change on a list: it agrees with the assessment, whatever the list."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from referrals.matching.before_after import compare
from referrals.matching.facts import NO, UNKNOWN, YES, Household, Place
from referrals.matching.grid import places_for
from referrals.matching.order import in_order
from referrals.matching.ranking import assess
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
            secret_address=NO,
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
    for change in found:
        one = people[change.household - 1]
        for rulebook, stands in ((DEFAULT, change.before), (OTHER, change.after)):
            fitting = [each for each in places_for(one, homes, TODAY, rulebook) if each.fits]
            assert stands.fitting == len(fitting)
            assert stands.best == (fitting[0].place_id if fitting else None)
            assert in_order(people, TODAY, rulebook)[stands.place - 1] is one
    assert {change.after.fitting > change.before.fitting for change in found} == {True, False}


def test_the_same_rules_change_nothing():
    dice = Random(7)
    found = compare(households(dice, 9), places(dice, 9), TODAY, DEFAULT, replace(DEFAULT, version=4))
    assert all(change.is_none for change in found)


def test_without_homes_or_people_nothing_is_said():
    dice = Random(7)
    assert {change.after.fitting for change in compare(households(dice, 5), [], TODAY, DEFAULT, OTHER)} == {0}
    assert compare([], places(dice, 5), TODAY, DEFAULT, OTHER) == []


def test_a_home_that_is_still_asked_about_does_not_fit():
    one, home = Household(id=1, people=1), Place(id=1, free_from=TODAY)
    assert not assess(one, home, TODAY).fits
    assert compare([one], [home], TODAY, DEFAULT, OTHER)[0].after.fitting == 0

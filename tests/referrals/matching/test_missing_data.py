"""What is not known is a question to somebody, and never a yes or a no."""

import pytest
from django.utils.translation import override
from hypothesis import given

from referrals.matching.facts import (
    MEN,
    NO,
    REFUSED,
    UNKNOWN,
    WOMEN,
    YES,
)
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import RULES
from referrals.matching.verdicts import COORDINATOR, MISSING, SENDER
from tests.referrals.matching.pairs import SMOKER, TODAY, YES_OR_NO, completions, households, in_days, places, verdict

ASKING = [
    ("shared", {"accepts_shared": UNKNOWN}, {"is_shared": True}, "household.accepts_shared", SENDER),
    ("shared", {"accepts_shared": REFUSED}, {"is_shared": True}, "household.accepts_shared", COORDINATOR),
    ("gender", {"accepts_women": UNKNOWN}, {"residents": WOMEN}, "household.accepts_women", SENDER),
    ("gender", {"accepts_men": REFUSED}, {"residents": MEN}, "household.accepts_men", COORDINATOR),
    ("gender", {"accepts_mixed": UNKNOWN}, {"is_shared": True}, "household.accepts_mixed", SENDER),
    ("access", {"step_free": UNKNOWN}, {}, "household.step_free", SENDER),
    ("access", {"step_free": REFUSED}, {}, "household.step_free", COORDINATOR),
    ("access", {"step_free": YES}, {"step_free": UNKNOWN}, "place.step_free", COORDINATOR),
    (
        "company",
        {"with_smokers": UNKNOWN},
        {"neighbours": (SMOKER,), "is_shared": True},
        "household.with_smokers",
        SENDER,
    ),
    ("floor", {"ground_floor": UNKNOWN}, {"lift": NO}, "household.ground_floor", SENDER),
    ("quiet", {"quiet": YES}, {"quiet": UNKNOWN}, "place.quiet", COORDINATOR),
    ("pets", {"pets": UNKNOWN}, {}, "household.pets", SENDER),
    (
        "reserved",
        {"step_free": UNKNOWN},
        {"step_free": YES, "vacant_since": TODAY},
        "household.step_free",
        SENDER,
    ),
    (
        "reserved",
        {"secret_address": UNKNOWN},
        {"is_protected": True, "vacant_since": TODAY},
        "household.secret_address",
        SENDER,
    ),
    ("secret", {"secret_address": UNKNOWN}, {}, "household.secret_address", SENDER),
    ("stay", {"planned_days": None}, {}, "household.planned_days", SENDER),
    ("date", {"needed_from": None}, {"free_from": in_days(60)}, "household.needed_from", SENDER),
    ("date", {}, {"free_from": None}, "place.free_from", COORDINATOR),
]


@pytest.mark.parametrize(("rule", "household", "place", "field", "asks"), ASKING)
def test_a_missing_datum_is_a_question_to_somebody(rule, household, place, field, asks):
    found = verdict(rule, household, place)
    assert found.outcome == MISSING
    assert [(each.field, each.asks) for each in found.questions] == [(field, asks)]
    assert found.asks == (asks,)
    assert found.questions[0].text in found.sentence


def test_a_question_says_whether_it_was_asked_before():
    with override("en"):
        unknown = verdict("access", {"step_free": UNKNOWN}).sentence
        refused = verdict("access", {"step_free": REFUSED}).sentence
    assert unknown == "Not known yet: does somebody need a home without steps?"
    assert refused == "They prefer not to say: does somebody need a home without steps?"


def test_both_sides_are_asked_where_both_are_not_known():
    found = verdict("access", {"step_free": UNKNOWN}, {"step_free": UNKNOWN})
    assert found.asks == (SENDER, COORDINATOR)


EVER = [in_days(-500), in_days(500)]


OPEN_DATA = {  # rule -> the data that it may miss, of household and place, with answers (the extremes suffice)
    "shared": ({"accepts_shared": YES_OR_NO}, {}),
    "gender": (dict.fromkeys(["accepts_women", "accepts_men", "accepts_mixed"], YES_OR_NO), {}),
    "access": ({"step_free": YES_OR_NO}, {"step_free": YES_OR_NO}),
    "floor": ({"ground_floor": YES_OR_NO}, {"floor": [0, 4], "lift": YES_OR_NO}),
    "quiet": ({"quiet": YES_OR_NO}, {"quiet": YES_OR_NO}),
    "pets": ({"pets": YES_OR_NO}, {"pets_allowed": YES_OR_NO}),
    "stay": ({"planned_days": [1, 5000]}, {}),
    "date": ({"needed_from": EVER}, {"free_from": EVER}),
    "reserved": ({"step_free": YES_OR_NO, "secret_address": YES_OR_NO}, {}),
    "secret": ({"secret_address": YES_OR_NO}, {}),
}


@given(households, places)
def test_a_missing_datum_is_never_a_pass_or_a_fail(household, place):
    """Missing exactly where the answers still possible disagree; what is a fact of ours is never missing."""
    for rule in RULES:
        found = rule.check(household, place, DEFAULT, TODAY).outcome
        of_household, of_place = OPEN_DATA.get(rule.code, ({}, {}))
        possible = {
            rule.check(each, there, DEFAULT, TODAY).outcome
            for each in completions(household, of_household)
            for there in completions(place, of_place)
        }
        if rule.code != "company":  # asks many data at once: its own test below
            assert found == (possible.pop() if len(possible) == 1 else MISSING), rule.code


@given(households, places)
def test_who_is_asked_and_what_is_missing_go_together(household, place):
    for found in assess(household, place, TODAY).verdicts:
        assert bool(found.questions) == (found.outcome == MISSING)

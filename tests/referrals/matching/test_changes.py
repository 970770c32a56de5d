"""What would change a refusal: each change, made, flips the verdict."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given

from referrals.matching.changes import changes
from referrals.matching.facts import (
    UNKNOWN,
    WOMEN,
    YES,
)
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import RULES
from referrals.matching.verdicts import FAIL, PASS
from tests.referrals.matching.pairs import FITTING_HOUSEHOLD, FITTING_PLACE, SMOKER, TODAY, households, in_days, places


def changes_of(rule, household=None, place=None, rulebook=DEFAULT):
    one, there = replace(FITTING_HOUSEHOLD, **(household or {})), replace(FITTING_PLACE, **(place or {}))
    found = {each.rule: each for each in assess(one, there, TODAY, rulebook).verdicts}[rule]
    with override("en"):
        return [change.sentence for change in changes(found, one, there, rulebook, TODAY)]


@pytest.mark.parametrize(
    ("rule", "household", "place", "sentences"),
    [
        ("size", {"people": 5}, {"beds": 4}, ["If the coordinator allows 1 person beyond the beds, with a reason."]),
        ("waste", {"people": 1}, {}, ["If the coordinator allows 2 beds to stay empty."]),
        (
            "shared",
            {"accepts_shared": UNKNOWN},
            {"is_shared": True},
            ["If “would the household live in a shared flat?” is answered yes."],
        ),
        (
            "gender",
            {},
            {"residents": WOMEN},
            ["If they chose otherwise: “would they live in a flat for women?”"],
        ),
        (
            "access",
            {"step_free": UNKNOWN},
            {},
            [
                "If the home could be reached without steps.",
                "If “does somebody need a home without steps?” is answered no.",
            ],
        ),
        ("stay", {"planned_days": 400}, {}, ["If the planned stay is at most 395 days."]),
        ("date", {}, {"free_from": in_days(60)}, ["If the home is needed from 16/03/2027 on, not before."]),
        ("reserved", {}, {"step_free": YES, "vacant_since": TODAY}, ["From 15/03/2027 on."]),
        (
            "taken",
            {},
            {"free_from": None, "forecast": in_days(30)},
            ["If the exit planned for 31/03/2027 is confirmed."],
        ),
        ("apart", {"apart_from": frozenset({44})}, {"neighbours": (SMOKER,)}, []),
    ],
)
def test_a_refusal_says_what_would_change_it(rule, household, place, sentences):
    assert changes_of(rule, household, place) == sentences


@given(households, places)
def test_each_change_flips_its_verdict_and_is_said_in_words(household, place):
    checks = {rule.code: rule.check for rule in RULES}
    with override("en"):
        for found in assess(household, place, TODAY).verdicts:
            for change in changes(found, household, place, DEFAULT, TODAY):
                assert checks[found.rule](*change.to(household, place, DEFAULT, TODAY)).outcome == PASS
                assert change.sentence.endswith((".", "”"))


@given(households, places)
def test_what_passes_needs_no_change_and_what_time_or_an_answer_can_change_is_said(household, place):
    for found in assess(household, place, TODAY).verdicts:
        said = changes(found, household, place, DEFAULT, TODAY)
        if found.rule in ("size", "waste", "lawful", "secret", "closed", "held", "taken") and found.outcome == FAIL:
            assert said

"""What no verdict tells, what cannot weigh, and that the matcher knows no database."""

import ast
import json
from dataclasses import fields, replace
from pathlib import Path

from django.utils.translation import override
from hypothesis import given

from referrals import matching
from referrals.matching.facts import (
    NO,
    Household,
)
from referrals.matching.freezing import snapshot
from referrals.matching.ranking import assess
from tests.referrals.matching.pairs import (
    SMOKER,
    TODAY,
    assessed,
    households,
    places,
)


def test_people_to_keep_apart_look_like_a_taken_place_to_a_neutral_reader():
    conflict = assessed({"apart_from": frozenset({44})}, {"neighbours": (SMOKER,)})
    company = assessed({"with_smokers": NO}, {"neighbours": (SMOKER,), "is_shared": True})
    held = assessed(place={"is_held": True})
    taken = assessed(place={"is_open": False})
    assert conflict.neutral_verdicts == held.neutral_verdicts == taken.neutral_verdicts
    assert company.neutral_verdicts[-1] == taken.neutral_verdicts[-1]
    with override("en"):
        assert conflict.neutral_verdicts[-1].sentence == "Not available."
        assert assessed().neutral_verdicts[-1].sentence == "Available."


@given(households, places)
def test_no_verdict_holds_who_the_other_household_is(household, place):
    other = 987654
    household = replace(household, apart_from=frozenset({other}))
    place = replace(place, neighbours=(replace(household, id=other),), held_for=other)
    found = assess(household, place, TODAY)
    assert "apart" in [each.rule for each in found.failed]
    assert str(other) not in json.dumps(snapshot(found, household, place))


def test_who_somebody_is_cannot_weigh():
    """A new fact is a decision: it must be added here too, and never be one of those we keep out."""
    assert {fact.name for fact in fields(Household)} == {
        "id",
        "people",
        "band",
        "ages",
        "night_work",
        "with_children",
        "with_smokers",
        "with_pets",
        "accepts_shared",
        "accepts_women",
        "accepts_men",
        "accepts_mixed",
        "step_free",
        "secret_address",
        "needed_from",
        "planned_days",
        "apart_from",
        "waiting_since",
        "quiet",
        "ground_floor",
        "smokes",
        "pets",
    }


def test_the_matcher_knows_no_database():
    allowed = ("django.utils.", "referrals.matching", "beneficiaries.vocabularies.")
    for file in Path(matching.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
                outside = [name for name in names if name.split(".")[0] in PROJECT]
                assert all(name.startswith(allowed) for name in outside), (file.name, names)


PROJECT = {"django", "wemix", "beneficiaries", "housing", "referrals"}

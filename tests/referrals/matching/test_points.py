"""Where best? What each criterion gives, and the weights, order and numbers that a host may choose."""

import pytest
from django.utils.translation import override
from hypothesis import given

from referrals.matching.criteria import CRITERIA
from referrals.matching.facts import (
    REFUSED,
    UNKNOWN,
    YES,
)
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT, WEIGHTS, Rulebook
from tests.referrals.matching.pairs import TODAY, assessed, households, in_days, places, points


def test_default_weights_sum_to_100():
    assert sum(WEIGHTS.values()) == 100
    assert WEIGHTS.keys() == {criterion.code for criterion in CRITERIA}


@pytest.mark.parametrize(
    "weights",
    [{"size": 99}, {"size": 101}, {"size": 110, "date": -10}, {"citizenship": 100}, {}],
)
def test_weights_that_do_not_sum_to_100_or_weigh_the_unknown_are_refused(weights):
    with pytest.raises(ValueError):
        Rulebook(version=2, weights=weights)


@pytest.mark.parametrize(
    "order", [(), ("emergency",), ("people", "people", "high", "waiting"), (*DEFAULT.order, "name")]
)
def test_an_order_asks_each_question_once(order):
    with pytest.raises(ValueError):
        Rulebook(order=order)


@given(households, places)
def test_every_criterion_gives_from_nothing_to_its_weight(household, place):
    found = assess(household, place, TODAY)
    assert all(0 <= each.points <= each.weight for each in found.points)
    assert 0 <= found.total <= 100


@pytest.mark.parametrize(
    ("criterion", "household", "place", "value", "sentence"),
    [
        ("date", {}, {}, 1, "Free when it is needed."),
        ("date", {"needed_from": in_days(9)}, {}, 0.8, "Would stand empty for 9 days before the need."),
        ("date", {}, {"free_from": in_days(45)}, 0, "Free 45 days after the need."),
        ("date", {"needed_from": None}, {}, 0.5, "Not known yet: counts for half."),
        ("size", {}, {}, 1, "As many beds as needed."),
        ("size", {}, {"beds": 4}, 0.5, "1 bed more than needed."),
        ("size", {}, {"beds": 1}, 0, "Too small: 2 beds missing."),
        ("size", {}, {"beds": 6, "is_shared": True}, 1, "As many beds as needed."),
        ("keeps_step_free", {}, {}, 1, "Homes without steps stay free for who needs them."),
        ("keeps_step_free", {}, {"step_free": YES}, 0, "Takes a home without steps from who may need it."),
        ("keeps_step_free", {"step_free": YES}, {"step_free": YES}, 1, "Needs a home without steps itself."),
        ("keeps_protected", {}, {"is_protected": True}, 0, "Takes a protected home from who may need it."),
        (
            "keeps_protected",
            {"secret_address": YES},
            {"is_protected": True},
            1,
            "Needs a protected home itself.",
        ),
        ("keeps_quiet", {}, {"quiet": YES}, 0, "Takes a quiet home from who may need it."),
        ("keeps_quiet", {"quiet": UNKNOWN}, {"quiet": YES}, 0.5, "Not known yet: counts for half."),
        ("keeps_quiet", {"quiet": REFUSED}, {"quiet": YES}, 0.5, "They prefer not to say: counts for half."),
        ("smoking", {"smokes": REFUSED}, {}, 0.5, "They prefer not to say: counts for half."),
        ("smoking", {"smokes": REFUSED}, {"smoking_allowed": UNKNOWN}, 0.5, "Not known yet: counts for half."),
        (
            "keeps_ground_floor",
            {},
            {"floor": 0},
            0,
            "Takes a home on the ground floor, or with a lift, from who may need it.",
        ),
        ("keeps_ground_floor", {"ground_floor": YES}, {"lift": YES}, 1, "Needs the ground floor or a lift itself."),
        ("smoking", {"smokes": YES}, {}, 0, "Somebody smokes, and smoking is not allowed here."),
    ],
)
def test_a_criterion_gives_its_part_and_says_why(criterion, household, place, value, sentence):
    found = points(criterion, household, place)
    with override("en"):
        assert (found.value, found.sentence) == (value, sentence)
    assert found.points == round(value * found.weight, 1)


def test_weights_decide_how_much_a_criterion_counts():
    only_smoking = Rulebook(version=3, weights={"smoking": 100})
    smoky = assessed({"smokes": YES}, rulebook=only_smoking)
    assert (smoky.total, smoky.version) == (0, 3)
    assert assessed({"smokes": YES}, {"smoking_allowed": YES}, rulebook=only_smoking).total == 100


def test_the_host_chooses_the_numbers_of_the_rules():
    spacious = Rulebook(max_empty_beds=3)
    assert assessed(place={"beds": 6}, rulebook=spacious).fits
    assert [each.rule for each in assessed(place={"beds": 7}, rulebook=spacious).failed] == ["waste"]


def test_a_rule_that_is_switched_off_says_nothing():
    found = assessed(place={"beds": 7}, rulebook=Rulebook(off=frozenset({"waste"})))
    assert found.fits and "waste" not in [each.rule for each in found.verdicts]

"""What moved, in words: each reason in those of its own list, and each news in some."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from housing.reasons import EntryUndone
from housing.workflow import Step as StepOfStay
from referrals.answers import DeclineReason, PauseReason, TakeBackReason
from referrals.event_words import HAPPENED, REASONS, step_taken
from referrals.models import ReferralEvent, Update
from referrals.workflow import RULES, Step
from tests import factories
from wemix import terms
from wemix.acting import acting
from wemix.models import VocabularyTerm

LISTS = {
    Step.NOT_ELIGIBLE: NotEligibleReason,
    Step.DECLINE: DeclineReason,
    Step.TAKE_BACK: TakeBackReason,
    Step.PARK: PauseReason,
    Step.FALL_THROUGH: EntryUndone,
    Step.CLOSE: ExitReason,
    Step.REASSESS: (DeclineReason.OTHER_HOME, TakeBackReason.CHANGED),  # the answers after which the team weighs anew
}


def told(step, reason=""):
    return step_taken(ReferralEvent(step=step, reason=reason, to_state=RULES[step].target))


def test_each_reason_of_each_step_is_told_in_the_words_of_its_own_list():
    assert REASONS.keys() == LISTS.keys()
    for step, reasons in LISTS.items():
        assert [told(step, reason) for reason in reasons] == [f"{told(step)}: {reason.label}" for reason in reasons]


@pytest.fixture
def forgets_afterwards(db):
    """What a test has changed is undone with its transaction: the process forgets it too."""
    yield
    terms.known.count, terms.known.changes = 0, {}


def test_a_reason_that_is_renamed_is_renamed_where_it_is_meant(forgets_afterwards):
    row = VocabularyTerm.objects.get(vocabulary=ExitReason.OTHER.vocabulary, code=ExitReason.OTHER.value)
    row.label_en = "For a reason of their own"
    row.save()
    with acting(None):
        assert told(Step.CLOSE, "OTHER") == "Closed: For a reason of their own"
        assert told(Step.NOT_ELIGIBLE, "OTHER") == "Not eligible: Other reason"


# What is new

TELLERS = {"tell", "tell_both_sides", "tell_the_other_side", "alarm_the_team", "alarm_these"}


def codes_told():
    """Each code that is written out where somebody is told: the second argument of whoever tells."""
    for floor in ("housing", "referrals"):
        for path in (Path(settings.BASE_DIR) / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if _tells(node) and isinstance(node.args[1], ast.Constant):
                    yield node.args[1].value


def _tells(node):
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return False
    return (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) in TELLERS


def test_every_code_that_is_told_has_its_words_and_no_words_wait_for_a_code():
    of_steps = {*Step.values, *(f"stay_{step}" for step in StepOfStay.values)}
    assert HAPPENED.keys() == of_steps | set(codes_told())
    assert all(map(str, HAPPENED.values()))


def test_a_code_that_nobody_tells_any_more_says_where_the_referral_stands(client, host, rossi, alice):
    made = factories.referral(host, of=rossi, until="submitted")
    Update.objects.create(user=alice, referral=made, household=rossi, what="of_another_time")
    client.force_login(alice)
    (update,) = client.get(reverse("updates")).context["updates"]
    assert update["what"] == "inviata"

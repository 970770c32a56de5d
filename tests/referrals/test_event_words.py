"""What moved, in words: each reason in those of its own list."""

import pytest

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from housing.reasons import EntryUndone
from referrals.answers import DeclineReason, PauseReason, TakeBackReason
from referrals.event_words import REASONS, step_taken
from referrals.models import ReferralEvent
from referrals.workflow import RULES, Step
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

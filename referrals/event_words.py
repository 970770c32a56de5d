"""A step that was taken, in words."""

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from housing.reasons import EntryUndone
from referrals.answers import DeclineReason, PauseReason, TakeBackReason
from referrals.states import State
from referrals.workflow import RULES

REASONS = {
    code: label
    for reasons in (EntryUndone, NotEligibleReason, ExitReason, PauseReason, TakeBackReason, DeclineReason)
    for code, label in reasons.choices
}


def step_taken(event):
    """What happened then, and why: «Not eligible: outside the people we are for». A step that the table has no more
    tells where it led."""
    rule = RULES.get(event.step)
    happened = rule.told if rule else State(event.to_state).label
    reason = REASONS.get(event.reason, "")
    return f"{happened.capitalize()}{f': {reason}' if reason else ''}"

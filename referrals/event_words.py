"""A step that was taken, in words."""

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from referrals.models import Proposal
from referrals.states import State

REASONS = dict(NotEligibleReason.choices) | dict(ExitReason.choices) | dict(Proposal.DeclineReason.choices)


def step_taken(event):
    """Where it led, and why: «Not eligible: outside the people we are for»."""
    reason = REASONS.get(event.reason, "")
    return f"{State(event.to_state).label.capitalize()}{f': {reason}' if reason else ''}"

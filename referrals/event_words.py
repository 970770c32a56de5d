"""A step that was taken, in words."""

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from housing.reasons import EntryUndone
from referrals.answers import HOUSEHOLD_SAYS, TEAM_SAYS, DeclineReason, Effect, PauseReason, TakeBackReason
from referrals.states import State
from referrals.workflow import RULES, Step

REASONS = {  # of each step its own list: the same code means something else in another
    Step.NOT_ELIGIBLE: NotEligibleReason.choices,
    Step.DECLINE: DeclineReason.choices,
    Step.TAKE_BACK: TakeBackReason.choices,
    Step.PARK: PauseReason.choices,
    Step.FALL_THROUGH: EntryUndone.choices,
    Step.CLOSE: ExitReason.choices,
    Step.REASSESS: [  # with the reason of the answer that brought it about
        (reason, reason.label)
        for answers in (HOUSEHOLD_SAYS, TEAM_SAYS)
        for reason, consequence in answers.items()
        if consequence.effect == Effect.REASSESS
    ],
}


def step_taken(event):
    """What happened then, and why: «Not eligible: outside the people we are for». A step that the table has no more
    tells where it led."""
    rule = RULES.get(event.step)
    happened = rule.told if rule else State(event.to_state).label
    reason = dict(REASONS.get(event.step, ())).get(event.reason, "")
    return f"{happened.capitalize()}{f': {reason}' if reason else ''}"

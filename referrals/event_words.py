"""A step that was taken, and what is new for somebody, in words."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies import ExitReason, NotEligibleReason
from housing.reasons import EntryUndone
from housing.workflow import RULES as OF_STAYS
from referrals.answers import HOUSEHOLD_SAYS, TEAM_SAYS, DeclineReason, Effect, PauseReason, TakeBackReason
from referrals.models import Message
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
HAPPENED = {  # each code of an Update (referrals/notifications.py)
    **{str(step): rule.told for step, rule in RULES.items()},
    **{f"stay_{step}": rule.news for step, rule in OF_STAYS.items()},
    "question": Message.Kind.QUESTION.label,
    "answer": Message.Kind.ANSWER.label,
    "message": Message.Kind.NOTE.label,
    "letter": _("letter"),
    "complaint": _("complaint registered"),
    "minor_absent": _("a minor is absent, and nobody knows why"),
    "incident": _("an incident is written in the diary"),
    "complaint_answered": _("complaint answered"),
}


def step_taken(event):
    """What happened then, and why: «Not eligible: outside the people we are for». A step that the table has no more
    tells where it led."""
    rule = RULES.get(event.step)
    happened = rule.told if rule else State(event.to_state).label
    reason = dict(REASONS.get(event.step, ())).get(event.reason, "")
    return f"{happened.capitalize()}{f': {reason}' if reason else ''}"

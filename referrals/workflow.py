"""The life of a referral: one table of steps, and the only writer of its state."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from referrals.models import Referral, ReferralEvent
from referrals.notifications import tell_the_other_side
from referrals.states import State
from wemix import audit
from wemix.access import TEAM, Role

SENDER = (Role.SOCIAL_WORKER,)
ON_BEHALF = (Role.SOCIAL_WORKER, Role.COORDINATOR)  # the coordinator for a Polo that phones
COORDINATOR = (Role.COORDINATOR,)


class Step(models.TextChoices):
    SUBMIT = "submit", _("Send")
    TAKE = "take", _("Take in review")
    ASK = "ask", _("Ask for more")
    ANSWER = "answer", _("Answer")
    ELIGIBLE = "eligible", _("Put on the waiting list")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")
    PROPOSE = "propose", _("Propose a home")
    DECLINE = "decline", _("Declined by the household")
    TAKE_BACK = "take_back", _("Take the proposal back")
    ACCEPT = "accept", _("Accepted: plan the entry")
    FALL_THROUGH = "fall_through", _("Fell through, or did not arrive")
    HOUSE = "house", _("Hand over the keys")
    CLOSE = "close", _("Close")
    WITHDRAW = "withdraw", _("Withdraw")


@dataclass(frozen=True)
class Rule:
    sources: tuple
    target: str
    roles: tuple


BEFORE_HOUSED = (
    State.DRAFT,
    State.SUBMITTED,
    State.IN_REVIEW,
    State.ASKED,
    State.WAITING,
    State.PROPOSED,
    State.ACCEPTED,
)

RULES = {
    Step.SUBMIT: Rule((State.DRAFT,), State.SUBMITTED, ON_BEHALF),
    Step.TAKE: Rule((State.SUBMITTED,), State.IN_REVIEW, TEAM),
    Step.ASK: Rule((State.SUBMITTED, State.IN_REVIEW), State.ASKED, TEAM),
    Step.ANSWER: Rule((State.ASKED,), State.IN_REVIEW, ON_BEHALF),
    Step.ELIGIBLE: Rule((State.IN_REVIEW,), State.WAITING, COORDINATOR),
    Step.NOT_ELIGIBLE: Rule((State.SUBMITTED, State.IN_REVIEW, State.WAITING), State.NOT_ELIGIBLE, COORDINATOR),
    Step.PROPOSE: Rule((State.WAITING,), State.PROPOSED, COORDINATOR),
    Step.DECLINE: Rule((State.PROPOSED,), State.WAITING, COORDINATOR),
    Step.TAKE_BACK: Rule((State.PROPOSED,), State.WAITING, COORDINATOR),
    Step.ACCEPT: Rule((State.PROPOSED,), State.ACCEPTED, COORDINATOR),
    Step.FALL_THROUGH: Rule((State.ACCEPTED,), State.WAITING, COORDINATOR),
    Step.HOUSE: Rule((State.ACCEPTED,), State.HOUSED, TEAM),
    Step.CLOSE: Rule((State.HOUSED,), State.CLOSED, COORDINATOR),
    Step.WITHDRAW: Rule(BEFORE_HOUSED, State.WITHDRAWN, SENDER),
}


def steps_open_to(referral, user):
    """The steps that this person may take now, in the table's order: buttons of pages and admin alike."""
    household = referral.household
    if household.is_hidden_from(user) or not household.can_be_changed_by(user):
        return []
    return [step for step, rule in RULES.items() if referral.state in rule.sources and user.role in rule.roles]


@transaction.atomic
def take_step(referral, step, *, by, reason="", note="", **changes):
    """Move the referral, or refuse: state and changes in one save, with the event, the audit and the news.

    `reason`: a code of the step's own list; `changes`: fields of the referral. Returns the referral as saved.
    """
    rule = RULES[step]
    fresh = Referral.objects.select_for_update().get(pk=referral.pk)
    if by.role not in rule.roles or not referral.household.can_be_changed_by(by):
        raise PermissionDenied
    if fresh.state not in rule.sources:
        raise ValidationError(_("Meanwhile this referral is “%(state)s”.") % {"state": fresh.get_state_display()})
    before, fresh.state = fresh.state, rule.target
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.validate_constraints()
    fresh.save()
    _remember(fresh, step, before, by, reason, note, changes)
    return fresh


def _remember(referral, step, before, by, reason, note, changes):
    ReferralEvent.objects.create(
        referral=referral,
        household_id=referral.household_id,
        step=step,
        from_state=before,
        to_state=referral.state,
        reason=reason,
        note=note,
        by=by,
    )
    audit.record(audit.Action.CHANGE, f"referral.{step}", referral, by=by, fields=["state", *changes])
    tell_the_other_side(referral, step, by=by)

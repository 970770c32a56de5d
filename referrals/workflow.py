"""The life of a referral: one table of steps, and the only writer of its state."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from referrals.models import Referral, ReferralEvent
from referrals.notifications import tell_both_sides, tell_the_other_side
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
    PARK = "park", _("Put on pause")
    RESUME = "resume", _("End the pause")
    REASSESS = "reassess", _("Weigh again")
    ASK_REVIEW = "ask_review", _("Ask for a review")
    ACCEPT = "accept", _("Accepted: plan the entry")
    FALL_THROUGH = "fall_through", _("Fell through, or did not arrive")
    HOUSE = "house", _("Hand over the keys")
    CLOSE = "close", _("Record the exit")
    WITHDRAW = "withdraw", _("Withdraw")


def nothing(referral, user):
    return ""


def pause_of(referral, user=None):
    """Who is on pause is proposed nothing, until that day or until somebody ends the pause."""
    if not referral.is_parked:
        return ""
    return _("This household is on pause until %(day)s.") % {"day": f"{referral.parked_until:%d/%m/%Y}"}


def _no_pause(referral, user):
    return "" if referral.parked_until else _("This household is not on pause.")


def _displaced(referral, user):
    if not (referral.stay and referral.stay.displaced_at):
        return ""
    return _("The home is still lived in: give the entry another place or day first.")


def _decided_before(referral, user):
    """A review is for another person than those whose decisions were contested."""
    contested = referral.reviews.filter(decided_first_by=user.pk)
    if not (user.is_coordinator and contested.exists() and referral.reviews.to_decide().exists()):
        return ""
    return _("Who decided first does not decide the review: it is for another person.")


@dataclass(frozen=True)
class Rule:
    sources: tuple
    target: str
    roles: tuple
    news: str = ""  # what happened, where the target alone doesn't say it
    for_both: bool = False  # the colleagues of who took the step hear of it too
    hindrance: Callable = nothing  # (referral, user) -> why it can't be taken now, or ""

    @property
    def told(self):
        return self.news or self.target.label


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
    Step.ELIGIBLE: Rule((State.IN_REVIEW,), State.WAITING, COORDINATOR, hindrance=_decided_before),
    Step.NOT_ELIGIBLE: Rule(
        (State.SUBMITTED, State.IN_REVIEW, State.WAITING), State.NOT_ELIGIBLE, COORDINATOR, hindrance=_decided_before
    ),
    Step.PROPOSE: Rule((State.WAITING,), State.PROPOSED, COORDINATOR, hindrance=pause_of),
    Step.DECLINE: Rule((State.PROPOSED,), State.WAITING, COORDINATOR, _("home declined"), for_both=True),
    Step.TAKE_BACK: Rule((State.PROPOSED,), State.WAITING, COORDINATOR, _("proposal taken back"), for_both=True),
    Step.ACCEPT: Rule((State.PROPOSED,), State.ACCEPTED, COORDINATOR),
    Step.PARK: Rule((State.WAITING,), State.WAITING, COORDINATOR, _("on pause"), for_both=True),
    Step.RESUME: Rule(
        (State.WAITING,), State.WAITING, COORDINATOR, _("pause ended"), for_both=True, hindrance=_no_pause
    ),
    Step.REASSESS: Rule((State.WAITING,), State.IN_REVIEW, COORDINATOR, _("weighed again"), for_both=True),
    Step.FALL_THROUGH: Rule((State.ACCEPTED,), State.WAITING, COORDINATOR),
    Step.HOUSE: Rule((State.ACCEPTED,), State.HOUSED, TEAM, hindrance=_displaced),
    Step.CLOSE: Rule((State.HOUSED,), State.CLOSED, COORDINATOR),
    Step.ASK_REVIEW: Rule(
        (State.NOT_ELIGIBLE,), State.IN_REVIEW, ON_BEHALF, _("review by another person asked"), for_both=True
    ),
    Step.WITHDRAW: Rule(BEFORE_HOUSED, State.WITHDRAWN, SENDER),
}


def may_act_on(household, user):
    """Of a protected household only the named worker and the team; who reads a file only, on nothing."""
    return household.can_be_changed_by(user) and not household.is_hidden_from(user)


def steps_open_to(referral, user):
    """The steps that this person may take now, in the table's order: buttons of pages and admin alike."""
    if not may_act_on(referral.household, user):
        return []
    return [
        step
        for step, rule in RULES.items()
        if referral.state in rule.sources and user.role in rule.roles and not rule.hindrance(referral, user)
    ]


def held(referral):
    """The referral as it is saved now, nobody else's until this transaction ends.

    Who acts on what hangs on it (its proposal, its stay, its questions) holds it first and reads afterwards: else of
    two who act at once each sees what the other is about to change. Rows that only name it are not shut out.
    """
    rows = Referral.objects.select_for_update(no_key=True)  # joined rows would be those from before the wait
    return rows.get(pk=referral.pk)


def not_from(state):
    """Why a step can't be taken by who saw the referral in another state."""
    return _("Meanwhile this referral is “%(state)s”.") % {"state": State(state).label}


@transaction.atomic
def take_step(referral, step, *, by, reason="", note="", **changes):
    """Move the referral, or refuse: state and changes in one save, with the event, the audit and the news.

    `reason`: a code of the step's own list; `changes`: fields of the referral. Returns the referral as saved.
    """
    rule, fresh = RULES[step], held(referral)
    if by.role not in rule.roles or not may_act_on(fresh.household, by):
        raise PermissionDenied
    if fresh.state not in rule.sources:
        raise ValidationError(not_from(fresh.state))
    if hindrance := rule.hindrance(fresh, by):
        raise ValidationError(hindrance)
    before, fresh.state = fresh.state, rule.target
    if fresh.state != State.WAITING:
        fresh.parked_until, fresh.parked_reason = None, ""  # only who waits is on pause
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=["state", "parked_until", "parked_reason", *changes])
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
    audit.change(f"referral.{step}", referral, by=by, fields=["state", *changes])
    tell = tell_both_sides if RULES[step].for_both else tell_the_other_side
    tell(referral, step, by=by)


BRANCHING = {  # where the request of a household that divides goes on for those who go, and the step that leads there
    State.SUBMITTED: (State.SUBMITTED, Step.SUBMIT),
    State.IN_REVIEW: (State.IN_REVIEW, Step.TAKE),
    State.ASKED: (State.IN_REVIEW, Step.TAKE),  # the questions are the others'
    State.WAITING: (State.WAITING, Step.ELIGIBLE),
    State.PROPOSED: (State.WAITING, Step.ELIGIBLE),  # the home is the others': these wait on, in the same place
    State.ACCEPTED: (State.WAITING, Step.ELIGIBLE),
    State.HOUSED: (State.HOUSED, Step.HOUSE),
}


@transaction.atomic
def branch(referral, *, household, stay, by):
    """The same request, of those who go: it keeps its place in the order. None where it cannot go on for them."""
    if referral.state not in BRANCHING or (referral.state == State.HOUSED) != (stay is not None):
        return None
    made = Referral.objects.get(pk=referral.pk)
    made.pk, made.version, made._state.adding = None, 1, True
    made.state, step = BRANCHING[referral.state]
    made.household, made.sender, made.stay, made.branch_of = household, household.organisation, stay, referral
    made.parked_until, made.parked_reason = None, ""
    made.save()
    _remember_branch(made, step, "", by)
    return made


@transaction.atomic
def take_branch_back(referral, *, by):
    """The division is undone: it was never a request of its own, and nobody is told."""
    before, referral.state = referral.state, State.WITHDRAWN
    referral.stay = referral.submitted_at = None
    referral.save()
    _remember_branch(referral, Step.WITHDRAW, before, by)


def _remember_branch(referral, step, before, by):
    ReferralEvent.objects.create(
        referral=referral,
        household_id=referral.household_id,
        step=step,
        from_state=before,
        to_state=referral.state,
        by=by,
    )
    audit.change("referral.branch", referral, by=by, fields=["state"])

"""The life of a stay: one table of steps, by which alone a stay moves.

A household that divides takes no step: actions/splits.py makes the stay of those who go, which runs from its first
day, and cancels it where the division is undone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from housing.models import Stay, StayEvent
from wemix import audit, sockets
from wemix.access import CASE_WORKERS, TEAM, Role

PLANNED, RUNNING, ENDED, CANCELLED = Stay.State
COORDINATOR = (Role.COORDINATOR,)
ON_BEHALF = (Role.SOCIAL_WORKER, Role.COORDINATOR)  # the coordinator for a Polo that phones


class Step(models.TextChoices):
    PLAN = "plan", _("Plan the entry")
    PLACE = "place", _("Another place or day of entry")
    DISPLACE = "displace", _("Displace the entry")
    ARRIVE = "arrive", _("Hand over the keys")
    CANCEL = "cancel", _("Cancel the entry")
    REPLAN = "replan", _("Change the planned exit")
    ASK_EXTENSION = "ask_extension", _("Ask for an extension")
    OPINION = "opinion", _("Give the opinion of the sending body")
    GRANT = "grant", _("Grant the extension")
    REFUSE = "refuse", _("Do not grant the extension")
    TAKE_BACK = "take_back", _("Take the request for an extension back")
    CONFIRM_EXIT = "confirm_exit", _("Confirm the exit")
    UNDO_EXIT = "undo_exit", _("The confirmed exit does not hold")
    AUTHORISE = "authorise", _("Authorise the overstay")
    NOT_AUTHORISE = "not_authorise", _("Do not authorise the overstay")
    TRANSFER = "transfer", _("Move to another place")
    CORRECT = "correct", _("Correct a day")
    CORRECT_EXIT = "correct_exit", _("Correct why they left, or where to")
    END = "end", _("Record the leaving")
    FOLLOW_UP = "follow_up", _("Record a follow-up")


def nothing(stay, user):
    return ""


def _has_no_place(stay, user):
    return _("The home is still lived in: give this entry another place or day first.") if stay.displaced_at else ""


def _asked_already(stay, user):
    if stay.extensions.open().exists():
        return _("An extension is asked already, and waits for its decision.")
    return ""


def _nothing_asked(stay, user):
    return "" if stay.extensions.open().exists() else _("No extension is asked.")


def _no_opinion_to_give(stay, user):
    """The opinion is the worker's in charge: a colleague has none of these people."""
    household = stay.household
    if user.is_social_worker and user.pk not in (household.worker_id, household.substitute_id):
        return _("The opinion is given by the worker in charge, or by the substitute.")
    if not stay.extensions.without_opinion().exists():
        return _("No opinion is asked.")
    return ""


def _confirmed(stay, user):
    day = stay.confirmed_exit
    if day is None:
        return ""
    return _("The exit is confirmed for %(day)s: if that does not hold, say so first.") % {"day": f"{day:%d/%m/%Y}"}


def _not_confirmed(stay, user):
    return "" if stay.confirmed_exit else _("No exit is confirmed.")


def _not_beyond(stay, user):
    return "" if stay.is_overstay else _("The planned exit has not gone by.")


def _nothing_to_follow(stay, user):
    return "" if stay.follow_ups.due().exists() else _("No follow-up is due.")


@dataclass(frozen=True)
class Rule:
    sources: tuple
    target: str  # empty: it stays where it is
    roles: tuple  # none: it follows from another step, and nobody takes it by itself
    news: str  # what happened
    tells: bool = False  # both sides hear of it; of arrival, exit and what came between, the referral's steps tell
    hindrance: Callable = nothing  # (stay, user) -> why it can't be taken now, or ""


RULES = {
    Step.PLAN: Rule((), PLANNED, (), _("entry planned")),
    Step.PLACE: Rule((PLANNED,), "", COORDINATOR, _("another place or day of entry"), tells=True),
    Step.DISPLACE: Rule((), "", (), _("entry displaced"), tells=True),
    Step.ARRIVE: Rule((PLANNED,), RUNNING, TEAM, _("keys handed over"), hindrance=_has_no_place),
    Step.CANCEL: Rule((PLANNED,), CANCELLED, ON_BEHALF, _("entry cancelled")),
    Step.REPLAN: Rule((PLANNED, RUNNING), "", TEAM, _("planned exit changed"), hindrance=_confirmed),
    Step.ASK_EXTENSION: Rule((RUNNING,), "", CASE_WORKERS, _("extension asked"), tells=True, hindrance=_asked_already),
    Step.OPINION: Rule(
        (RUNNING,), "", ON_BEHALF, _("opinion of the sending body"), tells=True, hindrance=_no_opinion_to_give
    ),
    Step.GRANT: Rule((RUNNING,), "", COORDINATOR, _("extension granted"), tells=True, hindrance=_nothing_asked),
    Step.REFUSE: Rule((RUNNING,), "", COORDINATOR, _("extension not granted"), tells=True, hindrance=_nothing_asked),
    Step.TAKE_BACK: Rule(
        (RUNNING,), "", CASE_WORKERS, _("request for an extension taken back"), tells=True, hindrance=_nothing_asked
    ),
    Step.CONFIRM_EXIT: Rule((RUNNING,), "", TEAM, _("exit confirmed"), tells=True, hindrance=_confirmed),
    Step.UNDO_EXIT: Rule(
        (RUNNING,), "", TEAM, _("the confirmed exit does not hold"), tells=True, hindrance=_not_confirmed
    ),
    Step.AUTHORISE: Rule((RUNNING,), "", COORDINATOR, _("overstay authorised"), tells=True, hindrance=_not_beyond),
    Step.NOT_AUTHORISE: Rule(
        (RUNNING,), "", COORDINATOR, _("overstay not authorised"), tells=True, hindrance=_not_beyond
    ),
    Step.TRANSFER: Rule((RUNNING,), "", COORDINATOR, _("moved to another place"), tells=True, hindrance=_confirmed),
    Step.CORRECT: Rule((RUNNING, ENDED), "", COORDINATOR, _("day corrected"), tells=True),
    Step.CORRECT_EXIT: Rule((ENDED,), "", COORDINATOR, _("exit corrected"), tells=True),
    Step.END: Rule((RUNNING,), ENDED, COORDINATOR, _("left")),
    Step.FOLLOW_UP: Rule((ENDED,), "", CASE_WORKERS, _("follow-up recorded"), tells=True, hindrance=_nothing_to_follow),
}


def steps_open_to(stay, user):
    """The steps that this person may take now, in the table's order."""
    if not _may_act(stay, user):
        return []
    stands_in_the_way = cache(lambda hindrance: hindrance(stay, user))  # several steps ask the same
    return [
        step
        for step, rule in RULES.items()
        if stay.state in rule.sources and user.role in rule.roles and not stands_in_the_way(rule.hindrance)
    ]


def _may_act(stay, user):
    """The host's own people, and those of the body in charge whom the home is no secret to."""
    household = stay.household
    if user.is_social_worker:
        return user.organisation_id == household.organisation_id and not household.is_hidden_from(user)
    return user.organisation_id == stay.host_id


def lock(stay):
    """As it is saved now, and nobody else's until this transaction ends.

    Who changes its nights or its places locks it first and reads them afterwards: else of who moves a household and
    who records its exit, both at once, a home is left kept for nobody. Its referral, where that is held, comes before.
    """
    stay.refresh_from_db(from_queryset=Stay.objects.select_related("household").select_for_update(of=["self"]))


@transaction.atomic
def take_step(stay, step, *, by, on=None, reason="", note="", **changes):
    """Move the stay, or refuse: of two people at once one is told.

    `on`: the day that the step is about; `reason`: a code of the step's own list; `changes`: fields of the stay.
    """
    rule = RULES[step]
    lock(stay)
    if by.role not in rule.roles or not _may_act(stay, by):
        raise PermissionDenied
    if stay.state not in rule.sources:
        raise ValidationError(_("Meanwhile this stay is “%(state)s”.") % {"state": stay.get_state_display()})
    if hindrance := rule.hindrance(stay, by):
        raise ValidationError(hindrance)
    stay.state = rule.target or stay.state
    for field, value in changes.items():
        setattr(stay, field, value)
    stay.save(update_fields=["state", *changes])
    return remember(stay, step, by=by, on=on, reason=reason, note=note, fields=changes)


def remember(stay, step, *, by, on=None, reason="", note="", fields=()):
    """The event, the audit and the news; also of what follows from a step of another stay."""
    event = StayEvent.objects.create(
        stay=stay, household_id=stay.household_id, step=step, on=on, reason=reason, note=note, by=by
    )
    audit.change(f"stay.{step}", stay, by=by, fields=["state", *fields])
    if RULES[step].tells:
        event.told.set(sockets.stay_news.gather(stay, f"stay_{step}", by))
    return event

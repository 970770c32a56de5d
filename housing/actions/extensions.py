"""An extension: asked, weighed by the sending body, decided by the coordinator."""

from django.db import transaction
from django.utils import timezone

from housing.actions.exits import keep_places
from housing.models import Extension
from housing.workflow import Step, take_step

Outcome = Extension.Outcome


@transaction.atomic
def ask_extension(*, stay, asked_by, reason, until, by, note="", text=""):
    """Who asks for the sending body has said what it thinks; of others the opinion is awaited."""
    take_step(stay, Step.ASK_EXTENSION, by=by, on=until, reason=reason, note=note)
    extension = Extension(
        stay=stay,
        household_id=stay.household_id,
        asked_by=asked_by,
        reason=reason,
        until=until,
        note=note,
        text=text,
        written_by=by,
    )
    if asked_by == Extension.AskedBy.SENDER:
        _say(extension, Extension.Opinion.IN_FAVOUR, "", by)
    extension.save()
    return extension


@transaction.atomic
def give_opinion(*, stay, opinion, by, note=""):
    take_step(stay, Step.OPINION, by=by, reason=opinion, note=note)
    extension = _open(stay)
    _say(extension, opinion, note, by)
    extension.save()


def _say(extension, opinion, note, by):
    extension.opinion, extension.opinion_note = opinion, note
    extension.opinion_by, extension.opinion_at = by, timezone.now()


@transaction.atomic
def grant_extension(*, stay, until, by, note=""):
    """The planned exit moves to this day. It stays a forecast; an exit confirmed for an earlier day holds no more."""
    take_step(stay, Step.GRANT, by=by, on=until, note=note, planned_until=until)
    _decide(stay, Outcome.GRANTED, by, granted_until=until)
    if stay.confirmed_exit and stay.confirmed_exit < until:
        keep_places(stay, until=None, by=by)


@transaction.atomic
def refuse_extension(*, stay, reason, by, note=""):
    take_step(stay, Step.REFUSE, by=by, on=stay.planned_until, reason=reason, note=note)
    _decide(stay, Outcome.REFUSED, by, refusal=reason)


@transaction.atomic
def take_extension_back(*, stay, by, note=""):
    take_step(stay, Step.TAKE_BACK, by=by, note=note)
    _decide(stay, Outcome.TAKEN_BACK, by)


def drop_extension(stay, by):
    """The stay ended: what was asked for it is decided by that."""
    if stay.extensions.open().exists():
        _decide(stay, Outcome.OVERTAKEN, by)


def _decide(stay, outcome, by, **said):
    extension = _open(stay)
    extension.outcome, extension.decided_by, extension.decided_at = outcome, by, timezone.now()
    for field, value in said.items():
        setattr(extension, field, value)
    extension.save()


def _open(stay):
    return stay.extensions.open().select_for_update().get()

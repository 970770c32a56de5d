"""A stay from the plan to the way out."""

from django.db import transaction
from django.utils import timezone

from housing.actions.absences import end_absences
from housing.actions.beds import asleep_from, leave_places, shift_start, take_places
from housing.actions.declarations import declare_guests, drop_what_names_nobody
from housing.actions.exits import keep_places
from housing.actions.extensions import drop_extension
from housing.actions.follow_ups import plan_follow_ups
from housing.actions.places import release
from housing.actions.presences import settle
from housing.models import Disagreement, Stay
from housing.reasons import EntryUndone
from housing.workflow import Step, lock, remember, take_step


@transaction.atomic
def plan_stay(*, household, host, places, entry_on, until, by, holds=(), excess=0, excess_reason=""):
    """A stay to come, in the places that were held for it. `until` is a forecast: it frees nothing."""
    stay = Stay.objects.create(
        household=household, host=host, planned_from=entry_on, planned_until=until, planned_by=by
    )
    for hold in holds:
        hold.is_cancelled = True
        hold.save()
    take_places(stay=stay, places=places, starts_on=entry_on, by=by, excess=excess, excess_reason=excess_reason)
    remember(stay, Step.PLAN, by=by, on=entry_on)
    return stay


@transaction.atomic
def hand_over_keys(*, stay, on, by):
    """The household has arrived: the stay runs from this day."""
    take_step(stay, Step.ARRIVE, by=by, on=on, started_on=on)
    shift_start(stay, on)
    declare_guests(stay, on)


@transaction.atomic
def cancel_stay(*, stay, by, reason=EntryUndone.NOT_ARRIVED, note=""):
    """Nobody came, or it fell through: kept, and outside every rule about places."""
    take_step(stay, Step.CANCEL, by=by, on=stay.planned_from, reason=reason, note=note, displaced_at=None)
    for use in stay.uses.holding():
        release(use=use, by=by)


@transaction.atomic
def end_stay(*, stay, on, reason, destination, by, note=""):
    """The household leaves: `on` is the day of leaving, and no night."""
    lock(stay)
    _drop_moves_to_come(stay, on, by)
    keep_places(stay, until=on, by=by)
    leave_places(stay, on, by)
    end_absences(stay.absences.all(), on)
    settle(Disagreement.objects.filter(stay=stay), Disagreement.How.CORRECTED, by=by)
    exit_facts = {"ended_on": on, "exit_reason": reason, "destination": destination}
    take_step(stay, Step.END, by=by, on=on, reason=reason, note=note, **exit_facts)
    drop_extension(stay, by)
    plan_follow_ups(stay)


def _drop_moves_to_come(stay, on, by):
    for use in stay.uses.holding().filter(starts_on__gt=max(on, timezone.localdate())):
        release(use=use, by=by)


@transaction.atomic
def transfer(*, stay, places, on, by, excess=0, excess_reason="", note=""):
    """To another home: the same stay goes on, which is no exit and no entry."""
    take_step(stay, Step.TRANSFER, by=by, on=on, note=note)
    asleep, allowed = asleep_from(stay, on), {"excess": excess, "excess_reason": excess_reason}
    leave_places(stay, on, by)
    take_places(stay=stay, places=places, starts_on=on, by=by, asleep=asleep, **allowed)
    for day in sorted({on, *(first for nights in asleep.values() for first, _end in nights)}):
        declare_guests(stay, day)
    drop_what_names_nobody(stay, by=by)


@transaction.atomic
def replan_stay(*, stay, until, by):
    """Another planned exit: still a forecast, which frees nothing."""
    take_step(stay, Step.REPLAN, by=by, on=until, planned_until=until)

"""A stay from the plan to the way out."""

from django.db import transaction

from housing.actions.absences import end_absences
from housing.actions.beds import leave_places, shift_start, take_places
from housing.actions.places import release
from housing.models import Stay
from wemix import audit

CHANGE = audit.Action.CHANGE


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
    audit.record(CHANGE, "stay.plan", stay, by=by)
    return stay


@transaction.atomic
def hand_over_keys(*, stay, on, by):
    """The household has arrived: the stay runs from this day."""
    shift_start(stay, on)
    stay.state, stay.started_on = Stay.State.RUNNING, on
    stay.save()
    audit.record(CHANGE, "stay.hand_over_keys", stay, by=by, fields=["state", "started_on"])


@transaction.atomic
def cancel_stay(*, stay, by):
    """Nobody came, or it fell through: kept, and outside every rule about places."""
    for use in stay.uses.holding():
        release(use=use, by=by)
    stay.state = Stay.State.CANCELLED
    stay.save()
    audit.record(CHANGE, "stay.cancel", stay, by=by, fields=["state"])


@transaction.atomic
def end_stay(*, stay, on, reason, destination, by):
    """The household leaves: `on` is the day of leaving, and no night."""
    leave_places(stay, on, by)
    end_absences(stay.absences.all(), on)
    stay.state, stay.ended_on, stay.exit_reason, stay.destination = Stay.State.ENDED, on, reason, destination
    stay.save()
    audit.record(CHANGE, "stay.end", stay, by=by, fields=["state", "ended_on", "exit_reason", "destination"])


@transaction.atomic
def transfer(*, stay, places, on, by, excess=0, excess_reason=""):
    """To another home: the same stay goes on, which is no exit and no entry."""
    leave_places(stay, on, by)
    take_places(stay=stay, places=places, starts_on=on, by=by, excess=excess, excess_reason=excess_reason)
    audit.record(CHANGE, "stay.transfer", stay, by=by)


@transaction.atomic
def replan_stay(*, stay, until, by):
    """Another planned exit: still a forecast, which frees nothing."""
    stay.planned_until = until
    stay.save()
    audit.record(CHANGE, "stay.replan", stay, by=by, fields=["planned_until"])

"""What changes a stay, a place, and who sleeps there."""

from django.db import transaction
from django.utils import timezone

from housing.models import Occupant, PlaceUse, Stay
from wemix import audit

CHANGE = audit.Action.CHANGE
COT_AGE = 2  # years: below it a child sleeps in a cot, which takes no bed


@transaction.atomic
def hold_place(*, place, household, starts_on, by):
    hold = PlaceUse.objects.create(place=place, household=household, kind=PlaceUse.Kind.HOLD, starts_on=starts_on)
    audit.record(CHANGE, "place.hold", hold, by=by)
    return hold


@transaction.atomic
def release(*, use, by):
    """The use takes its place no longer; nobody sleeps in it."""
    use.occupants.all().delete()
    use.is_cancelled = True
    use.save()
    audit.record(CHANGE, "place.release", use, by=by)


@transaction.atomic
def plan_stay(*, household, host, place, entry_on, until, by, hold=None, excess=0, excess_reason=""):
    """A stay to come, in the place that was held for it. `until` is a forecast: it frees nothing."""
    stay = Stay.objects.create(
        household=household, host=host, planned_from=entry_on, planned_until=until, planned_by=by
    )
    if hold:
        hold.is_cancelled = True
        hold.save()
    take_place(stay=stay, place=place, starts_on=entry_on, by=by, excess=excess, excess_reason=excess_reason)
    audit.record(CHANGE, "stay.plan", stay, by=by)
    return stay


@transaction.atomic
def take_place(*, stay, place, starts_on, by, excess=0, excess_reason=""):
    """The household takes a place from a day on; who belongs to it then (today, if that is past) sleeps there."""
    use = PlaceUse.objects.create(
        place=place,
        stay=stay,
        household_id=stay.household_id,
        kind=PlaceUse.Kind.STAY,
        starts_on=starts_on,
        excess=excess,
        excess_reason=excess_reason,
        excess_by=by if excess else None,
    )
    for member in stay.household.members_on(max(starts_on, timezone.localdate())):
        _sleep(use, member.person, starts_on)
    return use


def _sleep(use, person, starts_on):
    age = person.age_on(starts_on)
    Occupant.objects.create(
        place_use=use,
        household_id=use.household_id,
        person=person,
        starts_on=starts_on,
        in_cot=age is not None and age < COT_AGE,
    )


@transaction.atomic
def hand_over_keys(*, stay, on, by):
    """The household has arrived: the stay runs from this day."""
    _shift_start(stay, on)
    stay.state, stay.started_on = Stay.State.RUNNING, on
    stay.save()
    audit.record(CHANGE, "stay.hand_over_keys", stay, by=by, fields=["state", "started_on"])


def _shift_start(stay, on):
    for use in stay.uses.holding():
        use.starts_on = on
        use.save()
        use.occupants.update(starts_on=on)


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
    _leave_places(stay, on)
    stay.state, stay.ended_on, stay.exit_reason, stay.destination = Stay.State.ENDED, on, reason, destination
    stay.save()
    audit.record(CHANGE, "stay.end", stay, by=by, fields=["state", "ended_on", "exit_reason", "destination"])


def _leave_places(stay, on):
    for use in stay.uses.holding().filter(ends_on__isnull=True):
        use.occupants.filter(ends_on__isnull=True).update(ends_on=on)
        use.ends_on = on
        use.save()


@transaction.atomic
def transfer(*, stay, place, on, by, excess=0, excess_reason=""):
    """To another place: the same stay goes on, which is no exit and no entry."""
    _leave_places(stay, on)
    take_place(stay=stay, place=place, starts_on=on, by=by, excess=excess, excess_reason=excess_reason)
    audit.record(CHANGE, "stay.transfer", stay, by=by)


@transaction.atomic
def replan_stay(*, stay, until, by):
    """Another planned exit: still a forecast, which frees nothing."""
    stay.planned_until = until
    stay.save()
    audit.record(CHANGE, "stay.replan", stay, by=by, fields=["planned_until"])


@transaction.atomic
def join_stay(*, stay, person, on, by):
    """Somebody is born into, or joins, a household that lives here."""
    use = stay.uses.holding().filter(ends_on__isnull=True).first()
    _sleep(use, person, on)
    audit.record(CHANGE, "stay.join", stay, by=by)


@transaction.atomic
def leave_stay(*, stay, person, on, by):
    """One member leaves; the others stay."""
    Occupant.objects.filter(place_use__stay=stay, person=person, ends_on__isnull=True).update(ends_on=on)
    audit.record(CHANGE, "stay.leave", stay, by=by)


@transaction.atomic
def close_place(*, place, starts_on, ends_on, reason, by):
    """Out of use, up to (not on) `ends_on`; refused by the database over a stay."""
    use = PlaceUse.objects.create(
        place=place, kind=PlaceUse.Kind.CLOSURE, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    audit.record(CHANGE, "place.close", use, by=by)
    return use

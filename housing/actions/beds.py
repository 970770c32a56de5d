"""Who sleeps where in a stay: the places that it takes, and its people in them."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from housing.actions.absences import end_absences
from housing.actions.declarations import declare_guests, drop_what_names_nobody
from housing.actions.turnarounds import end_use
from housing.models import Occupant, PlaceUse, Stay
from housing.sleeping import first_night, sleeps_in_cot, spread
from housing.workflow import lock
from wemix import audit
from wemix.periods import beyond


@transaction.atomic
def take_places(*, stay, places, starts_on, by, excess=0, excess_reason="", asleep=None):
    """The household takes places from a day on; who belongs to it then (today, if that is past) sleeps there, or who
    is named with their nights (asleep_from). Who is beyond the beds sleeps in the first place."""
    uses = [
        PlaceUse.objects.create(
            place=place,
            stay=stay,
            household_id=stay.household_id,
            kind=PlaceUse.Kind.STAY,
            starts_on=starts_on,
            **(_allowed(excess, excess_reason, by) if place == places[0] else {}),
        )
        for place in places
    ]
    if asleep is None:
        members = stay.household.members_on(max(starts_on, timezone.localdate()))
        asleep = {member.person: [(starts_on, None)] for member in members}
    for person, use in spread(list(asleep), uses, starts_on).items():
        for first, end in asleep[person]:
            _sleep(use, person, first, end)


def _allowed(excess, reason, by):
    return {"excess": excess, "excess_reason": reason, "excess_by": by} if excess else {}


def _sleep(use, person, starts_on, ends_on=None):
    Occupant.objects.create(
        place_use=use,
        household_id=use.household_id,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        in_cot=sleeps_in_cot(person, starts_on),
    )


def asleep_from(stay, on):
    """{person: [(first night, end)]} of the nights from that day on: at a move each takes along what is theirs, and who
    sleeps elsewhere, or left meanwhile, is not put to bed."""
    nights = Occupant.objects.filter(beyond(on), place_use__in=stay.uses.holding()).exclude(ends_on=F("starts_on"))
    asleep = {}
    for row in nights.select_related("person").order_by("starts_on", "pk"):
        asleep.setdefault(row.person, []).append((max(row.starts_on, on), row.ends_on))
    return asleep


def shift_start(stay, on):
    """Who joined later than the others stays so; nobody sleeps here before they are born."""
    for use in stay.uses.holding().exclude(starts_on=on):
        before, use.starts_on = use.starts_on, on
        use.save()
        for occupant in use.occupants.select_related("person"):
            first = on if occupant.starts_on == before else max(on, occupant.starts_on)
            occupant.starts_on = first_night(occupant.person, first)
            occupant.save()


def leave_places(stay, on, by):
    """Those that are its own on that day, a confirmed later exit included. Nights written beyond it were not slept."""
    for use in stay.uses.holding().filter(beyond(on)).select_related("place__unit"):
        nights = use.occupants.filter(beyond(on))
        nights.filter(starts_on__gt=on).delete()
        nights.update(ends_on=on)
        end_use(use=use, on=on, by=by)


@transaction.atomic
def join_stay(*, use, person, on, by, ends_on=None):
    """Somebody sleeps in a place of a stay from a day on: born into the household, or joining it."""
    _sleep(use, person, on, ends_on)
    if use.stay.state == Stay.State.RUNNING:
        declare_guests(use.stay, on)
    audit.change("stay.join", use.stay, by=by)


@transaction.atomic
def leave_stay(*, stay, person, on, by):
    """One member leaves; the others stay. Nights written beyond that day, told late, were never slept; of a stay that
    is planned, none was."""
    lock(stay)
    on = on if stay.started_on else stay.planned_from
    nights = Occupant.objects.filter(place_use__stay=stay, person=person)
    nights.filter(starts_on__gte=on).delete()
    nights.filter(beyond(on)).update(ends_on=on)
    end_absences(stay.absences.filter(person=person), on)
    drop_what_names_nobody(stay, by=by)
    audit.change("stay.leave", stay, by=by)

"""Who sleeps where in a stay: the places that it takes, and its people in them."""

from django.db import transaction
from django.utils import timezone

from housing.actions.absences import end_absences
from housing.actions.declarations import declare_guests, drop_what_names_nobody
from housing.actions.turnarounds import end_use
from housing.models import Occupant, PlaceUse, Stay
from housing.sleeping import sleeps_in_cot, spread
from wemix import audit
from wemix.periods import beyond


@transaction.atomic
def take_places(*, stay, places, starts_on, by, excess=0, excess_reason=""):
    """The household takes places from a day on; who belongs to it then (today, if that is past) sleeps there. Who is
    beyond the beds sleeps in the first place."""
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
    members = stay.household.members_on(max(starts_on, timezone.localdate()))
    for person, use in spread([member.person for member in members], uses, starts_on).items():
        _sleep(use, person, starts_on)


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


def shift_start(stay, on):
    for use in stay.uses.holding().exclude(starts_on=on):
        use.starts_on = on
        use.save()
        use.occupants.update(starts_on=on)


def leave_places(stay, on, by):
    """Those that are its own on that day, a confirmed later exit included."""
    for use in stay.uses.holding().filter(beyond(on)).select_related("place__unit"):
        use.occupants.filter(beyond(on)).update(ends_on=on)
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
    """One member leaves; the others stay. Nights written beyond that day, told late, were never slept."""
    nights = Occupant.objects.filter(place_use__stay=stay, person=person)
    nights.filter(starts_on__gte=on).delete()
    nights.filter(beyond(on)).update(ends_on=on)
    end_absences(stay.absences.filter(person=person), on)
    drop_what_names_nobody(stay, by=by)
    audit.change("stay.leave", stay, by=by)

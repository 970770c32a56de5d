"""Who sleeps where in a stay: the places that it takes, and its people in them."""

from django.db import transaction
from django.utils import timezone

from housing.models import Occupant, PlaceUse
from wemix import audit

CHANGE = audit.Action.CHANGE
COT_AGE = 2  # years: below it a child sleeps in a cot, which takes no bed


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


def shift_start(stay, on):
    for use in stay.uses.holding():
        use.starts_on = on
        use.save()
        use.occupants.update(starts_on=on)


def leave_places(stay, on):
    for use in stay.uses.holding().filter(ends_on__isnull=True):
        use.occupants.filter(ends_on__isnull=True).update(ends_on=on)
        use.ends_on = on
        use.save()


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

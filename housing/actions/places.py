"""What takes a place besides stays: what is held for a proposal, and what is closed."""

from django.db import transaction

from housing.models import PlaceUse
from wemix import audit


@transaction.atomic
def hold_place(*, place, household, starts_on, by):
    hold = PlaceUse.objects.create(place=place, household=household, kind=PlaceUse.Kind.HOLD, starts_on=starts_on)
    audit.change("place.hold", hold, by=by)
    return hold


@transaction.atomic
def release(*, use, by):
    """The use takes its place no longer; nobody sleeps in it."""
    use.occupants.all().delete()
    use.is_cancelled = True
    use.save()
    audit.change("place.release", use, by=by)


@transaction.atomic
def close_place(*, place, starts_on, ends_on, reason, by, **bill):
    """Out of use, up to (not on) `ends_on`; refused by the database over a stay. `bill`: cost_centre, reference."""
    use = PlaceUse.objects.create(
        place=place, kind=PlaceUse.Kind.CLOSURE, starts_on=starts_on, ends_on=ends_on, reason=reason, **bill
    )
    audit.change("place.close", use, by=by)
    return use

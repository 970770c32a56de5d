"""What follows an exit: the days in which a place is made ready for who comes next."""

from django.db import transaction
from django.utils import timezone

from housing import working_days
from housing.actions.places import release
from housing.models import PlaceUse
from wemix import audit


@transaction.atomic
def end_use(*, use, on, by):
    """The use ends on this day (None: no end in sight), and the working days follow that its flat asks for.

    Whoever is planned to enter sooner still enters: the days that are left are fewer, or none.
    """
    for former in use.turnarounds.holding():
        release(use=former, by=by)
    use.ends_on = on
    use.save()
    days = use.place.unit.turnaround_days
    until = _until(use, working_days.after(on, days)) if on and days else on
    if until != on:
        kept = PlaceUse.objects.create(
            place=use.place, kind=PlaceUse.Kind.TURNAROUND, starts_on=on, ends_on=until, after=use
        )
        audit.change("place.turnaround", kept, by=by)


def _until(use, day):
    in_the_way = PlaceUse.objects.within(use.ends_on, day).in_the_way_of(use.place).exclude(pk=use.pk)
    next_use = in_the_way.order_by("starts_on").first()
    return max(next_use.starts_on, use.ends_on) if next_use else day


@transaction.atomic
def say_ready(*, turnaround, by):
    """It took less, or more: the place is free from today on."""
    turnaround.ends_on = max(timezone.localdate(), turnaround.starts_on)
    turnaround.save()
    audit.change("place.ready", turnaround, by=by, fields=["ends_on"])

"""Who is about to come, and who to go."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, F, Max, OuterRef, Subquery, When
from django.utils import timezone

from housing.models import PlaceUse, Stay

AHEAD = timedelta(days=28)


@dataclass(frozen=True)
class Coming:
    """The day on which a household enters or leaves."""

    stay: Stay
    day: date
    is_confirmed: bool

    @property
    def is_today(self):
        return self.day == timezone.localdate()

    @property
    def is_late(self):
        return self.day < timezone.localdate()


def entries(stays, today):
    """Planned ones; those that are awaited already come first."""
    planned = stays.filter(state=Stay.State.PLANNED, planned_from__lte=today + AHEAD).order_by("planned_from", "pk")
    return [Coming(stay, stay.planned_from, is_confirmed=False) for stay in _told(planned)]


def exits(stays, today):
    """On the confirmed day, else as planned: a plan frees no place. Those beyond their plan stand in the list of
    stays."""
    uses = PlaceUse.objects.holding().filter(stay=OuterRef("pk")).order_by()
    last = Subquery(uses.values("stay").annotate(last=Max("ends_on")).values("last"))
    leaving = stays.running().annotate(
        is_open=Exists(uses.filter(ends_on__isnull=True)),
        leaves_on=Case(When(is_open=True, then=F("planned_until")), default=last),
    )
    soon = leaving.filter(leaves_on__range=(today, today + AHEAD)).order_by("leaves_on", "pk")
    return [Coming(stay, stay.leaves_on, is_confirmed=not stay.is_open) for stay in _told(soon)]


def of_building(stays, building):
    there = PlaceUse.objects.holding().filter(stay=OuterRef("pk"), unit__building=building)
    return stays.filter(Exists(there))


def _told(stays):
    return stays.select_related("household").with_places()

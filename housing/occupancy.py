"""Who sleeps where on a night, and what is free."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.postgres.fields import DateRangeField
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import BooleanField, DateField, Exists, Func, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from housing.models import Absence, Letting, Place, PlaceUse, Stay
from wemix.periods import period


@dataclass
class Spot:
    """A place on a night, as one person may know it."""

    place: Place
    is_taken: bool = False
    use: PlaceUse | None = None  # missing when taken by what this person may not know
    sleepers: list = field(default_factory=list)

    @property
    def is_free(self):
        return self.place.is_in_service and not self.is_taken

    @property
    def stay(self):
        return self.use.stay if self.use else None

    @property
    def is_awaited(self):
        """Planned, and the keys have not been handed over."""
        return self.stay is not None and self.stay.state == Stay.State.PLANNED


@dataclass
class House:
    """A building on a night."""

    building: object
    spots: list = field(default_factory=list)

    @cached_property
    def free(self):
        return [spot for spot in self.spots if spot.is_free]

    @property
    def free_flats(self):
        return sum(spot.place.letting == Letting.WHOLE for spot in self.free)

    @property
    def free_beds(self):
        return len(self.free) - self.free_flats

    @property
    def people(self):
        """Who sleeps here this night."""
        return sum(not sleeper.is_away for sleeper in self._sleepers)

    @property
    def away(self):
        return sum(sleeper.is_away for sleeper in self._sleepers)

    @property
    def _sleepers(self):
        return [sleeper for spot in self.spots if not spot.is_awaited for sleeper in spot.sleepers]


def on_night(day, *, places, uses, occupants):
    """The buildings of these places. `uses` and `occupants` are what the reader may know; free is what truly is."""
    taken = set(PlaceUse.objects.on(day).filter(place__in=places).values_list("place_id", flat=True))
    known = {use.place_id: use for use in uses.on(day).select_related("stay__household")}
    sleepers = defaultdict(list)
    for occupant in _with_away(occupants, day).on(day).select_related("person").order_by("person__born_on", "pk"):
        sleepers[occupant.place_use_id].append(occupant)
    houses = {}
    for place in places.select_related("unit__building", "room"):
        use = known.get(place.pk)
        spot = Spot(place, place.pk in taken, use, sleepers[use.pk] if use else [])
        if spot.is_taken or spot.place.is_in_service:
            houses.setdefault(place.unit.building, House(place.unit.building)).spots.append(spot)
    return list(houses.values())


def next_free(place, day, nights=1, but=None):
    """The first day, this one or later, from which nothing takes the place for so many nights; None: none in sight.

    `nights` None: without an end. A flat let the other way, whole or bed by bed, is not free either. `but`: a use that
    does not count, because it is the one that is to move.
    """
    in_the_way = PlaceUse.objects.within(day, None).in_the_way_of(place).exclude(pk=but and but.pk)
    in_the_way = in_the_way.order_by("starts_on")
    for starts_on, ends_on in in_the_way.values_list("starts_on", "ends_on"):
        if nights and (starts_on - day).days >= nights:
            break
        if ends_on is None:
            return None
        day = max(day, ends_on)
    return day


def _with_away(occupants, day):
    """`is_away`: this night they sleep elsewhere; the bed is kept."""
    absent = Absence.objects.on(day).filter(stay=OuterRef("place_use__stay"), person=OuterRef("person"))
    return occupants.annotate(is_away=Exists(absent))


def free_from(places, day):
    """Those that nothing takes from this day on, without an end in sight."""
    return places.in_service().exclude(pk__in=PlaceUse.objects.within(day, None).values("place"))


def with_other_beds(place, free):
    """The place; and of a shared flat its other beds among those that are free, those of the same room first."""
    others = [bed for bed in free if bed.unit_id == place.unit_id and bed.pk != place.pk]
    return [place, *sorted(others, key=lambda bed: (bed.room_id != place.room_id, bed.name, bed.pk))]


def with_free_nights(places, first, end):
    """Those that are free on a night of [first, end): what takes them, or their flat the other way, leaves one."""
    uses = PlaceUse.objects.within(first, end).in_the_way_of_each().order_by().values(_group=Value(1))
    full = Func(
        Func(period(), function="range_agg"),
        Value(DateRange(first, end), output_field=DateRangeField()),
        template="(%(expressions)s)",
        arg_joiner=" @> ",
        output_field=BooleanField(),
    )
    return places.in_service().exclude(Coalesce(Subquery(uses.annotate(full=full).values("full")), False))


def free_some_day(places, *, but_for):
    """Those that are free for good from some day on, with that day (`free_on`); what this stay takes counts as free."""
    uses = PlaceUse.objects.within(timezone.localdate(), None).in_the_way_of_each().exclude(stay=but_for)
    last = uses.order_by("-ends_on").values("ends_on")[:1]
    day = Coalesce(Subquery(last), Value(timezone.localdate()), output_field=DateField())
    open_ended = Exists(uses.filter(ends_on__isnull=True))
    return (
        places.in_service()
        .filter(~open_ended)
        .annotate(free_on=day)
        .order_by("free_on", "unit__building__name", "unit__name", "name", "pk")
    )

"""The compound night by night: what takes each place in a period, as one person may know it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from housing.models import Building, Letting, Occupant, Place, PlaceUse, Stay, Unit

DAY = timedelta(days=1)


class Kind(TextChoices):
    STAY = "stay", _("lives here")
    BEYOND = "beyond", _("beyond the planned exit")
    PLANNED = "planned", _("planned entry")
    HOLD = "hold", _("held for a proposal")
    CLOSURE = "closure", _("closure")
    TURNAROUND = "turnaround", _("turnaround")
    TAKEN = "taken", _("occupied")  # by what this person may not know
    BLOCKED = "blocked", _("let the other way")
    OUT = "out", _("out of service")
    FREE = "free", _("free")


LIVED_IN = {Kind.STAY, Kind.BEYOND, Kind.PLANNED}


@dataclass(frozen=True)
class Period:
    """Nights from `first` to the one before `end`."""

    first: date
    end: date

    @cached_property
    def nights(self):
        return [self.first + n * DAY for n in range((self.end - self.first).days)]

    def part(self, starts_on, ends_on):
        """Which of the nights a half-open period holds, as a slice; an empty end is open."""
        start = max((starts_on - self.first).days, 0)
        return slice(start, max((min(ends_on or self.end, self.end) - self.first).days, start))


@dataclass(frozen=True)
class Run:
    """Nights one after the other on which the same thing takes a place, or nothing does."""

    kind: Kind
    period: Period
    whole: Period  # that it is cut from
    use: PlaceUse | None = None
    empty_beds: tuple[int, ...] = ()  # of a flat let whole: those left over, night by night

    @property
    def first(self):
        return self.period.first

    @property
    def end(self):
        return self.period.end

    @property
    def nights(self):
        return (self.end - self.first).days

    @property
    def household(self):
        return self.use.household if self.use else None

    @property
    def goes_on_before(self):
        """It began before this piece of paper, or as something else of the same stay."""
        return self.use is not None and self.use.starts_on < self.first

    @property
    def goes_on_after(self):
        return self.use is not None and (self.use.ends_on is None or self.use.ends_on > self.end)


@dataclass
class Row:
    """A place and its nights: each of them stands in exactly one run."""

    place: Place
    runs: list[Run]

    @property
    def is_used(self):
        return any(run.kind not in (Kind.OUT, Kind.BLOCKED) for run in self.runs)

    def nights_of(self, kind, since=date.min):
        return sum(max((run.end - max(run.first, since)).days, 0) for run in self.runs if run.kind == kind)


@dataclass
class House:
    """A building, with its places in order."""

    building: Building
    rows: list[Row] = field(default_factory=list)

    @property
    def units(self):
        """[(flat, its rows)]"""
        return [(unit, list(rows)) for unit, rows in groupby(self.rows, key=lambda row: row.place.unit)]

    def free_nights(self, since):
        return sum(row.nights_of(Kind.FREE, since) for row in self.rows)


def month_of(day):
    first = day.replace(day=1)
    return Period(first, (first + 31 * DAY).replace(day=1))


def year_of(number):
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def months_of(period):
    found = [month_of(period.first)]
    while found[-1].end < period.end:
        found.append(month_of(found[-1].end))
    return found


def houses(period, *, places, uses):
    """The buildings of these places. `uses`: those that the reader may know; what is taken by others is taken."""
    here = list(places.select_related("unit__building"))
    rows = _Rows(period, here, uses)
    found = {}
    for place in here:
        row = rows.of(place)
        if place.is_in_service or row.is_used:
            found.setdefault(place.unit.building_id, House(place.unit.building)).rows.append(row)
    return list(found.values())


class _Rows:
    """Three questions, however many places: what takes them, what of that may be known, and who sleeps there.

    The first is asked flat by flat, the others by key: so no question reads the nights of other buildings, nor of
    other years. Buildings are named so that who may know of them is not asked of all flats.
    """

    def __init__(self, period, places, uses):
        self.period = period
        flats = Unit.objects.filter(pk__in={place.unit_id for place in places}).order_by().values("pk")
        taking = PlaceUse.objects.within(period.first, period.end).filter(unit__in=flats)
        self.of_unit = defaultdict(list)
        for use in taking:
            self.of_unit[use.unit_id].append(use)
        here = {place.unit.building_id for place in places}
        known = uses.filter(pk__in=[use.pk for use in taking], unit__building__in=here)
        known = known.select_related("stay", "household")
        self.known = {use.pk: use for use in known}
        self.sleepers = _sleepers(self.known)

    def of(self, place):
        """Painted night by night: first what is said of the place, over it what is said of its uses."""
        nights = [(Kind.FREE if place.is_in_service else Kind.OUT, None)] * len(self.period.nights)
        of_flat = self.of_unit[place.unit_id]
        for use in of_flat:
            if use.place_id != place.pk and use.letting != place.letting:
                self._paint(nights, use.starts_on, use.ends_on, (Kind.BLOCKED, None))
        for use in of_flat:
            if use.place_id == place.pk:
                for kind, starts_on, ends_on in _kinds(self.known.get(use.pk), use):
                    self._paint(nights, starts_on, ends_on, (kind, self.known.get(use.pk)))
        return Row(place, list(self._runs(place, nights)))

    def _paint(self, nights, starts_on, ends_on, colour):
        part = self.period.part(starts_on, ends_on)
        nights[part] = [colour] * (part.stop - part.start)

    def _runs(self, place, nights):
        first = self.period.first
        for (kind, use), same in groupby(nights):
            end = first + len(list(same)) * DAY
            yield self._run(place, kind, use, Period(first, end))
            first = end

    def _run(self, place, kind, use, period):
        empty = ()
        if kind in LIVED_IN and place.letting == Letting.WHOLE:
            empty = tuple(max(place.beds - people, 0) for people in _counted(self.sleepers[use.pk], period))
        return Run(kind, period, self.period, use, empty)


def _kinds(known, use):
    """(kind, from, until), one after the other: nobody promised the nights beyond a planned exit."""
    if known is None:
        yield Kind.TAKEN, use.starts_on, use.ends_on
    elif known.kind == PlaceUse.Kind.STAY:
        yield from _kinds_of_stay(known.stay, use)
    else:
        yield Kind(known.kind), use.starts_on, use.ends_on


def _kinds_of_stay(stay, use):
    kind = Kind.PLANNED if stay.state == Stay.State.PLANNED else Kind.STAY
    planned = stay.planned_until
    if use.ends_on is None and planned:
        yield kind, use.starts_on, max(planned, use.starts_on)
        yield Kind.BEYOND, max(planned, use.starts_on), None
    else:
        yield kind, use.starts_on, use.ends_on


def _sleepers(uses):
    """The days of whoever needs a bed, by use."""
    found = defaultdict(list)
    occupants = Occupant.objects.filter(place_use__in=list(uses), in_cot=False)
    for use, *days in occupants.order_by().values_list("place_use", "starts_on", "ends_on"):
        found[use].append(days)
    return found


def _counted(days, period):
    """How many of these days hold each night."""
    people = [0] * len(period.nights)
    for starts_on, ends_on in days:
        part = period.part(starts_on, ends_on)
        people[part] = [count + 1 for count in people[part]]
    return people

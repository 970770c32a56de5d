"""The calendar's cells are the database's nights: each of them is recounted here with a finger on the rows."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing import calendar
from housing.calendar import Period
from housing.models import Occupant, Place, PlaceUse, Stay
from housing.occupancy import with_free_nights
from housing.strips import strips
from tests.factories import PlaceFactory, UnitFactory, household

DAY = timedelta(days=1)
FIRST, END = date(2026, 11, 1), date(2026, 12, 1)
NIGHTS = [FIRST + n * DAY for n in range((END - FIRST).days)]
KINDS = ("stay", "stay", "planned", "hold", "closure", "turnaround")


@pytest.fixture
def people(host, alice):
    """Six households of three; each takes what comes, in turn."""
    return [household(alice, size=3) for _ in range(6)]


@pytest.fixture
def flats(host):
    """A flat let whole, and one let bed by bed which was let whole before: its whole place is out of service."""
    whole = PlaceFactory(unit=UnitFactory(building__host=host), beds=4)
    shared = UnitFactory(building=whole.unit.building, shared=True)
    beds = [PlaceFactory(unit=shared, name=f"Letto {n}") for n in (1, 2)]
    before = PlaceFactory(unit=shared, letting="whole", name="", beds=2)
    return [whole, *beds, before]


# A life of the place: what takes it, for how many nights, and how many nights of nothing stand before it.
uses = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 25)), max_size=5)
lives = st.tuples(uses, uses, uses, uses, st.booleans())


def write(places, lives, people, by):
    """Rows as they would be, past the actions: a use after the other; the last one may be without an end."""
    *of_places, is_open = lives
    stayers = iter(people)
    for place, life in zip(places, of_places, strict=True):
        day = FIRST - 20 * DAY
        for n, (kind, gap, nights) in enumerate(life):
            day += gap * DAY
            ends = None if is_open and n == len(life) - 1 else day + nights * DAY
            _write(place, kind, day, ends, stayers, by)
            day += nights * DAY


def _write(place, kind, starts, ends, stayers, by):
    if _is_let_the_other_way(place, starts, ends):
        return  # the constraint would refuse it
    if kind in ("closure", "turnaround"):
        PlaceUse.objects.create(place=place, kind=kind, starts_on=starts, ends_on=ends)
        return
    who = next(stayers, None)
    if who is None:
        return
    if kind == "hold":
        PlaceUse.objects.create(place=place, kind=kind, starts_on=starts, ends_on=ends, household=who)
        return
    stay_in(place, who, starts, ends, is_planned=kind == "planned", by=by)


def stay_in(place, who, starts, ends=None, is_planned=False, *, by):
    """Its people come every third day, the third of them sleeps in a cot; it is to go after nine days."""
    stay = Stay.objects.create(
        household=who,
        host=place.unit.building.host,
        state="planned" if is_planned else "running",
        planned_from=starts,
        planned_until=starts + 9 * DAY,
        started_on=None if is_planned else starts,
        planned_by=by,
    )
    use = PlaceUse.objects.create(place=place, kind="stay", stay=stay, household=who, starts_on=starts, ends_on=ends)
    for n, person in enumerate(who.people.order_by("pk")[: place.beds]):
        first = min(starts + 3 * n * DAY, ends or date.max)
        Occupant.objects.create(
            place_use=use, household=who, person=person, starts_on=first, ends_on=ends, in_cot=n == 2
        )


def _is_let_the_other_way(place, starts, ends):
    others = PlaceUse.objects.filter(unit=place.unit).exclude(letting=place.letting)
    return any(
        starts + n * DAY >= use.starts_on and (use.ends_on is None or starts + n * DAY < use.ends_on)
        for use in others
        for n in range(((ends or END + 100 * DAY) - starts).days)
    )


def recounted(place, night, uses):
    """(what a person would write in this cell, whose it is), from every row there is."""
    holding = [use for use in uses if use.unit_id == place.unit_id and use.holds(night)]
    for use in holding:
        if use.place_id != place.pk:
            continue
        if use.kind != "stay":
            return use.kind, use.household
        stay = use.stay
        is_beyond = use.ends_on is None and stay.planned_until and night >= stay.planned_until
        return ("beyond" if is_beyond else "planned" if stay.state == "planned" else "stay"), use.household
    if any(use.letting != place.letting for use in holding):
        return "blocked", None
    return ("free" if place.is_in_service else "out"), None


def shown(rows):
    """{place: {night: (kind, household)}}; each night stands in one run."""
    cells = {}
    for row in rows:
        of_place = cells[row.place] = {}
        for run in row.runs:
            for night in run.period.nights:
                assert night not in of_place
                of_place[night] = (run.kind, run.household)
    return cells


def houses_in(period):
    return calendar.houses(period, places=Place.objects.all(), uses=PlaceUse.objects.all())


def rows_of(houses):
    return [row for house in houses for row in house.rows]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=lives)
def test_every_cell_is_the_night_that_the_rows_tell(lives, flats, people, dora):
    Occupant.objects.all().delete()
    PlaceUse.objects.all().delete()
    Stay.objects.all().delete()
    write(flats, lives, people, dora)
    rows = rows_of(houses_in(Period(FIRST, END)))
    cells = shown(rows)
    written = list(PlaceUse.objects.holding().select_related("stay", "household"))
    for place in flats:
        told = {night: recounted(place, night, written) for night in NIGHTS}
        if place in cells:
            assert cells[place] == told
        else:
            assert not place.is_in_service
            assert {kind for kind, _ in told.values()} <= {"out", "blocked"}
    for row in rows:
        for run in row.runs:
            assert list(run.empty_beds) == beds_left_over(row.place, run)
    some_free = {place for place, of_place in cells.items() if "free" in {kind for kind, _ in of_place.values()}}
    assert set(with_free_nights(Place.objects.all(), FIRST, END)) == some_free
    assert drawn(calendar.year_of(2026)) == told_of(calendar.year_of(2026))


def drawn(year):
    """{place: the kinds of its nights}, from the strips of a year, one month after the other."""
    return {
        place: [kind for strip in of_place for kind, _, nights in strip.pieces for _ in range(nights)]
        for _, of_places in strips(houses_in(year), year)
        for place, of_place in of_places
    }


def told_of(year):
    return {place: [kind for kind, _ in cells.values()] for place, cells in shown(rows_of(houses_in(year))).items()}


def beds_left_over(place, run):
    if place.letting != "whole" or run.kind not in ("stay", "beyond", "planned"):
        return []
    occupants = Occupant.objects.filter(place_use=run.use, in_cot=False)
    asleep = [
        sum(who.starts_on <= night and (who.ends_on is None or night < who.ends_on) for who in occupants)
        for night in run.period.nights
    ]
    return [max(place.beds - people, 0) for people in asleep]

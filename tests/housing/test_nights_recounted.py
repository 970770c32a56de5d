"""Nights, occupancy and outcomes of whatever may happen in a house, recounted with a finger on a calendar.

A random year is lived by the house's own actions: entries, births, separations, moves, absences, corrections of dates,
divisions, stays beyond their planned exit, exits. What the database refuses does not happen. Then every figure is
compared with a slow and plain recount, night by night, over the same rows.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from beneficiaries import actions as beneficiaries
from beneficiaries.splits import Division
from beneficiaries.vocabularies.exits import DESTINATION_FACTS
from housing import actions
from housing.actions.splits import Where
from housing.figures import with_figures
from housing.models import Absence, Occupant, Place, PlaceUse, Stay
from housing.nights import with_nights
from housing.occupancy import on_night
from referrals.actions.splits import divide_household, undo_division
from tests.factories import PersonFactory, flat, household

DAY = timedelta(days=1)
TODAY = date(2026, 6, 15)
YEAR = 365
REFUSALS = (IntegrityError, InternalError, ValidationError)
DESTINATIONS = ("RENT_MARKET", "STREET", "FAMILY_TEMP", "DECEASED")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *moment: TODAY)


@pytest.fixture
def house(db, host, alice, dora):
    """Two households that live here, one that is expected, and a flat more."""
    families = [household(alice, size=3) for _ in range(3)]
    for family in families:
        family.memberships.update(starts_on=TODAY - 2 * YEAR * DAY)
    return {"families": families, "host": host, "alice": alice, "dora": dora, "places": [flat(host) for _ in range(4)]}


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def running(house, number):
    return pick(Stay.objects.running().order_by("pk"), number)


# What may happen: each takes the house, a day, and a number to choose by


def enter(house, day, number):
    family = house["families"][number % 2]
    stay = actions.plan_stay(
        household=family,
        host=house["host"],
        places=[house["places"][number % 4]],
        entry_on=day,
        until=day + number * DAY,  # often gone by: an overstay frees nothing
        by=house["dora"],
    )
    if number % 5:  # else they never come
        actions.hand_over_keys(stay=stay, on=day, by=house["dora"])


def expect(house, day, number):
    """A stay that is planned, on a day to come; or on one that is past, and nobody came."""
    actions.plan_stay(
        household=house["families"][2],
        host=house["host"],
        places=[house["places"][number % 4]],
        entry_on=day if number % 3 == 0 else TODAY + number * DAY,
        until=None,
        by=house["dora"],
    )


def say_when_they_leave(house, day, number):
    """On a day to come: from it on the place is free."""
    actions.confirm_exit(stay=running(house, number), on=TODAY + number * DAY, by=house["dora"])


def move(house, day, number):
    actions.transfer(stay=running(house, number), places=[house["places"][number % 4]], on=day, by=house["dora"])


def bear(house, day, number):
    child = PersonFactory.build(born_on=day)
    family = running(house, number).household
    beneficiaries.add_member(household=family, person=child, since=day, by=house["alice"])


def part(house, day, number):
    family = running(house, number).household
    membership = pick(family.memberships.filter(ends_on=None, is_head=False).order_by("pk"), number)
    beneficiaries.end_membership(membership=membership, on=day, by=house["alice"])


def be_away(house, day, number):
    sleeper = pick(Occupant.objects.select_related("place_use__stay", "person").order_by("pk"), number)
    absence = Absence(
        stay=sleeper.place_use.stay,
        household_id=sleeper.household_id,
        person=sleeper.person,
        starts_on=day,
        ends_on=day + number * DAY if number % 3 else None,
        kind="family",
    )
    actions.save_absence(absence=absence, fields=[], by=house["dora"])


def correct(house, day, number):
    """A day of entry that was written wrongly: in the use, its nights and the stay."""
    stay = running(house, number)
    use = stay.uses.holding().order_by("starts_on").first()
    use.occupants.filter(starts_on=use.starts_on).update(starts_on=day)
    PlaceUse.objects.filter(pk=use.pk).update(starts_on=day)
    Stay.objects.filter(pk=stay.pk).update(started_on=day)


def divide(house, day, number):
    stay = running(house, number)
    going = pick(stay.household.memberships.filter(ends_on=None, is_head=False).order_by("pk"), number)
    division = Division(
        household=stay.household, going=(going,), head=going.person, worker=house["alice"], starts_on=day
    )
    where, place = pick(Where, number), house["places"][number % 4]
    split = divide_household(division=division, where=where, place=place, by=house["dora"])
    if number % 7 == 0:
        undo_division(split=split, by=house["dora"])


def leave(house, day, number):
    actions.end_stay(
        stay=running(house, number),
        on=day,
        reason="GOALS_REACHED",
        destination=DESTINATIONS[number % 4],
        by=house["dora"],
    )


EVENTS = (enter, enter, expect, say_when_they_leave, move, bear, part, be_away, be_away, correct, divide, leave)
happenings = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.integers(0, YEAR), st.integers(0, 40)), min_size=4, max_size=9
)


def live(house, happens):
    """What is refused is undone; the first entry is always tried, so that there is somebody."""
    for event, ago, number in [(enter, YEAR - 20, 1), (enter, YEAR - 60, 8), *happens]:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                event(house, TODAY - ago * DAY, number)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except (*REFUSALS, AttributeError):  # nobody there to whom it could happen
            pass


# The recount


def sleeps_with_us(row, stays, uses):
    """A row of who sleeps where, of a stay that has begun."""
    use = uses[row["place_use_id"]]
    return not use["is_cancelled"] and stays[use["stay_id"]]["state"] in ("running", "ended")


def is_away(row, use, absences, night):
    return any(
        each["person_id"] == row["person_id"] and each["stay_id"] == use["stay_id"] and holds(each, night)
        for each in absences
    )


def nights_between(first, last):
    night = first
    while night <= last and night < TODAY:
        yield night
        night += DAY


def holds(row, night):
    return row["starts_on"] <= night and (row["ends_on"] is None or night < row["ends_on"])


def recount(first, last):
    """{stay: Counter} of person-nights, bed-nights and nights away; and who was ever there."""
    stays = {row["id"]: row for row in Stay.objects.values()}
    uses = {row["id"]: row for row in PlaceUse.objects.values()}
    absences = list(Absence.objects.values())
    counted = {key: Counter() for key in stays}
    slept = {key: set() for key in stays}
    for row in Occupant.objects.values():
        use = uses[row["place_use_id"]]
        stay = stays[use["stay_id"]]
        if not sleeps_with_us(row, stays, uses):
            continue
        if row["ends_on"] != row["starts_on"] and row["starts_on"]:
            slept[stay["id"]].add(row["human"])
        for night in nights_between(first, last):
            if holds(row, night):
                away = is_away(row, use, absences, night)
                counted[stay["id"]] += Counter(person=1, bed=not row["in_cot"], away=away)
                counted[stay["id"]] += Counter(here=not away)
    return stays, counted, slept


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(happens=[(be_away, 200, 3), (move, 100, 2), (bear, 90, 1), (divide, 50, 1)], start=300, span=300)
@example(happens=[(expect, 80, 3), (say_when_they_leave, 0, 9), (be_away, 20, 6)], start=90, span=200)
@example(happens=[(expect, 0, 8), (say_when_they_leave, 0, 40)], start=0, span=60)
@given(happens=happenings, start=st.integers(0, YEAR + 40), span=st.integers(0, YEAR))
def test_whatever_happens_the_figures_are_those_of_the_calendar(house, happens, start, span):
    with transaction.atomic():
        live(house, happens)
        first = TODAY - start * DAY
        last = first + span * DAY
        stays, counted, slept = recount(first, last)
        for figure in with_figures(Stay.objects.all(), first, last):
            compare_stay(figure, stays[figure.pk], counted[figure.pk], slept[figure.pk], first, last)
        for figure in with_figures(Stay.objects.all(), first, last, away_counts=False):
            assert figure.person_nights == counted[figure.pk]["here"]
        compare_rows(first, last)
        for night in (min(first, TODAY), TODAY, TODAY + 10 * DAY, TODAY + 39 * DAY):
            compare_house(night)
        nobody_in_two_beds()
        transaction.set_rollback(True)


def compare_stay(figure, stay, counted, slept, first, last):
    assert (figure.person_nights, figure.bed_nights, figure.away_nights) == (
        counted["person"],
        counted["bed"],
        counted["away"],
    )
    assert figure.people == len(slept)
    lived = {"starts_on": stay["started_on"], "ends_on": stay["ended_on"]}
    there = [night for night in nights_between(first, last) if stay["started_on"] and holds(lived, night)]
    assert figure.period_nights == len(there)
    entered = stay["started_on"] and first <= stay["started_on"] <= last
    left = stay["ended_on"] and first <= stay["ended_on"] <= last
    assert bool(figure.entered_in_period) == bool(entered and stay["continues_id"] is None)
    assert bool(figure.left_in_period) == bool(left)
    assert figure.outcome == (str(DESTINATION_FACTS[stay["destination"]][2]) if stay["ended_on"] else None)


def compare_rows(first, last):
    """Whoever has a bed: their nights, up to a day that may not have come. What has not begun has none."""
    stays = {row["id"]: row for row in Stay.objects.values()}
    uses = {row["id"]: row for row in PlaceUse.objects.values()}
    absences, counted = list(Absence.objects.values()), {}
    for row in Occupant.objects.values():
        if sleeps_with_us(row, stays, uses) and row["ends_on"] != row["starts_on"]:
            slept = [night for night in nights_between(first, last) if holds(row, night)]
            away = [night for night in slept if is_away(row, uses[row["place_use_id"]], absences, night)]
            counted[row["id"]] = (len(slept), len(away))
    found = with_nights(Occupant.objects.all(), first, last + DAY)
    assert {row.pk: (row.nights, row.away) for row in found} == counted


def compare_house(night):
    """Who sleeps where, what is taken and who is awaited, on one night, which may be to come."""
    uses = [row for row in PlaceUse.objects.values() if not row["is_cancelled"] and holds(row, night)]
    found = on_night(night, places=Place.objects.all(), uses=PlaceUse.objects.all(), occupants=Occupant.objects.all())
    spots = {spot.place.pk: spot for each in found for spot in each.spots}
    assert {key for key, spot in spots.items() if spot.is_taken} == {use["place_id"] for use in uses}
    sleepers = Counter(row["place_use_id"] for row in Occupant.objects.values() if holds(row, night))
    states, absences = dict(Stay.objects.values_list("id", "state")), list(Absence.objects.values())
    for use in uses:
        assert len(spots[use["place_id"]].sleepers) == sleepers[use["id"]]
        assert spots[use["place_id"]].is_awaited == (states.get(use["stay_id"]) == "planned")
    living = {use["id"]: use for use in uses if states.get(use["stay_id"]) != "planned"}
    asleep = [row for row in Occupant.objects.values() if row["place_use_id"] in living and holds(row, night)]
    away = [row for row in asleep if is_away(row, living[row["place_use_id"]], absences, night)]
    assert sum(each.away for each in found) == len(away)
    assert sum(each.people for each in found) == len(asleep) - len(away)


def nobody_in_two_beds():
    rows = list(Occupant.objects.values())
    for night in range(0, YEAR, 5):
        asleep = Counter(row["human"] for row in rows if holds(row, TODAY - night * DAY))
        assert not asleep or max(asleep.values()) == 1

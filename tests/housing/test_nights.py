"""Nights: in on 30/01, out on 02/02 is three. The database counts as a person with a calendar would."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.actions import plan_stay
from housing.figures import with_figures
from housing.models import Occupant, PlaceUse, Stay
from tests.factories import flat, household

DAY = timedelta(days=1)
TODAY = date(2026, 6, 15)
days = st.dates(date(2025, 11, 1), date(2026, 8, 31))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


def lived(stay, entered, left):
    """Write the days of a stay as they were, past the actions: only its figures are looked at here."""
    state = Stay.State.ENDED if left else Stay.State.RUNNING
    told = {"exit_reason": "GOALS_REACHED", "destination": "RENT_MARKET"} if left else {}
    Occupant.objects.filter(place_use__stay=stay).update(starts_on=entered, ends_on=left)
    PlaceUse.objects.filter(stay=stay).update(starts_on=entered, ends_on=left)
    Stay.objects.filter(pk=stay.pk).update(state=state, started_on=entered, ended_on=left, **told)


@pytest.fixture
def stay(db, alice, dora, host):
    of = household(alice, size=3)
    of.memberships.update(starts_on=date(2025, 1, 1))
    return plan_stay(household=of, host=host, places=[flat(host)], entry_on=TODAY, until=None, by=dora)


def figures(stay, first, last):
    return with_figures(Stay.objects.filter(pk=stay.pk), first, last).get()


def recounted(entered, left, first, last):
    """Day by day, as with a finger on a calendar: the nights that have been slept."""
    night, count = first, 0
    while night <= last:
        count += entered <= night < (left or TODAY) and night < TODAY
        night += DAY
    return count


def test_in_on_30_january_out_on_2_february_is_three_nights(stay):
    lived(stay, date(2026, 1, 30), date(2026, 2, 2))
    assert figures(stay, date(2026, 1, 1), date(2026, 12, 31)).all_nights == 3


@pytest.mark.parametrize(("first", "last", "nights"), [(1, 31, 2), (1, 30, 1), (31, 31, 1)])
def test_a_period_has_both_its_days(stay, first, last, nights):
    lived(stay, date(2026, 1, 30), date(2026, 2, 2))
    assert figures(stay, date(2026, 1, first), date(2026, 1, last)).period_nights == nights


def test_in_and_out_on_one_day_is_no_night(stay):
    lived(stay, date(2026, 1, 30), date(2026, 1, 30))
    assert figures(stay, date(2026, 1, 1), date(2026, 12, 31)).all_nights == 0


def test_nights_to_come_are_not_counted(stay):
    lived(stay, TODAY - 3 * DAY, None)
    assert figures(stay, date(2026, 1, 1), date(2026, 12, 31)).period_nights == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entered=days, length=st.none() | st.integers(0, 200), first=days, span=st.integers(0, 200))
def test_the_database_counts_as_a_calendar_does(stay, entered, length, first, span):
    left = None if length is None else entered + length * DAY
    last = first + span * DAY
    lived(stay, entered, left)
    counted = figures(stay, first, last)
    nights = recounted(entered, left, first, last)
    assert (counted.period_nights, counted.person_nights) == (nights, 3 * nights)
    assert counted.all_nights == recounted(entered, left, date(2025, 11, 1), TODAY)


def test_one_human_in_two_rows_is_one_person(stay):
    first, second, _third = Occupant.objects.filter(place_use__stay=stay).order_by("pk")
    lived(stay, date(2026, 1, 30), date(2026, 2, 2))
    Occupant.objects.filter(pk=first.pk).update(ends_on=date(2026, 1, 31))
    Occupant.objects.filter(pk=second.pk).delete()
    Occupant.objects.create(
        place_use=first.place_use,
        household_id=first.household_id,
        person=first.person,
        starts_on=date(2026, 1, 31),
        ends_on=date(2026, 2, 2),
    )
    counted = figures(stay, date(2026, 1, 1), date(2026, 12, 31))
    assert (counted.people, counted.person_nights) == (2, 6)

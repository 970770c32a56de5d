"""After an exit a place is made ready: for the working days that its flat asks for, and never over who comes next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from housing import actions, working_days
from housing.models import PlaceUse
from housing.occupancy import next_free
from housing.plugs.upkeep import tasks as upkeep
from tests.factories import flat, household
from tests.stays import end_stay, hand_over_keys

DAY = timedelta(days=1)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("left", "count", "free"),
    [
        (FRIDAY, 0, date(2026, 11, 28)),
        (FRIDAY, 1, date(2026, 12, 1)),
        (FRIDAY, 2, date(2026, 12, 2)),
        (date(2026, 6, 23), 1, date(2026, 6, 26)),  # Saint John's is a holiday in Turin
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas and Saint Stephen, then a Sunday
    ],
)
def test_saturdays_sundays_and_the_holidays_of_turin_are_no_working_days(left, count, free):
    assert working_days.after(left, count) == free


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 30))
def test_between_the_exit_and_the_free_day_there_are_just_so_many_working_days(left, count):
    free = working_days.after(left, count)
    between = [left + DAY * number for number in range(1, (free - left).days)]
    assert sum(map(working_days.is_working_day, between)) == count


@pytest.fixture
def stay(db, alice, dora, host):
    """A running stay since ten days before the Friday."""
    place = flat(host, turnaround_days=2)
    planned = actions.plan_stay(
        household=household(alice), host=host, places=[place], entry_on=FRIDAY - 10 * DAY, until=None, by=dora
    )
    hand_over_keys(stay=planned, on=FRIDAY - 10 * DAY, by=dora)
    return planned


def leave(stay, on, by):
    end_stay(stay=stay, on=on, by=by)


def kept(place):
    uses = PlaceUse.objects.holding().filter(place=place, kind=PlaceUse.Kind.TURNAROUND)
    return [(use.starts_on, use.ends_on) for use in uses]


def test_an_exit_keeps_the_place_until_it_is_ready(stay, dora):
    place = stay.uses.get().place
    leave(stay, FRIDAY, dora)
    assert kept(place) == [(FRIDAY, date(2026, 12, 2))]


def test_a_move_makes_ready_the_place_that_is_left(stay, dora, host):
    place, other = stay.uses.get().place, flat(host)
    actions.transfer(stay=stay, places=[other], on=FRIDAY, by=dora)
    assert kept(place) == [(FRIDAY, date(2026, 12, 2))]
    assert kept(other) == []


def test_a_flat_that_asks_for_no_days_is_free_at_once(stay, dora):
    place = stay.uses.get().place
    place.unit.turnaround_days = 0
    place.unit.save()
    leave(stay, FRIDAY, dora)
    assert kept(place) == []


def test_who_is_planned_to_enter_sooner_still_enters(stay, alice, dora, host):
    place, use = stay.uses.get().place, stay.uses.get()
    use.occupants.update(ends_on=FRIDAY)
    PlaceUse.objects.filter(pk=use.pk).update(ends_on=FRIDAY)
    actions.plan_stay(household=household(alice), host=host, places=[place], entry_on=FRIDAY + DAY, until=None, by=dora)
    use.refresh_from_db()
    actions.end_use(use=use, on=FRIDAY, by=dora)
    assert kept(place) == [(FRIDAY, FRIDAY + DAY)]


def test_an_end_that_moves_takes_its_days_along(stay, dora):
    use = stay.uses.get()
    use.occupants.update(ends_on=FRIDAY)
    for day in (FRIDAY, FRIDAY + 3 * DAY):
        actions.end_use(use=use, on=day, by=dora)
    assert kept(use.place) == [(date(2026, 11, 30), date(2026, 12, 3))]


def test_what_is_ready_sooner_is_free_from_today(client, stay, dora, carlo):
    place, today = stay.uses.get().place, timezone.localdate()
    turnaround = PlaceUse.objects.create(place=flat(stay.host), kind="turnaround", starts_on=today - DAY)
    client.force_login(carlo)
    assert str(turnaround.place) in client.get(reverse("housing:turnarounds")).content.decode()
    page = reverse("housing:ready", args=[turnaround.pk])
    version = turnaround.version
    answer = client.post(page, {"version": version, "once": client.get(page).context["once"]}, follow=True)
    assert answer.status_code == 200
    turnaround.refresh_from_db()
    assert turnaround.ends_on == today
    assert place.pk != turnaround.place_id


def test_the_custodian_reads_today_what_is_to_be_made_ready(stay, carlo):
    today = timezone.localdate()
    turnaround = PlaceUse.objects.create(place=flat(stay.host), kind="turnaround", starts_on=today - DAY)
    dangers, faults, ready = upkeep(carlo)
    assert [row.label for row in ready.rows] == [str(turnaround.place)]
    assert dangers.rows == faults.rows == ()


@pytest.mark.parametrize(
    ("taken", "nights", "free"),
    [
        ([], 1, 0),
        ([(0, 5)], 1, 5),
        ([(3, 5)], 3, 0),  # just before what comes
        ([(3, 5)], 4, 5),
        ([(0, 5), (7, 9)], 2, 5),
        ([(0, 5), (7, 9)], 3, 9),
        ([(0, 5), (7, 9)], None, 9),
        ([(2, None)], 5, None),
    ],
)
def test_the_next_free_day_is_the_first_with_so_many_nights(db, host, taken, nights, free):
    place = flat(host)
    for start, end in taken:
        ends_on = end and FRIDAY + end * DAY
        PlaceUse.objects.create(place=place, kind="closure", starts_on=FRIDAY + start * DAY, ends_on=ends_on)
    assert next_free(place, FRIDAY, nights) == (None if free is None else FRIDAY + free * DAY)


def test_what_was_said_to_be_ready_in_another_tab_says_so(client, host, olga):
    """Not that there is no such page."""
    days = {"starts_on": timezone.localdate() - DAY, "ends_on": timezone.localdate() + 9 * DAY}
    turnaround = PlaceUse.objects.create(place=flat(host), kind=PlaceUse.Kind.TURNAROUND, **days)
    client.force_login(olga)
    page = reverse("housing:ready", args=[turnaround.pk])
    tabs = [client.get(page).context for _tab in range(2)]
    sent = [client.post(page, {"once": tab["once"], "version": tab["version"]}) for tab in tabs]
    assert [answer.status_code for answer in sent] == [302, 422]
    assert "era già stato dichiarato pronto" in sent[1].content.decode()
    again = client.get(page, follow=True)
    assert again.redirect_chain and "era già stato dichiarato pronto" in again.content.decode()

"""Days put right afterwards: the nights follow to the day, both values are kept, and no correction goes without why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing import actions
from housing.actions.corrections import days_written
from housing.models import Correction, Stay
from tests.constraints import check_now
from tests.factories import flat, household
from tests.stays import DAY, awaited, end_stay, housed
from wemix.sentences import sentence_for

TODAY = timezone.localdate()


@pytest.fixture
def stay(alice, host, dora, home):
    return housed(alice, host, dora, place=home, days=100)


def correct(stay, which, before, after, by, **said):
    actions.correct_day(stay=stay, which=which, before=before, after=after, by=by, **({"reason": "TYPED_WRONG"} | said))


def nights(stay):
    """Per person, each night that is written: two rows of one night would show."""
    asleep = {}
    for use in stay.uses.holding():
        for row in use.occupants.all():
            for number in range(((row.ends_on or TODAY) - row.starts_on).days):
                asleep.setdefault(row.person_id, []).append(row.starts_on + number * DAY)
    return {person: sorted(days) for person, days in asleep.items()}


def every_night(first, end):
    return [first + number * DAY for number in range((end - first).days)]


def test_both_days_are_kept_with_who_and_why(stay, dora):
    before = stay.started_on
    correct(stay, "entry", before, before + DAY, dora, note="Ricevuta firmata")
    kept = Correction.objects.get()
    assert (kept.which, kept.before, kept.after) == ("entry", before, before + DAY)
    assert (kept.event.by, kept.event.reason, kept.event.note) == (dora, "TYPED_WRONG", "Ricevuta firmata")
    assert Stay.objects.get(pk=stay.pk).started_on == before + DAY


def sql(statement, *values):
    """The sentence of a refusal of the database, or None."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refusal:
        return str(sentence_for(refusal))
    return None


EVENT = """INSERT INTO housing_stayevent (stay_id, household_id, step, "on", reason, note, by_id, at)
    VALUES (%s, %s, %s, now(), %s, '', %s, now())"""
CORRECTION = """INSERT INTO housing_correction (event_id, household_id, which, before, after)
    VALUES (%s, %s, 'entry', %s, %s)"""


def test_the_database_refuses_a_correction_without_a_reason(stay, dora):
    key, of = stay.pk, stay.household_id
    assert sql(EVENT, key, of, "correct", "", dora.pk) == "Say why."
    assert sql(EVENT, key, of, "correct", "PAPERS", dora.pk) is None
    other, step = stay.events.get(step="plan"), stay.events.get(step="correct")
    assert "says why" in sql(CORRECTION, other.pk, of, TODAY, TODAY - DAY)
    assert "already" in sql(CORRECTION, step.pk, of, TODAY, TODAY)
    assert sql(CORRECTION, step.pk, of, TODAY, TODAY - DAY) is None
    assert "stays as it was written" in sql("UPDATE housing_correction SET before = now()")


def test_a_row_of_another_household_is_refused(stay, dora, alice):
    other = household(alice).pk
    assert sql(EVENT, stay.pk, other, "confirm_exit", "", dora.pk) is not None


@pytest.mark.parametrize("days", [-3, 3])
def test_the_nights_follow_the_day_of_entry_and_of_leaving(stay, dora, days):
    entered, left = stay.started_on, TODAY - 10 * DAY
    end_stay(stay=stay, on=left, reason="VOLUNTARY", destination="ABROAD", by=dora)
    correct(stay, "entry", entered, entered + days * DAY, dora)
    correct(stay, "exit", left, left + days * DAY, dora)
    expected = every_night(entered + days * DAY, left + days * DAY)
    assert all(slept == expected for slept in nights(stay).values())
    assert {row.due_on.day for row in stay.follow_ups.all()} <= {(left + days * DAY).day, 28, 29, 30}


@pytest.mark.parametrize("days", [-3, 3])
def test_at_a_move_nobody_is_in_two_beds_nor_in_none(stay, dora, host, days):
    moved = TODAY - 20 * DAY
    actions.transfer(stay=stay, places=[flat(host)], on=moved, by=dora)
    correct(stay, "move", moved, moved + days * DAY, dora)
    assert all(slept == every_night(stay.started_on, TODAY) for slept in nights(stay).values())
    assert [use.starts_on for use in stay.uses.holding()] == [stay.started_on, moved + days * DAY]


def test_who_joined_or_left_in_between_keeps_their_own_days(stay, dora):
    """Only what hangs on the day moves with it; what lies outside the new days is cut."""
    one, other, third = stay.household.people.order_by("pk")
    third.nights.update(starts_on=stay.started_on + 2 * DAY)
    other.nights.update(ends_on=stay.started_on + 9 * DAY)
    correct(stay, "entry", stay.started_on, stay.started_on + 5 * DAY, dora)
    first = stay.started_on
    assert [one.nights.get().starts_on, third.nights.get().starts_on] == [first, first]
    assert (other.nights.get().starts_on, other.nights.get().ends_on) == (first, first + 4 * DAY)


def test_a_corrected_day_over_somebody_else_s_nights_is_refused(stay, dora, alice, host, home):
    end_stay(stay=stay, on=TODAY - 10 * DAY, reason="VOLUNTARY", destination="ABROAD", by=dora)
    after = awaited(alice, host, dora, place=home, on=TODAY - 5 * DAY)
    assert after.uses.get().place == home
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        correct(stay, "exit", TODAY - 10 * DAY, TODAY, dora)
    assert str(sentence_for(refusal.value)) == "This place is not free in these days."


def test_of_two_corrections_of_one_day_the_second_is_told(stay, dora):
    before = stay.started_on
    copy = Stay.objects.get(pk=stay.pk)
    correct(stay, "entry", before, before + DAY, dora)
    with pytest.raises(ValidationError, match="Meanwhile"):
        correct(copy, "entry", before, before + 2 * DAY, dora)


def test_a_planned_stay_has_no_day_to_correct(alice, host, dora, home):
    planned = awaited(alice, host, dora, place=home, on=TODAY)
    assert days_written(planned) == []


CHANGE = st.tuples(st.sampled_from(["move", "correct"]), st.integers(0, 400), st.integers(-12, 12))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGE, max_size=8))
def test_after_any_moves_and_corrections_each_night_is_slept_once(stay, dora, host, changes):
    """Whatever is accepted: from the entry to today, nobody is missed and nobody is counted twice."""
    with transaction.atomic():
        for kind, number, days in changes:
            try:
                with transaction.atomic():
                    _change(stay, dora, host, kind, number, days)
                    check_now()
            except (DatabaseError, ValidationError):
                stay.refresh_from_db()
        assert all(slept == every_night(stay.started_on, TODAY) for slept in nights(stay).values())
        assert len(nights(stay)) == 3
        transaction.set_rollback(True)
    stay.refresh_from_db()


def _change(stay, by, host, kind, number, days):
    if kind == "move":
        actions.transfer(stay=stay, places=[flat(host)], on=min(stay.started_on + (number % 100) * DAY, TODAY), by=by)
    else:
        written = days_written(stay)
        which, before = written[number % len(written)]
        correct(stay, which, before, min(before + days * DAY, TODAY), by)

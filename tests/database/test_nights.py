"""The database refuses: one place or one human twice on one night, and stays that end before they start."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from beneficiaries import actions as people
from beneficiaries.models import Person
from housing import actions as homes
from housing.models import Occupant, PlaceUse
from tests import factories
from tests.database.bare_sql import DAY, refused, sql


@pytest.fixture
def stay(rossi, host, home, dora):
    made = homes.plan_stay(household=rossi, host=host, places=[home], entry_on=DAY, until=None, by=dora)
    homes.hand_over_keys(stay=made, on=DAY, by=dora)
    return made


@pytest.fixture
def use(stay):
    return stay.uses.get()


USE = """INSERT INTO housing_placeuse
    (place_id, unit_id, letting, kind, starts_on, ends_on, is_cancelled, reason, cost_centre, reference, excess,
     excess_reason, version, household_id, stay_id)
    SELECT id, unit_id, letting, %(kind)s, %(starts)s, %(ends)s, false, 'prova', '', '', 0, '', 1, %(household)s, NULL
    FROM housing_place WHERE id = %(place)s"""


def take(place, starts, ends=None, kind="closure", household=None):
    return sql(USE, place=place.pk, starts=starts, ends=ends, kind=kind, household=household)


@pytest.mark.parametrize("kind", ["closure", "turnaround", "hold"])
def test_a_place_is_not_used_twice_on_one_night(stay, home, kind, alice):
    other = factories.household(alice).pk if kind == "hold" else None
    assert refused(take(home, DAY + timedelta(days=5), kind=kind, household=other))
    assert take(home, DAY - timedelta(days=9), DAY, kind, other) is None  # up to the day of entering


def test_a_place_is_free_on_the_day_of_leaving(stay, home, dora):
    type(home.unit).objects.update(turnaround_days=0)
    homes.end_stay(stay=stay, on=date(2026, 2, 2), reason="VOLUNTARY", destination="ABROAD", by=dora)
    assert take(home, date(2026, 2, 2)) is None
    assert stay.nights == 3


def test_what_fell_through_takes_nothing(rossi, host, home, dora):
    planned = homes.plan_stay(household=rossi, host=host, places=[home], entry_on=DAY, until=None, by=dora)
    homes.cancel_stay(stay=planned, by=dora)
    assert take(home, DAY) is None


def test_a_flat_is_not_let_whole_and_by_beds_at_one_time(stay, home):
    a_bed = factories.PlaceFactory(unit=home.unit, letting="beds", name="Letto 1", beds=1)
    assert refused(take(a_bed, DAY + timedelta(days=1)))
    assert take(a_bed, DAY - timedelta(days=30), DAY) is None


def test_a_use_is_of_its_place_s_flat(stay, use, home):
    other = factories.flat()
    assert sql("UPDATE housing_placeuse SET unit_id = %(unit)s WHERE id = %(use)s", unit=other.unit_id, use=use.pk)


OCCUPANT = """INSERT INTO housing_occupant (place_use_id, household_id, person_id, human, starts_on, ends_on, in_cot)
    SELECT %(use)s, %(household)s, id, human, %(starts)s, %(ends)s, %(cot)s
    FROM beneficiaries_person WHERE id = %(person)s"""


def sleep(use, person, starts=DAY, ends=None, cot=False, household=None):
    household = household or use.household_id
    return sql(OCCUPANT, use=use.pk, household=household, person=person.pk, starts=starts, ends=ends, cot=cot)


def another_use(alice, host, dora):
    """A place elsewhere, of another household, from the same day."""
    theirs = factories.household(alice)
    elsewhere = homes.plan_stay(
        household=theirs, host=host, places=[factories.flat(host)], entry_on=DAY, until=None, by=dora
    )
    return elsewhere.uses.get()


def test_one_human_is_not_in_two_beds_on_one_night(stay, rossi, host, dora, alice):
    second = another_use(alice, host, dora)
    guest = rossi.people.first()
    sql(
        "INSERT INTO beneficiaries_householdmembership (household_id, person_id, kinship, is_head, starts_on, ends_on)"
        " VALUES (%(h)s, %(p)s, 99, false, '2020-01-01', '2020-01-02')",
        h=second.household_id,
        p=guest.pk,
    )
    assert refused(sleep(second, guest))


def test_rows_linked_as_one_human_are_not_in_two_beds_either(stay, rossi, host, dora, alice):
    second = another_use(alice, host, dora)
    twin = Person.objects.get(household_id=second.household_id)
    assert refused(
        sql(
            "UPDATE beneficiaries_person SET human = %(human)s WHERE id = %(id)s",
            human=rossi.people.first().human,
            id=twin.pk,
        )
    )


def test_nobody_sleeps_outside_the_days_of_the_use(use):
    guest = use.occupants.first()
    before = "UPDATE housing_occupant SET starts_on = %(day)s WHERE id = %(id)s"
    assert refused(sql(before, day=DAY - timedelta(days=1), id=guest.pk))
    shorter = "UPDATE housing_placeuse SET ends_on = %(day)s WHERE id = %(id)s"
    assert refused(sql(shorter, day=DAY + timedelta(days=3), id=use.pk))


def test_more_people_than_beds_only_with_a_recorded_excess(use, rossi, dora):
    people.add_member(household=rossi, person=factories.PersonFactory.build(), by=dora, since=DAY)
    fifth = rossi.people.order_by("-pk").first()
    assert refused(sleep(use, fifth))
    assert sleep(use, fifth, cot=True) is None
    Occupant.objects.filter(person=fifth).delete()
    assert refused(sql("UPDATE housing_placeuse SET excess = 1 WHERE id = %(id)s", id=use.pk))
    PlaceUse.objects.filter(pk=use.pk).update(excess=1, excess_by=dora, excess_reason="Nonna in visita lunga")
    assert sleep(use, fifth) is None


def test_an_occupant_belongs_to_the_household_of_the_use(use, alice):
    stranger = factories.household(alice).people.get()
    assert refused(sleep(use, stranger))
    assert sleep(use, stranger, household=stranger.household_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE housing_placeuse SET ends_on = starts_on - 1",
        "UPDATE housing_stay SET state = 'ended', ended_on = started_on - 1, exit_reason = 'OTHER',"
        " destination = 'ERP'",
        "UPDATE housing_occupant SET ends_on = starts_on - 1",
        "UPDATE beneficiaries_householdmembership SET ends_on = starts_on - 1",
    ],
)
def test_nothing_ends_before_it_starts(stay, statement):
    assert refused(sql(statement))


def test_a_running_stay_has_its_first_day_and_an_ended_one_its_last(stay):
    assert refused(sql("UPDATE housing_stay SET started_on = NULL"))
    assert refused(sql("UPDATE housing_stay SET state = 'ended'"))


def test_a_household_has_one_open_stay(stay, rossi, host, dora):
    with pytest.raises(DatabaseError), transaction.atomic():
        homes.plan_stay(household=rossi, host=host, places=[factories.flat(host)], entry_on=DAY, until=None, by=dora)


def test_a_stay_that_has_ended_keeps_no_home(stay, rossi, host, home, dora):
    type(home.unit).objects.update(turnaround_days=0)
    homes.end_stay(stay=stay, on=date(2026, 2, 2), reason="VOLUNTARY", destination="ABROAD", by=dora)
    kept = "A stay that has ended keeps no home: load the page again."
    assert sql("UPDATE housing_placeuse SET ends_on = NULL") == kept
    assert sql("UPDATE housing_placeuse SET ends_on = ends_on + 1") == kept
    assert sql("UPDATE housing_stay SET ended_on = ended_on - 1") == kept
    planned = homes.plan_stay(
        household=rossi, host=host, places=[home], entry_on=DAY.replace(year=2027), until=None, by=dora
    )
    assert sql("UPDATE housing_stay SET state = 'cancelled' WHERE id = %(id)s", id=planned.pk) == kept

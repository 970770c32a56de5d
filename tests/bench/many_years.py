"""A house lived in for twenty years, written by the database itself: the same homes, with few others or with many.

Rows are like an example that was lived by the house's own actions, but for the columns named here. While they are
written no trigger runs; what the triggers say of them is asked afterwards.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from beneficiaries.models import HouseholdAccess, Person
from housing import actions
from housing.models import Absence, Place
from tests import factories
from wemix.access import Role

YEARS = 20
FIRST = 1000  # keys below are the examples'
OF_A_BUILDING = 10  # seven flats, and three beds of a shared one
DRAWN = """
CREATE TEMP TABLE drawn AS
WITH turns AS (
    SELECT place, turn, 180 + (place * 7919 + turn * 104729) %% 720 AS days, 1 + (place + turn) %% 20 AS gap
    FROM generate_series(1, %(places)s) place, generate_series(1, 100) turn
), dated AS (
    SELECT place, days, gap,
        %(opened)s + place %% 90 + (sum(days + gap) OVER (PARTITION BY place ORDER BY turn))::int - days - gap starts_on
    FROM turns
)
SELECT %(first)s + row_number() OVER (ORDER BY starts_on, place) AS id, %(first)s + place AS place, starts_on,
    CASE WHEN starts_on + days <= %(today)s THEN starts_on + days END AS ends_on, gap, days,
    CASE WHEN place %% 10 IN (8, 9, 0) THEN 1 ELSE 1 + (place + days) %% 4 END AS people
FROM dated WHERE starts_on <= %(today)s
"""


class House:
    """So many places; `asked` are the first fifty, the same in every house."""

    def __init__(self, places):
        self.host = factories.OrganisationFactory(host=True)
        self.coordinator = factories.UserFactory(role=Role.COORDINATOR, organisation=self.host)
        self._examples()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(DRAWN, self._said(places))
            self._homes(cursor, places)
            self._people(cursor)
            self._stays(cursor)
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("VACUUM ANALYZE")
            self._ask_the_triggers(cursor)
        self.asked = Place.objects.filter(pk__gt=FIRST, pk__lte=FIRST + 50)
        slept = Person.objects.filter(nights__place_use__place__in=self.asked)
        self.people = list(slept.order_by("-nights__starts_on", "nights__place_use__place", "pk")[:100:10])

    def _said(self, places):
        today = timezone.localdate()
        opened = today.replace(day=1) - timedelta(days=round(YEARS * 365.25))
        return {"places": places, "first": FIRST, "today": today, "opened": opened}

    def _examples(self):
        """A flat and a bed, a household of two that lives in the flat, an absence, and the days after a stay."""
        self.flat, self.bed = factories.flat(self.host), factories.bed(self.host)
        worker, by = factories.UserFactory(), self.coordinator
        today = timezone.localdate()
        referral = factories.referral(self.host, worker=worker, until="housed", coordinator=by, place=self.flat)
        self.household, self.stay = referral.household, referral.stay
        self.member = self.household.memberships.get()
        absence = Absence(stay=self.stay, household=self.household, person=self.member.person, starts_on=today)
        absence.kind, absence.ends_on = "family", today + timedelta(days=1)
        actions.save_absence(absence=absence, fields=[], by=by)
        self.absence, self.use = absence, self.stay.uses.get()
        self.closure = actions.close_place(
            place=self.bed, starts_on=today, ends_on=today + timedelta(days=1), reason="Pulizie", by=by
        )

    def _homes(self, cursor, places):
        buildings = f"generate_series({FIRST}, {FIRST + places // OF_A_BUILDING - 1}) n"
        flats, beds = "generate_series(0, 6) i", "generate_series(7, 9) i"
        flat, shared = f"({FIRST} + (n - {FIRST}) * 8 + i)", f"({FIRST} + (n - {FIRST}) * 8 + 7)"
        place = f"({FIRST} + (n - {FIRST}) * {OF_A_BUILDING} + i + 1)"
        like(cursor, self.flat.unit.building, buildings, id="n", name="'Casa ' || n", code="'casa-' || n")
        like(cursor, self.flat.unit, f"{buildings}, {flats}", id=flat, building_id="n", name="'Alloggio ' || i")
        like(cursor, self.bed.unit, buildings, id=shared, building_id="n", name="'Comune'")
        like(cursor, self.flat, f"{buildings}, {flats}", id=place, unit_id=flat)
        like(cursor, self.bed, f"{buildings}, {beds}", id=place, unit_id=shared, name="'Letto ' || i")

    def _people(self, cursor):
        access = HouseholdAccess.objects.get(household=self.household, organisation=self.host)
        like(cursor, self.household, "drawn", id="drawn.id", name="'Finti ' || drawn.id", pseudonym=PSEUDONYM)
        like(cursor, access, "drawn", id="drawn.id", household_id="drawn.id")
        like(cursor, self.member.person, SLEEPERS, id=PERSON, household_id="drawn.id", human=HUMAN)
        like(
            cursor,
            self.member,
            SLEEPERS,
            id=PERSON,
            household_id="drawn.id",
            person_id=PERSON,
            is_head="i = 1",
            starts_on="drawn.starts_on",
        )

    def _stays(self, cursor):
        own, dates = {"household_id": "drawn.id"}, {"starts_on": "drawn.starts_on", "ends_on": "drawn.ends_on"}
        home = {"place_id": "place", "unit_id": "at.unit_id", "letting": "at.letting"}
        places = "drawn JOIN housing_place at ON at.id = place"
        over = "drawn.ends_on IS NULL"
        like(
            cursor,
            self.stay,
            "drawn",
            id="drawn.id",
            state=f"CASE WHEN {over} THEN 'running' ELSE 'ended' END",
            planned_from="drawn.starts_on",
            planned_until="drawn.starts_on + days",
            started_on="drawn.starts_on",
            ended_on="drawn.ends_on",
            exit_reason=f"CASE WHEN {over} THEN '' ELSE 'GOALS_REACHED' END",
            destination=f"CASE WHEN {over} THEN '' ELSE 'RENT_MARKET' END",
            **own,
        )
        like(cursor, self.use, places, id="drawn.id", stay_id="drawn.id", **own, **home, **dates)
        ready = {"starts_on": "drawn.ends_on", "ends_on": "drawn.ends_on + gap"}
        like(cursor, self.closure, f"{places} AND NOT {over}", id="10000000 + drawn.id", **TURNAROUND, **home, **ready)
        sleeper = {"person_id": PERSON, "human": HUMAN, "id": PERSON}
        occupant = self.use.occupants.get()
        like(cursor, occupant, SLEEPERS, place_use_id="drawn.id", in_cot="i = 4", **own, **sleeper, **dates)
        away = {"starts_on": "drawn.starts_on + 20", "ends_on": "drawn.starts_on + 27"}
        some = f"{SLEEPERS} AND i = 1 AND drawn.id % 3 = 0 AND NOT {over}"
        like(cursor, self.absence, some, stay_id="drawn.id", **own, **sleeper, **away)

    def _ask_the_triggers(self, cursor):
        """Of every hundredth row: each check that waits for the end of a transaction."""
        for table in ("housing_occupant", "housing_placeuse", "housing_absence"):
            cursor.execute(f"UPDATE {table} SET starts_on = starts_on WHERE id % 100 = 0")


SLEEPERS = "drawn JOIN generate_series(1, 4) i ON i <= people"
PERSON = "(drawn.id * 4 + i)"
HUMAN = f"md5({PERSON}::text)::uuid"
PSEUDONYM = "upper(left(md5(drawn.id::text), 12))"
TURNAROUND = {"kind": "'turnaround'", "stay_id": "NULL", "household_id": "NULL"}


def like(cursor, example, source, **columns):
    """A row like the example for each row of the source, but for these columns."""
    fields = [field for field in example._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(columns.get(field.column, f'example."{field.column}"') for field in fields)
    table = example._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} JOIN {table} example ON example.id = {example.pk}"
    )

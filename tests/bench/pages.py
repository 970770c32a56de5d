"""The pages of matching: with 2,000 households and 300 homes, against 20 and 3.

Time on the clock, for the database works too; the best of a few, and both sizes in turn.
"""

from datetime import timedelta
from random import Random
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Household, HouseholdMembership, Need, Person
from beneficiaries.models.need import NeedKind
from housing.models import Building, Place, Unit
from referrals.models import Referral
from referrals.states import State
from tests.bench.databases import copies
from tests.bench.measure import Line
from tests.factories import OrganisationFactory, UserFactory
from wemix.access import Role

SMALL, LARGE = (20, 3), (2000, 300)
PAGES = {
    "waiting": "the waiting list",
    "homes": "homes to assign",
    "match": "homes for one household",
    "households": "households for one home",
    "plan": "the plan",
}
TIMES = 3
MOST = 10


def lines():
    with copies("pages"):
        small, large = (_House(*size, seed) for seed, size in enumerate((SMALL, LARGE)))
        for name, said in PAGES.items():
            yield _page(name, said, small, large)


def _page(name, title, small, large):
    for house in (small, large):
        house.look(name)  # what is reckoned once is reckoned now
    times = [(small.look(name)[0], large.look(name)[0]) for _ in range(TIMES)]
    quick, slow = (min(each) for each in zip(*times, strict=True))
    queries = small.look(name)[1], large.look(name)[1]
    said = f"{quick * 1e3:.0f} ms, {slow * 1e3:.0f} ms; {queries[0]} queries, {queries[1]}"
    extra = " MORE QUERIES" if queries[0] != queries[1] else ""
    return Line(f"{title}: 2,000 × 300 ÷ 20 × 3", said + extra, slow / quick, MOST)


class _House:
    """A hosting body with so many households on its waiting list and so many homes, written in bulk."""

    def __init__(self, households, homes, seed):
        self.dice = Random(seed)
        self.host = OrganisationFactory(host=True)
        self.coordinator = UserFactory(role=Role.COORDINATOR, organisation=self.host)
        self.worker = UserFactory()
        self.places = self._homes(homes)
        self.referrals = self._waiting(households)
        self.browser = Client(headers={"host": "localhost"})
        self.browser.force_login(self.coordinator)

    def look(self, name):
        """(seconds, queries) of the first page."""
        rows = {"match": [self.referrals[0].pk], "households": [self.places[0].pk]}
        url = reverse(f"referrals:{name}", args=rows.get(name, []))
        with CaptureQueriesContext(connection) as seen:
            start = perf_counter()
            answer = self.browser.get(url)
            seconds = perf_counter() - start
        assert answer.status_code == 200, answer.status_code
        return seconds, len(seen)

    def _homes(self, count):
        building = Building.objects.create(host=self.host, name=f"Casa {self.host.pk}")
        units = Unit.objects.bulk_create(
            Unit(
                building=building,
                name=f"Alloggio {number}",
                floor=number % 4,
                lift=self._answer(),
                step_free=self._answer(),
                quiet=self._answer(),
                pets=self._answer(),
                smoking=self._answer(),
            )
            for number in range(count)
        )
        return Place.objects.bulk_create(
            Place(unit=unit, letting=unit.letting, beds=self.dice.randint(1, 6)) for unit in units
        )

    def _waiting(self, count):
        body, today = self.worker.organisation, timezone.localdate()
        households = Household.objects.bulk_create(
            Household(organisation=body, worker=self.worker, registered_by=self.worker, name=f"Finti {number}")
            for number in range(count)
        )
        people = Person.objects.bulk_create(
            Person(
                household=household,
                first_name=f"Prova {number}",
                last_name=household.name,
                born_on=today - timedelta(days=self.dice.randint(200, 20_000)),
            )
            for household in households
            for number in range(self.dice.randint(1, 5))
        )
        HouseholdMembership.objects.bulk_create(
            HouseholdMembership(household=person.household, person=person, starts_on=today) for person in people
        )
        Need.objects.bulk_create(
            Need(household=household, kind=kind, answer=self._answer()) for household in households for kind in NeedKind
        )
        return Referral.objects.bulk_create(self._referral(household, today) for household in households)

    def _referral(self, household, today):
        urgency = self.dice.choice([1, 2, 3, 3, 3])
        pressing = {"urgency_reason": "Sfratto", "urgency_until": today + timedelta(days=60)} if urgency < 3 else {}
        return Referral(
            household=household,
            sender=household.organisation,
            host=self.host,
            state=State.WAITING,
            written_by=self.worker,
            main_reason="EVICTION_ARREARS",
            sleeps_now="Da parenti",
            notice_on=today,
            submitted_at=timezone.now(),
            waiting_since=today - timedelta(days=self.dice.randint(0, 300)),
            decided_by=self.coordinator,
            decided_at=timezone.now(),
            urgency=urgency,
            **pressing,
        )

    def _answer(self):
        return self.dice.choice(["YES", "NO", "NO", "NO", "UNKNOWN"])

"""What waits on the page of today is a fact with a key of its own: new at each stage, and without a name."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beneficiaries.models import DiaryEntry, IdentityDocument, ResidencePermit
from tests.factories import flat, referral
from tests.stays import housed
from tests.world import NAMES, build
from wemix import sockets
from wemix.models import User
from wemix.sockets import nearing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def facts(user, kind=""):
    return [task.fact(row) for task in sockets.today.gather(user) for row in task.rows if task.kind.startswith(kind)]


def test_each_row_has_one_key_of_ids_and_codes_only():
    build()
    for user in User.objects.all():
        found = facts(user)
        assert len(found) == len(set(found)), user.role
        for key in found:
            assert re.fullmatch(r"[a-z]+\.[a-z_]+(:[a-z0-9-]+)+", key) and len(key) <= 80
            assert not any(name.lower() in key for name in NAMES)


@pytest.mark.parametrize(
    ("left", "stage"), [(90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (1, 30), (0, 30), (-1, 0), (-99, 0)]
)
def test_a_day_that_comes_nearer_is_a_new_fact_at_each_stage(left, stage):
    day = TODAY + left * DAY
    told = nearing(7, day, (90, 60, 30))
    assert told == {"of": f"7:{day}:{stage}", "due": day, "arose": day - stage * DAY}


@pytest.fixture
def known(rossi, host):
    referral(host, of=rossi, until="submitted")
    return rossi


def permit(household, days, **said):
    person = household.people.order_by("pk").first()
    return ResidencePermit.objects.create(
        person=person, household=household, type="ASYLUM", valid_through=TODAY + days * DAY, **said
    )


@pytest.mark.parametrize(("days", "waits"), [(91, False), (90, True), (-400, True)])
def test_a_permit_is_told_ninety_days_before_to_who_is_in_charge_and_to_the_team(
    known, alice, bob, olga, charlie, carlo, days, waits
):
    permit(known, days)
    told = [len(facts(user, "papers.permit")) for user in (alice, olga, bob, charlie, carlo)]
    assert told == [waits, waits, 0, 0, 0]


@pytest.mark.parametrize("said", [{"status": "RENEWAL_PENDING"}, {"is_current": False}])
def test_a_permit_in_renewal_and_an_old_one_are_told_to_nobody(known, alice, said):
    permit(known, 10, **said)
    assert facts(alice, "papers.permit") == []


def test_of_who_has_a_document_that_lasts_longer_the_old_one_does_not_matter(known, alice):
    person = known.people.order_by("pk").first()
    said = {"person": person, "household": known, "kind": "PASSPORT"}
    IdentityDocument.objects.create(number="A1", valid_through=TODAY + 20 * DAY, **said)
    assert len(facts(alice, "papers.document")) == 1
    IdentityDocument.objects.create(number="A2", valid_through=TODAY + 900 * DAY, **said)
    assert facts(alice, "papers.document") == []


def test_a_file_is_silent_after_thirty_days_without_a_note_of_the_team(alice, host, dora, olga):
    stay = housed(alice, host, dora, days=40)
    assert len(facts(olga, "households.silent")) == 1 and facts(alice, "households.silent") == []
    said = {"household": stay.household, "text": "Telefonata."}
    DiaryEntry.objects.create(organisation=alice.organisation, by=alice, **said)
    assert len(facts(olga, "households.silent")) == 1  # what the sender writes is not a word of the team
    DiaryEntry.objects.create(organisation=host, by=dora, readers="author", **said)
    assert facts(olga, "households.silent") == []


def test_a_flat_is_idle_after_fourteen_days(alice, host, dora, olga):
    housed(alice, host, dora)
    empty = flat(host)
    assert facts(olga, "homes.idle") == [f"homes.idle:{empty.unit_id}:none"]


def test_fifty_rows_cost_what_one_does(alice, host, dora, olga):
    def asked(user):
        with CaptureQueriesContext(connection) as seen:
            assert len(facts(user, "papers.permit")) == len(ResidencePermit.objects.all())
        return len(seen)

    stays = [housed(alice, host, dora, days=40)]
    permit(stays[0].household, 10)
    facts(olga)
    before = asked(olga)
    for _ in range(3):
        stays.append(housed(alice, host, dora, days=40))
        permit(stays[-1].household, 10)
    assert asked(olga) == before

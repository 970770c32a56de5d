"""The report of hours: what the City and the funders are told, of work and of nobody who was helped."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from beneficiaries import actions
from beneficiaries.models import Denial, DiaryEntry
from tests.factories import UserFactory, household, referral
from wemix.access import Role

MONTH, KIND, WHO, HOURS = "Mese", "Tipo di lavoro", "Codice dell'operatore", "Ore"
YEAR = timezone.localdate().year


def rows(client, **query):
    text = b"".join(client.get("/rapporti/ore/scarica.csv", query)).decode("utf-8-sig")
    return [tuple(row.values()) for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")]


@pytest.fixture
def work(host, alice, olga):
    def written(minutes, kind="visit", by=olga, month=1, day=15, **said):
        of = household(alice)
        referral(host, of=of, until="submitted")
        at = timezone.make_aware(datetime(YEAR, month, day, 10))
        said = {"happened_at": at, "minutes": minutes, "text": "Vista da Rossifinti", "kind": kind} | said
        entry = DiaryEntry(household=of, **said)
        act = actions.write_incident if kind == "incident" else actions.write_diary
        act(entry=entry, by=by)
        return entry

    return written


def test_minutes_become_hours_by_month_kind_and_operator(client, mara, work, host, olga):
    oscar = UserFactory(role=Role.OPERATOR, organisation=host)
    for minutes, said in [
        (50, {}),
        (40, {"readers": "author"}),
        (30, {"kind": "call"}),
        (60, {"by": oscar}),
        (90, {"month": 2, "day": 1}),
        (None, {}),
    ]:
        work(minutes, **said)
    client.force_login(mara)
    mine, theirs = f"OP-{olga.pk}", f"OP-{oscar.pk}"
    assert sorted(rows(client)) == sorted(
        [
            (f"01/{YEAR}", "visita in casa", mine, "1,50"),
            (f"01/{YEAR}", "telefonata", mine, "0,50"),
            (f"01/{YEAR}", "visita in casa", theirs, "1,00"),
            (f"02/{YEAR}", "visita in casa", mine, "1,50"),
        ]
    )
    with translation.override("it"):
        page = client.get("/rapporti/ore/")
        assert next(iter(page.context["totals"])).value == pytest.approx(4.5)
    assert page.context["table"].page.paginator.count == 4
    assert [row[3] for row in rows(client, kind="call")] == ["0,50"]


def test_a_month_is_the_day_on_which_it_happened_in_turin(client, mara, work):
    late = timezone.make_aware(datetime(YEAR, 1, 31, 23, 30))
    work(60, happened_at=late)
    client.force_login(mara)
    assert [row[0] for row in rows(client)] == [f"01/{YEAR}"]
    assert rows(client, first=f"{YEAR}-02-01") == []


def test_it_names_nobody_and_tells_no_incident(client, mara, dora, work, olga):
    work(60)
    work(30, kind="incident", harm="nobody", text="Lite segreta")
    client.force_login(mara)
    shown = client.get("/rapporti/ore/").content.decode() + str(rows(client))
    for word in ("ossifinti", "Lite", "evento critico", "Educatrice"):
        assert word not in shown
    assert sorted(row[1] for row in rows(client)) == ["riservato", "visita in casa"]


def test_a_total_is_the_bodys_whoever_looks_and_no_other_bodys(client, mara, dora, alice, dario, work, olga):
    entry = work(60)
    work(60, by=alice, readers="sender")
    Denial.objects.create(user=dora, person=entry.household.people.first(), household=entry.household, by=olga)
    said = []
    for user in (mara, dora):
        client.force_login(user)
        said.append(rows(client))
    assert said[0] == said[1] and [row[2] for row in said[0]] == [f"OP-{olga.pk}"]
    client.force_login(dario)
    assert rows(client) == []


def test_what_came_before_or_after_the_period_is_not_counted(client, mara, work):
    work(60, happened_at=timezone.now() - timedelta(days=800))
    client.force_login(mara)
    assert rows(client) == []

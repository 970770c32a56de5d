"""The log of looks: sentences without a case in them, for the officer alone."""

import ast
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.log_words import WORDS
from referrals.views import log as page_of_log
from tests.factories import referral
from wemix import audit
from wemix.models import AuditEntry

LOOK = audit.Action.LOOK


@pytest.fixture
def read(client, otto):
    client.force_login(otto)

    def get(**query):
        return client.get("/registro/", query)

    return get


def sentences(answer):
    return [line["sentence"] for line in answer.context["lines"]]


def test_a_look_is_a_sentence_with_who_when_and_the_number_of_the_household(read, alice, rossi):
    audit.record(LOOK, "household.page", rossi, by=alice)
    page = read(user=alice.pk, action="look").content.decode()
    assert "consultazione: la pagina del nucleo" in page
    assert str(alice) in page
    assert f">{rossi.pk}<" in page


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("write_letter", "referral.letter"),
        ("complain", "referral.page"),
        ("complaint_answer", "complaint.page"),
    ],
)
def test_a_form_that_shows_a_case_is_a_look(client, host, rossi, dora, name, verb):
    made = referral(host, of=rossi, until="waiting", coordinator=dora)
    said = {"received_on": made.waiting_since, "from_whom": "household", "who": "", "text": "Rumori"}
    complaint = actions.register_complaint(referral=made, by=dora, **said)
    client.force_login(dora)
    url = reverse(f"referrals:{name}", args=[(complaint if name == "complaint_answer" else made).pk])
    looks = AuditEntry.objects.filter(action="look", user_id=dora.pk, household_id=rossi.pk, verb=verb)
    assert client.get(url).status_code == 200 and looks.count() == 1
    assert client.post(url, {}).status_code == 422 and looks.count() == 1


def test_the_log_tells_nothing_of_a_case(read, client, rossi, alice, dora, olga, host, home, otto):
    made = referral(host, of=rossi, until="housed", coordinator=dora, place=home)
    client.force_login(olga)
    client.get(f"/segnalazioni/{made.pk}/")
    client.force_login(otto)
    text = read().content.decode()
    assert f">{rossi.pk}<" in text
    for person in rossi.people.all():
        assert person.last_name not in text
    assert home.unit.name not in text


@pytest.mark.parametrize("role", ["alice", "olga", "carlo", "dora", "mara", "tecla"])
def test_only_the_officer_reads_the_log(db, client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get("/registro/").status_code == 403


def test_the_log_is_narrowed_by_period_act_person_and_household(read, alice, bob, rossi):
    audit.record(LOOK, "household.page", rossi, by=alice)
    audit.record(audit.Action.SEARCH, "search", by=bob)
    today = timezone.localdate()
    assert len(sentences(read(user=alice.pk, household=rossi.pk, action="look"))) == 1
    assert len(sentences(read(user=bob.pk))) == 1
    assert sentences(read(user=bob.pk, household=rossi.pk)) == []
    assert sentences(read(user=bob.pk, first=today + timedelta(days=1), last=today + timedelta(days=2))) == []
    assert read(household="abc").status_code == 422


@pytest.mark.parametrize("sort", ["at", "-at"])
def test_the_log_goes_on_where_the_page_ended(read, alice, monkeypatch, sort):
    monkeypatch.setattr(page_of_log, "ROWS", 3)
    at = timezone.now()
    for number in range(7):  # three at one moment: none is lost between pages, none is shown twice
        AuditEntry.objects.bulk_create(
            [AuditEntry(at=at - timedelta(seconds=number // 3), user_id=alice.pk, action="look", verb=f"v{number}")]
        )
    seen, url = [], f"/registro/?user={alice.pk}&action=look&sort={sort}"
    while url:
        answer = read_url(read, url)
        seen += [line["entry"] for line in answer.context["lines"]]
        url = answer.context["more"] and f"/registro/{answer.context['more']}"
    assert sorted(entry.verb for entry in seen) == [f"v{number}" for number in range(7)]
    days = [entry.at for entry in seen]
    assert days == sorted(days, reverse=sort == "-at")


def read_url(read, url):
    return read(**dict(parse_qsl(urlsplit(url).query)))


def test_the_log_is_turned_by_its_head_and_keeps_what_was_asked(read, alice):
    for verb in ("first", "last"):
        audit.record(LOOK, verb, by=alice)
    answer = read(user=alice.pk, action="look")
    assert [line["entry"].verb for line in answer.context["lines"]] == ["last", "first"]
    turned = read_url(read, f"/registro/{answer.context['turned']}")
    assert [line["entry"].verb for line in turned.context["lines"]] == ["first", "last"]
    assert 'aria-sort="ascending"' in turned.content.decode()


@pytest.mark.parametrize("mark", ["x", "2026-01-01_x", "_", "2026-01-01T00:00:00_6fa459ea-ee8a-3ca4-894e-db77e160355e"])
def test_a_mark_that_cannot_be_read_is_the_first_page(read, mark):
    assert read(after=mark).status_code == 200


def test_looking_at_the_log_is_in_the_log(read, otto):
    read()
    assert "consultazione: questo registro" in sentences(read(user=otto.pk))


def test_fifty_lines_cost_no_more_queries_than_one(read, alice, bob, charlie):
    counts = []
    for more in (1, 49):
        for number in range(more):
            audit.record(LOOK, "search", by=(alice, bob, charlie)[number % 3])
        read(action="look")  # what is cached for a while is in the cache
        with CaptureQueriesContext(connection) as queries:
            read(action="look")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def verbs_of_the_house():
    """Every code that a line of ours writes into the log, read from the source."""
    for floor in ("wemix", "beneficiaries", "housing", "referrals"):
        for path in Path(settings.BASE_DIR, floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node, "func", None) and getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("record", "record_apart") and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                    yield node.args[1].value


def test_every_act_has_its_words():
    assert set(verbs_of_the_house()) - WORDS.keys() == set(), "Say them for people, in referrals/log_words.py"

"""The diary on its pages: who reads which entry, and a note written once."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Denial, DiaryEntry
from beneficiaries.plugs import projects as project_plugs
from tests import factories
from tests.constraints import check_now
from tests.factories import UserFactory
from tests.queries import queries_of
from wemix.access import Role
from wemix.models import AuditEntry


@pytest.fixture
def referred(rossi, host):
    factories.referral(host, of=rossi, until="submitted")
    return rossi


@pytest.fixture
def oscar(host):
    """Olga's colleague."""
    return UserFactory(first_name="Oscar", last_name="Educatore", organisation=host, role=Role.OPERATOR)


def written(household, by, text, readers="team", **said):
    entry = DiaryEntry(household=household, text=text, readers=readers, **said)
    actions.write_diary(entry=entry, by=by)
    return entry


def diary(household, name="diary"):
    return reverse(f"beneficiaries:{name}", args=[household.pk])


def note(**said):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    plain = {"text": "Ha chiamato la scuola", "readers": "team", "kind": "note", "happened_at": now}
    return {"once": str(uuid.uuid4())} | plain | said


READS = {  # who reads which of the six entries
    "olga": {"olga-author", "olga-team", "olga-sender", "alice-sender"},
    "oscar": {"olga-team", "olga-sender", "alice-sender"},
    "dora": {"olga-author", "olga-team", "olga-sender", "alice-sender"},
    "alice": {"olga-sender", "alice-author", "alice-team", "alice-sender"},
    "bob": {"olga-sender", "alice-team", "alice-sender"},
}


@pytest.mark.parametrize("reader", READS)
def test_each_reads_what_was_written_for_them(client, request, referred, olga, alice, oscar, reader):
    entries = {f"{by.first_name.lower()}-{readers}" for by in (olga, alice) for readers in ("author", "team", "sender")}
    for by in (olga, alice):
        for readers in ("author", "team", "sender"):
            written(referred, by, f"{by.first_name.lower()}-{readers}", readers)
    client.force_login(request.getfixturevalue(reader))
    shown = client.get(diary(referred)).content.decode()
    assert {text for text in entries if text in shown} == READS[reader]


@pytest.mark.parametrize("outsider", ["charlie", "dario"])
@pytest.mark.parametrize("name", ["diary", "diary_add"])
def test_a_stranger_finds_no_diary(client, request, referred, outsider, name):
    client.force_login(request.getfixturevalue(outsider))
    assert client.get(diary(referred, name)).status_code == 404
    assert client.post(diary(referred, "diary_add"), note()).status_code == 404


@pytest.mark.parametrize("outsider", ["carlo", "mara", "otto", "tecla"])
def test_who_reads_no_case_file_has_no_diary(client, request, referred, outsider):
    client.force_login(request.getfixturevalue(outsider))
    assert client.get(diary(referred)).status_code == 403
    assert project_plugs.household_panels(referred, request.getfixturevalue(outsider)) == []


def test_who_is_denied_finds_no_diary(client, referred, olga, dora):
    Denial.objects.create(user=olga, person=referred.people.first(), household=referred, by=dora)
    client.force_login(olga)
    assert client.get(diary(referred)).status_code == 404


def test_a_colleague_of_a_protected_household_reads_only_her_own(client, host, alice, bob, olga):
    secret = factories.household(alice, secret=True)
    factories.referral(host, of=secret, until="submitted")
    written(secret, olga, "Visita in via segreta", "sender")
    written(secret, alice, "Del Polo", "team")
    written(secret, bob, "Di Bob", "team")
    client.force_login(bob)
    shown = client.get(diary(secret)).content.decode()
    assert "Di Bob" in shown
    assert "segreta" not in shown
    assert "Del Polo" not in shown


def test_a_note_opens_for_its_author_and_the_coordinator(client, referred, olga):
    client.force_login(olga)
    opened = client.get(diary(referred, "diary_add"))
    assert opened.context["form"]["readers"].value() == "author"
    assert "La leggono: chi scrive e il coordinamento" in opened.content.decode()
    assert "data-waits" in opened.content.decode() and "data-draft" in opened.content.decode()


def test_a_note_is_written_once(client, referred, olga):
    client.force_login(olga)
    typed = note()
    first, second = (client.post(diary(referred, "diary_add"), typed) for _ in range(2))
    assert first.url == second.url == diary(referred)
    entry = DiaryEntry.objects.get()
    assert (entry.by, entry.organisation, entry.readers) == (olga, olga.organisation, "team")
    assert "La leggono: l&#x27;équipe" in client.get(diary(referred)).content.decode()


def test_the_log_holds_no_word_of_a_note(client, referred, olga):
    client.force_login(olga)
    client.post(diary(referred, "diary_add"), note())
    client.get(diary(referred))
    rows = AuditEntry.objects.filter(household_id=referred.pk, verb__in=["diary.write", "household.diary"])
    assert rows.count() == 2
    assert not [row for row in rows.values() if "scuola" in str(row)]


def test_a_social_worker_writes_for_herself_her_service_or_both(client, referred, alice):
    client.force_login(alice)
    shown = client.get(diary(referred, "diary_add")).content.decode()
    for words in (
        "solo chi scrive",
        "il servizio di chi scrive",
        "il servizio di chi scrive e l&#x27;équipe di We Mix",
    ):
        assert words in shown
    client.post(diary(referred, "diary_add"), note(readers="sender"))
    assert DiaryEntry.objects.get().organisation == alice.organisation


def test_an_empty_note_is_refused_and_keeps_the_rest(client, referred, olga):
    client.force_login(olga)
    answer = client.post(diary(referred, "diary_add"), note(text="", with_whom="La maestra"))
    assert answer.status_code == 422
    assert "La maestra" in answer.content.decode()


def test_what_is_still_to_come_is_no_diary(client, referred, olga):
    client.force_login(olga)
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(diary(referred, "diary_add"), note(happened_at=tomorrow)).status_code == 422


def test_another_households_person_can_not_be_named(client, referred, olga, alice):
    stranger = factories.household(alice).people.get()
    client.force_login(olga)
    assert client.post(diary(referred, "diary_add"), note(person=stranger.pk)).status_code == 422
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        written(referred, olga, "x", person=stranger)
        check_now()


def test_the_newest_stands_first_and_filters_hold(client, referred, olga, alice):
    yesterday = timezone.now() - timedelta(days=1)
    written(referred, olga, "Ieri una visita", "sender", kind="visit", happened_at=yesterday)
    child = referred.people.last()
    written(referred, alice, "Oggi una telefonata", "sender", kind="call", person=child)
    client.force_login(olga)
    shown = client.get(diary(referred)).content.decode()
    assert shown.index("Oggi una telefonata") < shown.index("Ieri una visita")
    turned = client.get(f"{diary(referred)}?order=oldest").content.decode()
    assert turned.index("Ieri una visita") < turned.index("Oggi una telefonata")
    for query, left_out in [
        ("kind=visit", "Oggi una"),
        (f"by={alice.pk}", "Ieri una"),
        (f"person={child.pk}", "Ieri una"),
    ]:
        assert left_out not in client.get(f"{diary(referred)}?{query}").content.decode()


def test_the_filter_names_nobody_whose_entries_are_not_to_be_read(client, referred, olga, alice):
    written(referred, olga, "Nota privata", "author")
    client.force_login(alice)
    assert "Educatrice" not in client.get(diary(referred)).content.decode()


def test_the_list_pages_and_asks_the_database_no_more_for_fifty(client, referred, olga):
    client.force_login(olga)
    written(referred, olga, "Una", person=referred.people.first())
    few = queries_of(client, diary(referred))
    for number in range(49):
        written(referred, olga, f"Nota {number}", person=referred.people.first())
    assert queries_of(client, diary(referred)) == few
    shown = client.get(diary(referred)).content.decode()
    assert shown.count('class="entry"') == 20
    assert "?page=3" in shown


def test_the_panel_shows_the_last_entries_that_the_person_may_read(referred, olga, alice):
    for number in range(5):
        written(referred, olga, f"Nota {number}", "sender" if number < 2 else "team")
    panel = project_plugs.household_panels(referred, alice)[-1]
    assert [entry.text for entry in panel.context["entries"]] == ["Nota 1", "Nota 0"]

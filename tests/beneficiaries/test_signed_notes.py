"""A note is signed as it was written; what is to be put right is added under it."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from beneficiaries import actions
from beneficiaries.models import Addendum, DiaryEntry
from tests import factories
from tests.constraints import check_now
from tests.queries import queries_of
from wemix.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def oscar(host):
    return factories.UserFactory(organisation=host, role=Role.OPERATOR)


def written(household, by, readers="team", **said):
    entry = DiaryEntry(household=household, text="Vista martedì", readers=readers, **said)
    actions.write_diary(entry=entry, by=by)
    return entry


def added(entry, by, text="Era mercoledì"):
    actions.add_to_diary(addendum=Addendum(entry=entry, text=text), by=by)


def address(entry):
    return reverse("beneficiaries:diary_add_to", args=[entry.pk])


def refused(act):
    with pytest.raises(IntegrityError, match="never_edited"), transaction.atomic():
        act()


def test_nobody_alters_or_deletes_what_is_signed(referred, olga):
    entry = written(referred, olga)
    added(entry, olga)
    for rows in (DiaryEntry.objects.filter(pk=entry.pk), Addendum.objects.filter(entry=entry)):
        refused(lambda rows=rows: rows.update(text="Non è mai successo"))
        refused(lambda rows=rows: rows._raw_delete(rows.db))
    refused(lambda: DiaryEntry.objects.filter(pk=entry.pk).update(readers="sender"))


def test_an_addendum_is_of_the_households_own_note(referred, olga, alice):
    other = factories.household(alice)
    entry = written(referred, olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        Addendum.objects.create(entry=entry, household=other, text="x", by=olga)
        check_now()


def test_the_first_text_stays_and_what_was_added_stands_under_it(client, referred, olga):
    entry = written(referred, olga)
    client.force_login(olga)
    assert "Vista martedì" in client.get(address(entry)).content.decode()
    typed = {"once": str(uuid.uuid4()), "text": "Era mercoledì"}
    first, second = (client.post(address(entry), typed) for _ in range(2))
    assert first.url == second.url
    shown = client.get(first.url).content.decode()
    assert shown.index("Vista martedì") < shown.index("Era mercoledì")
    assert "Aggiunta di Olga" in shown and "Firmata da Olga" in shown
    assert Addendum.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "code"), [("olga", 200), ("dora", 200), ("oscar", 403), ("alice", 403), ("charlie", 404), ("carlo", 403)]
)
def test_its_author_and_the_coordinator_add_to_it(client, request, referred, olga, who, code):
    entry = written(referred, olga, "sender")
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(entry)).status_code == code


@pytest.mark.parametrize("readers", ["author", "team", "sender"])
@pytest.mark.parametrize("reader", ["olga", "oscar", "dora", "alice", "bob", "dario", "carlo"])
def test_who_reads_the_note_reads_what_was_added_and_nobody_else(request, referred, olga, reader, readers):
    entry = written(referred, olga, readers)
    added(entry, olga)
    user = request.getfixturevalue(reader)
    reads = DiaryEntry.objects.visible_to(user).exists()
    assert Addendum.objects.visible_to(user).exists() == reads


def test_a_file_that_is_frozen_takes_no_addendum(client, referred, olga):
    entry = written(referred, olga)
    type(referred).objects.filter(pk=referred.pk).update(frozen_on="2026-01-01")
    client.force_login(olga)
    assert client.get(address(entry)).status_code == 403


def test_the_diary_asks_no_more_for_many_addenda(client, referred, olga):
    client.force_login(olga)
    page = reverse("beneficiaries:diary", args=[referred.pk])
    added(written(referred, olga), olga)
    few = queries_of(client, page)
    for _number in range(9):
        entry = written(referred, olga)
        added(entry, olga)
        added(entry, olga)
    assert queries_of(client, page) == few

"""A caseload passes to a colleague in one act: all or some, with a note for each, or nothing at all."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, Household
from tests import factories
from wemix.models import AuditEntry

pytestmark = pytest.mark.django_db
URL = reverse("beneficiaries:caseload")


@pytest.fixture
def households(alice):
    return [factories.household(alice, last_name=f"Prova{letter}finti") for letter in "abc"]


def typed(*taken, to, **said):
    return {f"take_{row.pk}": "on" for row in taken} | {"worker": to.pk, "sure": "on", "once": str(uuid.uuid4())} | said


def workers(*households):
    return [(row.worker, row.substitute) for row in Household.objects.filter(pk__in=[each.pk for each in households])]


def test_some_pass_with_a_note_each_and_the_others_stay(client, alice, bob, households):
    first, second, third = households
    client.force_login(alice)
    assert all(row.name in client.get(URL).content.decode() for row in households)
    said = typed(first, second, to=bob, **{f"note_{first.pk}": "Aspettano la scuola.", f"note_{third.pk}": "No."})
    page = client.post(URL, said, follow=True).content.decode()
    assert f"2 nuclei sono ora in carico a {bob}." in page
    assert workers(*households) == [(bob, None), (bob, None), (alice, None)]
    note = DiaryEntry.objects.get()
    assert (note.household, note.text, note.by) == (first, "Aspettano la scuola.", alice)
    assert note in DiaryEntry.objects.visible_to(bob)
    told = AuditEntry.objects.filter(verb="household.hand_to_colleague").values_list("household_id", flat=True)
    assert set(told) == {first.pk, second.pk}


def test_who_is_away_stays_as_substitute(client, alice, bob, households):
    client.force_login(alice)
    client.post(URL, typed(*households, to=bob, stays_substitute="on"))
    assert workers(*households) == [(bob, alice)] * 3


def test_a_substitute_who_takes_over_is_no_substitute_any_more(alice, bob, rossi):
    rossi.substitute = bob
    rossi.save()
    actions.hand_caseload(households=[rossi], worker=bob, notes={}, stays_substitute=False, by=alice)
    assert workers(rossi) == [(bob, None)]


@pytest.mark.parametrize("left_out", ["sure", "worker", "take"])
def test_nothing_passes_without_a_household_a_colleague_and_a_confirmation(client, alice, bob, rossi, left_out):
    client.force_login(alice)
    said = {name: value for name, value in typed(rossi, to=bob).items() if not name.startswith(left_out)}
    assert client.post(URL, said).status_code == 422
    assert workers(rossi) == [(alice, None)]


def test_all_pass_or_none(alice, bob, households, monkeypatch):
    def fails(*, entry, by):
        raise ValueError("the last one")

    monkeypatch.setattr("beneficiaries.actions.caseload.write_diary", fails)
    notes = {households[2].pk: "Nota"}
    with pytest.raises(ValueError, match="the last one"):
        actions.hand_caseload(households=households, worker=bob, notes=notes, stays_substitute=False, by=alice)
    assert workers(*households) == [(alice, None)] * 3


def test_those_of_a_colleague_who_left_are_handed_over_too(client, alice, bob, households):
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    client.force_login(bob)
    page = client.get(URL, {"whose": alice.pk})
    assert "stays_substitute" not in page.context["form"].fields
    client.post(f"{URL}?whose={alice.pk}", typed(*households, to=bob))
    assert workers(*households) == [(bob, None)] * 3


def test_of_a_protected_household_a_colleague_hands_over_nothing(client, alice, bob, charlie):
    secret = factories.household(alice, secret=True, last_name="Segretofinti")
    client.force_login(bob)
    page = client.get(URL, {"whose": alice.pk})
    assert secret.name not in page.content.decode()
    assert client.post(f"{URL}?whose={alice.pk}", typed(secret, to=bob)).status_code == 422
    assert workers(secret) == [(alice, None)]
    client.force_login(charlie)
    assert client.get(URL, {"whose": alice.pk}).status_code == 404


def test_many_cost_what_one_does(client, alice, rossi):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(URL).status_code == 200
        return len(seen)

    client.force_login(alice)
    asked()
    before = asked()
    for letter in "abcd":
        factories.household(alice, last_name=f"Prova{letter}finti")
    assert asked() == before

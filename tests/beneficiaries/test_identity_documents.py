"""Identity documents on a person's page: written, changed, refused, and for who reads the file."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from beneficiaries.models import IdentityDocument
from tests import factories
from tests.constraints import check_now

SAID = {"kind": "PASSPORT", "number": "YB123", "issued_by": "Consolato finto", "issued_on": "2022-01-31"}


@pytest.fixture
def person(rossi):
    return rossi.people.first()


def add(client, person, **said):
    page = reverse("beneficiaries:person_document_add", args=[person.household_id, person.pk])
    return client.post(page, {"once": str(uuid.uuid4())} | said)


def test_a_document_is_added_changed_and_shown(client, person, alice):
    client.force_login(alice)
    add(client, person, **SAID, valid_through="2025-01-31")
    made = person.documents.get()
    page = reverse("beneficiaries:person_document", args=[person.household_id, person.pk, made.pk])
    shown = client.get(reverse("beneficiaries:person", args=[person.household_id, person.pk])).content.decode()
    assert "Passaporto" in shown and "YB123" in shown and "scaduto" in shown and page in shown
    opened = client.get(page)
    said = {"once": opened.context["once"], "version": opened.context["version"]}
    client.post(page, SAID | {"number": "YB124", "valid_through": "2035-01-31"} | said)
    assert person.documents.get().number == "YB124"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"number": ""}, "number"), ({"valid_through": "2021-01-01"}, "__all__"), ({"kind": ""}, "kind")],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(client, person, alice, said, field):
    client.force_login(alice)
    answer = add(client, person, **SAID | said)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["issued_by"].value() == "Consolato finto"


def test_who_has_none_has_no_number(client, person, alice):
    client.force_login(alice)
    add(client, person, **SAID | {"kind": "NONE"})
    assert (person.documents.get().number, person.documents.get().issued_by) == ("", "")


def test_one_s_own_document_only_in_the_file_of_its_person(client, person, alice, charlie):
    stranger = factories.household(charlie).people.get()
    theirs = stranger.documents.create(household=stranger.household, kind="CIE", number="CA1")
    client.force_login(alice)
    page = reverse("beneficiaries:person_document", args=[person.household_id, person.pk, theirs.pk])
    assert client.get(page).status_code == 404
    assert not IdentityDocument.objects.visible_to(alice).exists()


def test_the_database_wires_no_document_to_another_household(person, alice):
    other = factories.household(alice)
    with pytest.raises(IntegrityError, match="document_same_person"), transaction.atomic():
        person.documents.create(household=other, kind="CIE", number="CA1")
        check_now()
    with pytest.raises(IntegrityError, match="identity_document_has_a_number"), transaction.atomic():
        person.documents.create(household=person.household, kind="CIE", number="")

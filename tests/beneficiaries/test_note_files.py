"""A photo or a paper comes with a note, and is read by whoever reads the note."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, NoteFile
from tests import factories, uploads
from tests.constraints import check_now
from wemix.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def oscar(host):
    return factories.UserFactory(organisation=host, role=Role.OPERATOR)


def kept(household, by, readers="team"):
    entry = DiaryEntry(household=household, text="La crepa nel muro", readers=readers)
    actions.write_diary(entry=entry, file=factories.photo(), by=by)
    return entry.files.get()


def opened(client, file):
    return client.get(reverse("beneficiaries:diary_file", args=[file.pk]))


def typed(**said):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    plain = {"text": "La crepa nel muro", "readers": "team", "kind": "note", "happened_at": now}
    return {"once": str(uuid.uuid4())} | plain | said


def test_a_file_comes_with_a_note_and_with_what_is_added(client, referred, olga):
    client.force_login(olga)
    write = reverse("beneficiaries:diary_add", args=[referred.pk])
    client.post(write, typed(file=SimpleUploadedFile("via Finta 1.jpg", uploads.image())))
    entry = DiaryEntry.objects.get()
    add = reverse("beneficiaries:diary_add_to", args=[entry.pk])
    photo = SimpleUploadedFile("b.jpg", uploads.image())
    client.post(add, {"once": str(uuid.uuid4()), "text": "E oggi", "file": photo})
    assert NoteFile.objects.filter(entry=entry, household=referred).count() == 2
    shown = client.get(reverse("beneficiaries:diary", args=[referred.pk])).content.decode()
    assert shown.count("/diario/file/") == 2 and "Finta" not in shown
    assert opened(client, entry.files.first())["Content-Type"] == "image/jpeg"


def test_what_is_no_image_is_refused_and_the_note_is_kept_typed(client, referred, olga):
    client.force_login(olga)
    write = reverse("beneficiaries:diary_add", args=[referred.pk])
    answer = client.post(write, typed(file=SimpleUploadedFile("foto.jpg", b"#!/bin/sh\necho no")))
    assert answer.status_code == 422 and "La crepa nel muro" in answer.content.decode()
    assert not DiaryEntry.objects.exists()


@pytest.mark.parametrize("readers", ["author", "team", "sender"])
@pytest.mark.parametrize("reader", ["olga", "oscar", "dora", "alice", "bob", "dario"])
def test_it_is_opened_by_who_reads_the_note(client, request, referred, olga, reader, readers):
    file, user = kept(referred, olga, readers), request.getfixturevalue(reader)
    client.force_login(user)
    reads = DiaryEntry.objects.visible_to(user).exists()
    assert opened(client, file).status_code == (200 if reads else 404)


def test_it_stays_as_it_was_signed_and_of_its_household(referred, olga, alice):
    file = kept(referred, olga)
    with pytest.raises(IntegrityError, match="never_edited"), transaction.atomic():
        NoteFile.objects.filter(pk=file.pk).update(size=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        strange = NoteFile(entry=file.entry, household=factories.household(alice))
        strange.take(factories.photo(), by=olga)
        strange.save()
        check_now()

"""Photos of faults and of records: made anew, several at a time, for who sees what they are of, and in the paper."""

import io
import uuid

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from housing import actions
from housing.models import Fault, HandoverRecord, RecordPhoto
from housing.models.photos import OF_ONE
from tests import factories, uploads
from tests.constraints import check_now
from wemix.uploads.fields import AT_A_TIME
from wemix.uploads.storage import store

TODAY = timezone.localdate


@pytest.fixture
def broken(host, olga):
    return factories.fault(factories.flat(host).unit, by=olga)


@pytest.fixture
def stay(host, alice, dora):
    family = factories.household(alice, last_name="Provanomi", first_name="Ada")
    factories.referral(host, of=family, until="housed", coordinator=dora, place=factories.flat(host))
    return family.stays.get()


def record_of(stay, by, kind="handover", photos=1):
    record = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind=kind)
    shown = [factories.photo() for _ in range(photos)]
    return actions.write_record(record=record, lines=[], photos=shown, by=by)


def sent(*contents, **said):
    files = [uploads.named(f"{number}.jpg", content) for number, content in enumerate(contents)]
    return said | {"once": str(uuid.uuid4()), "photos": files}


def test_who_reports_a_fault_adds_photos_at_once_and_they_say_nothing_of_telephone_or_place(client, host, carlo):
    client.force_login(carlo)
    said = {"unit": factories.flat(host).unit.pk, "kind": "water", "text": "Perde il lavandino", "urgency": 1}
    client.post(reverse("housing:fault_report"), sent(uploads.told_by_a_telephone(), uploads.image("PNG"), **said))
    photos = Fault.objects.get().photos.all()
    assert [(photo.content_type, photo.uploaded_by) for photo in photos] == [
        ("image/jpeg", carlo),
        ("image/png", carlo),
    ]
    kept = store().open(photos[0].file.name).read()
    assert b"Telefono Finto" not in kept and b"via Finta" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_refused_photo_says_which_and_why_beside_its_field_and_what_was_typed_is_kept(client, host, carlo):
    client.force_login(carlo)
    said = {"unit": factories.flat(host).unit.pk, "kind": "water", "text": "Perde il lavandino", "urgency": 1}
    page = reverse("housing:fault_report")
    answer = client.post(page, sent(uploads.image(), b"niente", uploads.pdf(), **said))
    assert answer.status_code == 422 and not Fault.objects.exists()
    form = answer.context["form"]
    first, second = form.errors["photos"]
    assert first.startswith("Foto 2: ") and second.startswith("Foto 3: ") and list(form.errors) == ["photos"]
    assert form["text"].value() == "Perde il lavandino"


def test_photos_are_added_while_one_works_on_it_and_taken_away(
    client, broken, carlo, django_capture_on_commit_callbacks
):
    client.force_login(carlo)
    page = reverse("housing:fault_photos", args=[broken.pk])
    client.post(page, sent(uploads.image(), uploads.image()))
    first, second = broken.photos.all()
    shown = client.get(reverse("housing:fault", args=[broken.pk])).content.decode()
    for photo in (first, second):
        assert reverse("housing:thumbnail", args=["guasto", photo.pk]) in shown
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("housing:photo_remove", args=["guasto", first.pk]), {"once": str(uuid.uuid4())})
    assert list(broken.photos.all()) == [second]
    assert not store().exists(first.file.name) and store().exists(second.file.name)


def test_neither_too_many_at_a_time_nor_in_all(client, broken, carlo):
    client.force_login(carlo)
    page = reverse("housing:fault_photos", args=[broken.pk])
    many = client.post(page, sent(*[uploads.image()] * (AT_A_TIME + 1)))
    assert str(AT_A_TIME) in many.context["form"].errors["photos"][0]
    actions.add_photos(of=broken, received=[factories.photo()] * OF_ONE, by=carlo)
    full = client.post(page, sent(uploads.image()))
    assert str(OF_ONE) in full.context["form"].errors["photos"][0] and broken.photos.count() == OF_ONE
    none = client.post(page, sent())
    assert list(none.context["form"].errors) == ["photos"]


def test_a_thumbnail_is_small_whatever_it_is_of(client, broken, carlo):
    client.force_login(carlo)
    client.post(reverse("housing:fault_photos", args=[broken.pk]), sent(uploads.image("PNG", size=(3000, 2000))))
    answer = client.get(reverse("housing:thumbnail", args=["guasto", broken.photos.get().pk]))
    assert Image.open(io.BytesIO(answer.content)).size == (320, 213)
    assert answer["Cache-Control"] == "no-store, private" and "sandbox" in answer["Content-Security-Policy"]


def test_the_custodian_writes_a_record_with_photos_in_the_flat(client, stay, carlo):
    client.force_login(carlo)
    page = reverse("housing:record_write", args=[stay.pk, stay.uses.get().unit_id, "handover"])
    client.post(page, sent(uploads.image(), uploads.image(), on=TODAY()))
    assert stay.records.get().photos.count() == 2


def test_a_return_shows_the_photos_of_both_on_its_page_and_in_its_paper(client, stay, dora):
    record_of(stay, dora, photos=2)
    returned = record_of(stay, dora, "return", photos=1)
    client.force_login(dora)
    shown = client.get(reverse("housing:record", args=[returned.pk])).content.decode()
    for photo in RecordPhoto.objects.all():
        assert reverse("housing:thumbnail", args=["verbale", photo.pk]) in shown
        may_remove = reverse("housing:photo_remove", args=["verbale", photo.pk]) in shown
        assert may_remove == (photo.record == returned)
    paper = client.get(reverse("housing:record_pdf", args=[returned.pk])).content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())
    assert "Foto alla consegna" in text and "Foto alla riconsegna" in text
    with pikepdf.open(io.BytesIO(paper)) as read:
        figures = [thing for thing in read.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
        assert sorted(str(figure.Alt).split(",")[0] for figure in figures) == ["Foto 1", "Foto 1", "Foto 2"]


def test_a_paper_with_all_its_photos_stays_light(client, stay, dora):
    record = record_of(stay, dora, photos=0)
    noisy = Image.effect_noise((3000, 2000), 40).convert("RGB")
    out = io.BytesIO()
    noisy.save(out, "JPEG")
    received = factories.Received(out.getvalue(), "image/jpeg")
    actions.add_photos(of=record, received=[received] * OF_ONE, by=dora)
    client.force_login(dora)
    paper = client.get(reverse("housing:record_pdf", args=[record.pk])).content
    assert len(paper) < 600_000


def test_a_photo_is_for_who_sees_the_record_and_another_host_gets_nothing(client, stay, dora, carlo, alice):
    photo = record_of(stay, dora).photos.get()
    elsewhere = factories.UserFactory(role="custodian", organisation=factories.OrganisationFactory(host=True))
    for user, status in ((dora, 200), (carlo, 200), (alice, 403), (elsewhere, 404)):
        client.force_login(user)
        for name in ("photo", "thumbnail"):
            assert client.get(reverse(f"housing:{name}", args=["verbale", photo.pk])).status_code == status
    client.force_login(dora)
    assert client.get(reverse("housing:photo", args=["altro", photo.pk])).status_code == 404
    assert client.get(reverse("housing:photo", args=["guasto", photo.pk])).status_code == 404


def test_a_photo_is_of_its_record_s_household(stay, dora, alice):
    photo = record_of(stay, dora).photos.get()
    other = factories.household(alice)
    with pytest.raises(DatabaseError, match="photo_same_record"), transaction.atomic():
        RecordPhoto.objects.filter(pk=photo.pk).update(household=other)
        check_now()


def test_a_record_refused_for_its_day_keeps_what_was_typed_and_asks_for_the_photos_again(client, stay, carlo):
    client.force_login(carlo)
    page = reverse("housing:record_write", args=[stay.pk, stay.uses.get().unit_id, "handover"])
    answer = client.post(page, sent(uploads.image(), on="2199-01-01", note="Tutto bene"))
    form = answer.context["form"]
    assert list(form.errors) == ["on"] and form["note"].value() == "Tutto bene"
    assert "Scegliere di nuovo il file" in answer.content.decode() and not RecordPhoto.objects.exists()

"""Signed copies: tied to their paper, read by who reads it, missed after a week."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from beneficiaries import actions as beneficiaries
from beneficiaries.models import Attachment
from housing import actions
from housing.models import HandoverRecord, SignedCopy
from housing.plugs.papers import tasks
from housing.stay_papers import papers_of
from tests import factories, uploads
from tests.constraints import check_now
from tests.stays import lived

TODAY = timezone.localdate
Paper = SignedCopy.Paper


def housed(host, alice, dora, **who):
    family = factories.household(alice, last_name="Provanomi", first_name="Ada", **who)
    factories.referral(host, of=family, until="housed", coordinator=dora, place=factories.flat(host))
    return family.stays.get()


@pytest.fixture
def stay(host, alice, dora):
    return housed(host, alice, dora)


@pytest.fixture
def record(stay, carlo):
    made = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind="handover")
    return actions.write_record(record=made, lines=[], photos=[factories.photo()], by=carlo)


def sign(stay, by, paper=Paper.PACT, **of):
    copy = SignedCopy(stay=stay, paper=paper, **of)
    actions.keep_signed_copy(copy=copy, received=factories.photo(), by=by)
    return copy


def send(client, name, *args, content=None, **said):
    file = {"file": uploads.named("x.jpg", content)} if content else {}
    return client.post(reverse(f"housing:{name}", args=args), said | file | {"once": str(uuid.uuid4())})


def labels(user):
    with translation.override("it"):
        (task,) = tasks(user)
    return [(row.label, row.note) for row in task.rows]


def test_the_signed_pact_stands_beside_the_pact_and_in_the_household_s_file(client, stay, olga):
    client.force_login(olga)
    page = reverse("housing:stay", args=[stay.pk])
    assert reverse("housing:stay_signed", args=[stay.pk, "pact"]) in client.get(page).content.decode()
    answer = send(client, "stay_signed", stay.pk, "pact", content=uploads.image())
    copy = stay.signed_copies.get()
    assert (answer.url, copy.by, copy.attachment.kind) == (page, olga, "AGREEMENT")
    assert copy.attachment.title == "Patto di ospitalità, copia firmata"
    shown = client.get(page).content.decode()
    assert reverse("housing:signed_copy", args=[copy.pk]) in shown and f"{TODAY():%d/%m/%Y}, {olga}" in shown
    assert list(Attachment.objects.visible_to(olga).filter(household=stay.household)) == [copy.attachment]


def test_the_custodian_brings_the_record_and_reads_no_other_paper_of_the_file(client, stay, record, carlo, dora):
    client.force_login(carlo)
    assert send(client, "stay_signed", stay.pk, "pact", content=uploads.image()).status_code == 403
    send(client, "record_signed", record.pk, content=uploads.pdf())
    copy, pact = record.signed_copies.get(), sign(stay, dora)
    assert copy.attachment.readers == Attachment.Readers.TEAM
    assert client.get(reverse("housing:signed_copy", args=[copy.pk])).status_code == 200
    assert client.get(reverse("housing:signed_copy", args=[pact.pk])).status_code == 404
    assert not Attachment.objects.visible_to(carlo).exists()
    assert [len(paper.copies) for paper in papers_of(stay, carlo)] == [1, 0]  # the record, the house rules


def test_the_sender_reads_the_pact_alone_and_of_a_secret_home_the_named_worker_alone(host, alice, bob, dora, record):
    secret = housed(host, alice, dora, secret=True)
    open_pact, hidden_pact = sign(record.stay, dora), sign(secret, dora)
    sign(record.stay, dora, Paper.RECORD, record=record)
    assert set(SignedCopy.objects.visible_to(alice)) == {open_pact, hidden_pact}
    assert set(SignedCopy.objects.visible_to(bob)) == {open_pact}
    for user, pacts in ((alice, {open_pact, hidden_pact}), (bob, {open_pact})):
        assert set(Attachment.objects.visible_to(user)) == {pact.attachment for pact in pacts}


def test_after_a_week_a_pact_or_a_record_that_did_not_come_back_is_a_task(stay, dora, olga, carlo, alice):
    name = str(stay.household)
    assert labels(olga) == []
    lived(stay, 7)
    record = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind="handover", on=TODAY() - timedelta(days=7))
    actions.write_record(record=record, lines=[], by=carlo)
    said = f"Verbale di consegna {record.on:%d/%m/%Y}"
    assert labels(olga) == labels(dora) == [(name, said), (name, "Patto di ospitalità")]
    assert labels(carlo) == [(name, said)] and tasks(alice) == []
    sign(stay, dora)
    assert labels(olga) == [(name, said)]
    why = SignedCopy(stay=stay, paper=Paper.RECORD, record=record, why_none="È partito prima")
    actions.keep_signed_copy(copy=why, by=carlo)
    assert labels(olga) == []


def test_a_copy_taken_out_of_the_file_is_missed_again(stay, dora):
    lived(stay, 8)
    copy = sign(stay, dora)
    assert labels(dora) == []
    beneficiaries.remove_attachment(attachment=copy.attachment, by=dora)
    assert [note for _name, note in labels(dora)] == ["Patto di ospitalità"]


@pytest.mark.parametrize(
    ("content", "why", "field"),
    [(None, "", "file"), (b"niente", "", "file"), (uploads.image(), "Non vuole", "why_none")],
)
def test_neither_nothing_nor_both_nor_a_file_that_is_none(client, stay, dora, content, why, field):
    client.force_login(dora)
    answer = send(client, "stay_signed", stay.pk, "rules", content=content, why_none=why)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["why_none"].value() == why and not stay.signed_copies.exists()


def test_the_photos_of_a_signed_record_stay(client, record, carlo):
    sign(record.stay, carlo, Paper.RECORD, record=record)
    client.force_login(carlo)
    page = client.get(record.get_absolute_url()).content.decode()
    assert reverse("housing:record_photos", args=[record.pk]) not in page and "/togli/" not in page
    photos = {"photos": [uploads.named("x.jpg", uploads.image())], "once": str(uuid.uuid4())}
    answer = client.post(reverse("housing:record_photos", args=[record.pk]), photos)
    assert answer.status_code == 422 and "Il verbale è firmato" in answer.content.decode()
    for change in (lambda: record.photos.all().delete(), lambda: record.photos.update(size=1)):
        with pytest.raises(DatabaseError, match="what_is_signed_stays"), transaction.atomic():
            change()
    assert record.photos.count() == 1


def test_the_photos_of_a_signed_record_stay_when_its_copy_is_taken_out_of_the_file(record, carlo, olga):
    copy = sign(record.stay, carlo, Paper.RECORD, record=record)
    beneficiaries.remove_attachment(attachment=copy.attachment, by=olga)
    with pytest.raises(DatabaseError, match="what_is_signed_stays"), transaction.atomic():
        record.photos.all().delete()


def test_the_database_ties_a_copy_to_a_paper_of_its_own_stay(stay, record, host, alice, dora):
    other = housed(host, alice, dora)
    copy = sign(stay, dora, Paper.RECORD, record=record)
    wrong = [
        ("copy_same_record", {"stay": other, "household": other.household, "attachment": None, "why_none": "Perso"}),
        ("copy_same_stay", {"household": other.household}),
        ("copy_names_its_paper", {"paper": "pact"}),
        ("copy_names_its_paper", {"record": None}),
        ("copy_or_why_none", {"why_none": "Non vuole"}),
        ("copy_or_why_none", {"attachment": None}),
    ]
    for name, change in wrong:
        with pytest.raises(DatabaseError, match=name), transaction.atomic():
            SignedCopy.objects.filter(pk=copy.pk).update(**change)
            check_now()


def test_the_declaration_and_the_house_rules_are_signed_too(client, host, alice, olga, dora):
    stay = housed(host, alice, dora, citizenships=["NG"])
    declaration = stay.declarations.get()
    client.force_login(olga)
    send(client, "declaration_signed", declaration.pk, content=uploads.pdf())
    send(client, "stay_signed", stay.pk, "rules", content=uploads.image())
    assert [copy.declaration for copy in stay.signed_copies.all()] == [declaration, None]
    shown = client.get(reverse("housing:declaration", args=[declaration.pk])).content.decode()
    assert reverse("housing:signed_copy", args=[declaration.signed_copies.get().pk]) in shown
    assert send(client, "stay_signed", stay.pk, "record", content=uploads.image()).status_code == 404

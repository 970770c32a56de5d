"""Records of handover and return: the flat's inventory as it is found, and the difference between the two."""

import io
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from housing import actions
from housing.models import HandoverRecord, RecordLine
from tests import factories


@pytest.fixture
def stay(host, alice, dora):
    home = factories.flat(host)
    home.unit.inventory.create(kind="key", what="Chiave di casa", how_many=2)
    home.unit.inventory.create(what="Sedia", how_many=4)
    family = factories.household(alice, last_name="Provanomi", first_name="Ada")
    factories.referral(host, of=family, until="housed", coordinator=dora, place=home)
    return family.stays.get()


def handed_over(stay, by):
    record = HandoverRecord(stay=stay, unit=stay.uses.get().unit, kind="handover", electricity=Decimal("100.5"))
    lines = [("key", "Chiave di casa", 2), ("thing", "Sedia", 4)]
    found = [RecordLine(kind=kind, what=what, how_many=count) for kind, what, count in lines]
    return actions.write_record(record=record, lines=found, by=by)


def send(client, page, **said):
    opened = client.get(page)
    return client.post(page, said | {"once": opened.context["once"], "version": opened.context["version"]})


def page_of(stay, kind):
    return reverse("housing:record_write", args=[stay.pk, stay.uses.get().unit_id, kind])


FOUND = {"line0_count": 2, "line0_state": "good", "line1_count": 4, "line1_state": "good"}


def test_the_custodian_writes_the_handover_from_the_flat_s_inventory(client, stay, carlo):
    client.force_login(carlo)
    page = page_of(stay, "handover")
    fields = client.get(page).context["form"].fields
    assert (fields["line0_count"].label, fields["line1_count"].initial) == ("Chiave di casa", 4)
    send(client, page, on=timezone.localdate(), electricity="100.5", **FOUND)
    made = stay.records.get()
    assert (made.by, made.electricity, made.lines.count()) == (carlo, Decimal("100.5"), 2)
    again = send(client, page, on=timezone.localdate(), **FOUND)
    assert again.status_code == 422 and stay.records.count() == 1


def test_before_the_keys_only_their_handover_is_written(client, host, alice, dora, carlo, stay):
    place = factories.flat(host)
    awaited = factories.referral(host, worker=alice, until="accepted", coordinator=dora, place=place).stay
    client.force_login(carlo)
    pages = [client.get(reverse("housing:stay", args=[each.pk])) for each in (awaited, stay)]
    offered = [[kind for _unit, kind, _label in page.context["to_write"]] for page in pages]
    assert offered == [["handover"], ["handover", "return"]]


def test_a_return_says_what_is_missing_broken_and_used(client, stay, carlo, dora):
    handed_over(stay, dora)
    client.force_login(carlo)
    worse = FOUND | {"line0_count": 1, "line1_state": "broken"}
    answer = send(client, page_of(stay, "return"), on=timezone.localdate(), electricity="110.5", **worse)
    shown = client.get(answer.url)
    assert [what for what, said in shown.context["changes"]] == ["Chiave di casa", "Sedia"]
    paper = client.get(reverse("housing:record_pdf", args=[stay.records.get(kind="return").pk]))
    pages = PdfReader(io.BytesIO(paper.content)).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())
    assert "Provanomi Ada" in text
    for words in (
        "Chiave di casa 1 in meno",
        "Sedia era in buono stato, ora è rotto",
        "consumo: 10,0",
    ):
        assert words in text


def test_a_meter_never_runs_backwards(client, stay, carlo, dora):
    handed_over(stay, dora)
    client.force_login(carlo)
    answer = send(client, page_of(stay, "return"), on=timezone.localdate(), electricity="99", **FOUND)
    assert list(answer.context["form"].errors) == ["electricity"]


def test_nothing_changed_is_said(client, stay, carlo, dora):
    handed_over(stay, dora)
    client.force_login(carlo)
    answer = send(client, page_of(stay, "return"), on=timezone.localdate(), **FOUND)
    assert client.get(answer.url).context["changes"] == []


def test_what_two_people_signed_stays(stay, dora):
    made = handed_over(stay, dora)
    for rows in (HandoverRecord.objects.filter(pk=made.pk), made.lines.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_flat_where_they_never_lived_has_no_record(client, host, stay, carlo):
    client.force_login(carlo)
    other = factories.flat(host).unit
    assert client.get(reverse("housing:record_write", args=[stay.pk, other.pk, "handover"])).status_code == 404

"""Declarations of hospitality: written when a foreigner enters a home, due in 48 hours, for the team alone."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from beneficiaries import actions as beneficiaries
from housing import actions
from housing.models import HospitalityDeclaration
from housing.plugs.declarations import tasks
from tests import factories
from tests.queries import for_one_and_for_fifty
from tests.stays import end_stay, hand_over_keys

TODAY = timezone.localdate


def housed(host, by, worker, citizenship, on=None, size=2, **head):
    family = factories.household(worker, size=size, citizenships=[citizenship], **head)
    factories.referral(host, of=family, until="accepted", coordinator=by, place=factories.flat(host))
    stay = family.stays.get()
    hand_over_keys(stay=stay, on=on or TODAY(), by=by)
    return stay


def to_deliver(user):
    return tasks(user)[:1]


def of_no_citizenship(user):
    return [row.label for row in tasks(user)[1].rows]


def write_citizenship(person, code, by):
    person.citizenships = [code]
    beneficiaries.change_person(person=person, fields=["citizenships"], by=by)


def deliver(declaration, by):
    said = {"at": timezone.now(), "how": "pec", "reference": ""}
    actions.deliver_declaration(declaration=declaration, by=by, **said)


def in_beds_of(unit, host, by, worker, **who):
    """One adult in the first bed of a shared flat, since nine days."""
    family = factories.household(worker, **who)
    since = TODAY() - timedelta(days=9)
    first = unit.places.first()
    stay = actions.plan_stay(household=family, host=host, places=[first], entry_on=since, until=None, by=by)
    hand_over_keys(stay=stay, on=since, by=by)
    return stay


def send(client, page, **said):
    opened = client.get(page)
    return client.post(page, said | {"once": opened.context["once"], "version": opened.context["version"]})


@pytest.mark.parametrize("citizenship", ["NG", "XA", "XD"])
def test_the_keys_of_who_is_not_european_start_48_hours(host, dora, alice, citizenship):
    stay = housed(host, dora, alice, citizenship)
    made = stay.declarations.get()
    left = made.due_at - timezone.now()
    assert timedelta(hours=47) < left <= timedelta(hours=48)
    assert [person.citizenships for person in made.guests] == [[citizenship]]


@pytest.mark.parametrize("citizenship", ["IT", "RO", "CH"])
def test_europeans_are_not_declared(host, dora, alice, citizenship):
    assert not housed(host, dora, alice, citizenship).declarations.exists()


def test_a_second_citizenship_of_the_union_is_enough(host, dora, alice):
    family = factories.household(alice, citizenships=["BR", "IT"])
    places = [factories.flat(host)]
    stay = actions.plan_stay(household=family, host=host, places=places, entry_on=TODAY(), until=None, by=dora)
    hand_over_keys(stay=stay, on=TODAY(), by=dora)
    assert not stay.declarations.exists()


def test_the_hours_of_a_day_that_is_past_count_from_its_first(host, dora, alice):
    made = housed(host, dora, alice, "NG", on=TODAY() - timedelta(days=3)).declarations.get()
    assert timezone.localtime(made.due_at).date() == TODAY() - timedelta(days=1)
    assert made.mark[0] == "bad"


def test_a_transfer_asks_for_another(host, dora, alice):
    stay = housed(host, dora, alice, "NG", on=TODAY() - timedelta(days=9))
    other = factories.flat(host)
    actions.transfer(stay=stay, places=[other], on=TODAY(), by=dora)
    assert stay.declarations.filter(unit=other.unit, since=TODAY()).exists()
    assert stay.declarations.count() == 2


def test_who_joins_later_is_declared_alone(host, dora, alice):
    stay = housed(host, dora, alice, "NG", on=TODAY() - timedelta(days=9))
    joins = factories.PersonFactory.build(citizenships=["NG"], first_name="Nuovo")
    beneficiaries.add_member(household=stay.household, person=joins, by=alice)
    assert [person.first_name for person in stay.declarations.get(since=TODAY()).guests] == ["Nuovo"]


def test_the_coordinator_is_told_when_half_of_the_time_is_gone(host, dora, olga, alice):
    made = housed(host, dora, alice, "NG").declarations.get()
    assert [len(task.rows) for task in to_deliver(olga)] == [1]
    assert [len(task.rows) for task in to_deliver(dora)] == [0]
    HospitalityDeclaration.objects.filter(pk=made.pk).update(due_at=timezone.now() + timedelta(hours=23))
    assert [len(task.rows) for task in to_deliver(dora)] == [1]
    assert tasks(alice) == []


def test_delivered_says_when_how_and_by_whom(client, host, dora, olga, alice):
    made = housed(host, dora, alice, "NG").declarations.get()
    client.force_login(olga)
    page = reverse("housing:declaration_deliver", args=[made.pk])
    early = send(client, page, at="2020-01-01T10:00", how="pec")
    assert list(early.context["form"].errors) == ["at"]
    send(client, page, at=f"{timezone.localtime():%Y-%m-%dT%H:%M}", how="pec", reference="PEC 12")
    made.refresh_from_db()
    assert (made.how, made.reference, made.delivered_by) == ("pec", "PEC 12", olga)
    assert [len(task.rows) for task in to_deliver(olga)] == [0]
    assert client.get(page).status_code == 404


def test_the_database_refuses_a_delivery_without_its_how(host, dora, alice):
    made = housed(host, dora, alice, "NG").declarations.get()
    made.delivered_at, made.delivered_by = timezone.now(), dora
    with pytest.raises(IntegrityError, match="delivered_says_who_and_how"), transaction.atomic():
        made.save()


def test_the_paper_names_the_guests_and_the_home_and_only_who_must_be_named(client, host, dora, alice):
    stay = housed(host, dora, alice, "NG", first_name="Blessing", last_name="Provanomi", size=2)
    unit = stay.uses.get().unit
    unit.building.address = "Viale Inventato 9"
    unit.building.save()
    client.force_login(dora)
    answer = client.get(reverse("housing:declaration_pdf", args=[stay.declarations.get().pk]))
    assert "Provanomi" not in answer["Content-Disposition"]
    read = PdfReader(io.BytesIO(answer.content))
    text = " ".join("".join(page.extract_text() for page in read.pages).split())
    for word in ("Dichiarazione di ospitalità", "Provanomi Blessing", "Nigeria", "Viale Inventato 9", unit.name):
        assert word in text
    child = stay.household.people.exclude(first_name="Blessing").get()
    assert str(child) not in text  # of whom no citizenship is known
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean


def test_only_the_team_reads_it_the_stay_page_says_nothing_of_it_to_others(client, host, dora, olga, carlo, alice):
    stay = housed(host, dora, alice, "NG")
    page = reverse("housing:declaration", args=[stay.declarations.get().pk])
    for user, status in ((olga, 200), (dora, 200), (carlo, 403), (alice, 403)):
        client.force_login(user)
        assert client.get(page).status_code == status
        shown = client.get(reverse("housing:stay", args=[stay.pk])).content.decode()
        assert (page in shown) == (status == 200)


def test_from_bed_to_bed_of_one_flat_the_address_is_the_same_and_nothing_is_declared(host, dora, alice):
    first = factories.bed(host)
    other = factories.PlaceFactory(unit=first.unit, name="Letto 2")
    stay = in_beds_of(first.unit, host, dora, alice, citizenships=["NG"])
    actions.transfer(stay=stay, places=[other], on=TODAY() - timedelta(days=2), by=dora)
    assert stay.declarations.count() == 1
    actions.transfer(stay=stay, places=[factories.flat(host)], on=TODAY(), by=dora)
    assert [each.since for each in stay.declarations.order_by("since")] == [TODAY() - timedelta(days=9), TODAY()]


def test_who_has_no_citizenship_is_a_question_and_no_silence(host, dora, olga, carlo, alice):
    stay = housed(host, dora, alice, "NG", size=2, on=TODAY() - timedelta(days=9))
    child = stay.household.people.get(citizenships=[])
    assert of_no_citizenship(olga) == of_no_citizenship(dora) == [str(child)]
    assert tasks(carlo) == [] and tasks(alice) == []
    write_citizenship(child, "IT", alice)
    assert of_no_citizenship(olga) == [] and stay.declarations.count() == 1
    end_stay(stay=stay, on=TODAY(), by=dora)
    assert of_no_citizenship(olga) == []


def test_a_citizenship_written_before_the_delivery_adds_the_guest_to_the_paper_that_waits(host, dora, alice):
    stay = housed(host, dora, alice, "NG", size=2)
    child = stay.household.people.get(citizenships=[])
    write_citizenship(child, "NG", alice)
    assert child in stay.declarations.get().guests


def test_a_citizenship_written_after_the_delivery_asks_for_another_that_names_that_guest_alone(host, dora, alice):
    stay = housed(host, dora, alice, "NG", size=2, on=TODAY() - timedelta(days=9))
    first, child = stay.declarations.get(), stay.household.people.get(citizenships=[])
    deliver(first, dora)
    write_citizenship(child, "NG", alice)
    second = stay.declarations.to_deliver().get()
    assert (second.since, second.guests, second.mark[0]) == (first.since, [child], "bad")
    assert child not in first.guests and len(first.guests) == 1
    deliver(second, dora)
    write_citizenship(child, "NG", alice)
    assert not stay.declarations.to_deliver().exists()


def test_who_turns_out_to_be_european_need_not_be_declared_any_more(host, dora, alice):
    stay = housed(host, dora, alice, "NG", size=1)
    write_citizenship(stay.household.people.get(), "FR", alice)
    assert not stay.declarations.exists()


def test_who_becomes_known_in_the_second_bed_is_declared_since_the_first(host, dora, alice):
    first = factories.bed(host)
    other = factories.PlaceFactory(unit=first.unit, name="Letto 2")
    stay = in_beds_of(first.unit, host, dora, alice)
    actions.transfer(stay=stay, places=[other], on=TODAY() - timedelta(days=2), by=dora)
    assert not stay.declarations.exists()
    write_citizenship(stay.household.people.get(), "NG", alice)
    assert stay.declarations.get().since == TODAY() - timedelta(days=9)


def test_the_list_says_what_waits_what_is_late_and_what_was_delivered(client, host, dora, alice):
    late = housed(host, dora, alice, "NG", on=TODAY() - timedelta(days=9)).declarations.get()
    waits = housed(host, dora, alice, "NG").declarations.get()
    done = housed(host, dora, alice, "NG", on=TODAY() - timedelta(days=5)).declarations.get()
    deliver(done, dora)
    client.force_login(dora)
    found = {
        query: [row.record for row in client.get(reverse("housing:declarations") + query).context["table"].rows]
        for query in ("", "?state=late", "?state=delivered", "?state=")
    }
    assert found == {
        "": [late, waits],
        "?state=late": [late],
        "?state=delivered": [done],
        "?state=": [late, waits, done],
    }
    assert reverse("housing:declarations") in client.get(reverse("housing:stays")).content.decode()


def test_many_declarations_cost_as_many_queries_as_one(client, host, dora, alice):
    client.force_login(dora)
    housed(host, dora, alice, "NG", size=1)
    one, fifty = for_one_and_for_fifty(client, reverse("housing:declarations"))
    assert one == fifty


def test_the_paper_names_the_document_that_is_valid_for_longest(client, host, dora, alice):
    stay = housed(host, dora, alice, "NG", size=1)
    guest = stay.household.people.get()
    for kind, number, valid_through in (("CONSULAR_CERT", "C1", None), ("PASSPORT", "P2", "2031-05-06")):
        said = {"kind": kind, "number": number, "valid_through": valid_through, "issued_on": "2021-05-07"}
        guest.documents.create(household=stay.household, issued_by="Consolato finto", **said)
    client.force_login(dora)
    answer = client.get(reverse("housing:declaration_pdf", args=[stay.declarations.get().pk]))
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "Passaporto P2, rilasciato da Consolato finto il 07/05/2021, valido fino al 06/05/2031" in text
    assert "C1" not in text

"""The list of households and the page of one: whose they are, what they show, what they keep to themselves."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from beneficiaries.models import Household
from tests.factories import household, need, referral
from tests.queries import for_one_and_for_fifty, queries_of
from wemix.models import AuditEntry

LIST = reverse("beneficiaries:households")


def url(name, *keys):
    return reverse(f"beneficiaries:{name}", args=keys)


@pytest.fixture
def desk(client, alice):
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    return client


def text(answer):
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def names(answer):
    return [link.text for link in BeautifulSoup(answer.content, "html.parser").select("td:first-child a")]


def test_the_list_shows_the_bodys_own_and_narrows_to_mine(desk, alice, bob, charlie):
    for worker, name in ((alice, "Mia"), (bob, "Sua"), (charlie, "Altrui")):
        household(worker, last_name=name, first_name="")
    assert names(desk.get(LIST)) == ["Mia", "Sua"]
    assert names(desk.get(LIST, {"whose": "mine"})) == ["Mia"]


def test_the_list_sorts_accents_where_people_look_for_them(desk, alice):
    for name in ("Zeta", "Évora", "alfa", "Fini"):
        household(alice, last_name=name, first_name="")
    assert names(desk.get(LIST)) == ["alfa", "Évora", "Fini", "Zeta"]


def test_the_list_narrows_by_how_many_people(desk, alice):
    household(alice, last_name="Solo", first_name=""), household(alice, size=4, last_name="Quattro", first_name="")
    assert names(desk.get(LIST, {"size": "1"})) == ["Solo"]
    assert names(desk.get(LIST, {"size": "4"})) == ["Quattro"]


def test_fifty_households_ask_the_database_no_more_than_one(desk, alice, host):
    referral(host, of=household(alice, size=2), until="submitted")
    one, fifty = for_one_and_for_fifty(desk, LIST)
    assert one == fifty


def test_a_large_household_asks_no_more_than_a_small_one(desk, alice):
    small, large = household(alice, size=1), household(alice, size=9)
    assert queries_of(desk, url("household", large.pk)) == queries_of(desk, url("household", small.pk))


def test_the_page_shows_people_needs_and_what_is_not_known(desk, rossi):
    need(rossi, "STEP_FREE", "YES")
    head = rossi.people.first()
    head.phones.create(household=rossi, number="+393331234567", is_safe="NO")
    head.permits.create(household=rossi, type="FAMILY", status="RENEWAL_PENDING", valid_through="2024-01-01")
    shown = text(desk.get(url("household", rossi.pk)))
    assert "+39 333 123 4567 do not call" in shown
    assert "Family reasons In renewal (receipt) valid through 01/01/2024" in shown
    assert "Needs a home without steps yes" in shown
    assert "Brings an animal not known" in shown
    assert "has run out" not in shown


def test_a_look_is_written_down_without_names(desk, alice, rossi):
    desk.get(url("household", rossi.pk))
    entry = AuditEntry.objects.filter(verb="household.page").get()
    assert (entry.user_id, entry.household_id, entry.fields) == (alice.pk, rossi.pk, [])


def test_a_stranger_finds_nothing(client, charlie, rossi):
    client.force_login(charlie)
    person = rossi.people.first()
    for address in ("household", "household_edit", "needs", "person_add", "to_colleague", "to_body"):
        assert client.get(url(address, rossi.pk)).status_code == 404, address
    for address in ("person", "person_edit", "person_code", "person_permit", "person_phones", "person_leaves"):
        assert client.get(url(address, rossi.pk, person.pk)).status_code == 404, address


def test_of_a_protected_household_only_the_named_worker_learns_that_it_is(client, alice, bob):
    secret = household(alice, secret=True, last_name="Nascosti", first_name="")
    client.cookies["django_language"] = "en"
    for worker, learns in ((alice, True), (bob, False)):
        client.force_login(worker)
        person = secret.people.get()
        for address in (LIST, url("household", secret.pk), url("person", secret.pk, person.pk)):
            assert ("address secret" in text(client.get(address))) is learns, address
        shown = client.get(url("person_edit", secret.pk, person.pk)).content.decode()
        assert ("address_secret" in shown) is learns


def test_who_may_not_know_of_a_secret_address_cannot_unmake_it(client, alice, bob):
    secret = household(alice, secret=True)
    client.force_login(bob)
    person = secret.people.get()
    typed = {"last_name": "Nuovi", "birth_precision": "EXACT", "needs_interpreter": "NO", "version": person.version}
    answer = client.post(url("person_edit", secret.pk, person.pk), typed | {"address_secret": "False"})
    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.last_name, person.address_secret) == ("Nuovi", True)


def test_a_body_that_handed_over_reads_on_and_writes_no_more(desk, rossi, charlie):
    rossi.organisation, rossi.worker = charlie.organisation, charlie
    rossi.save()
    assert desk.get(url("household", rossi.pk)).status_code == 200
    assert desk.get(url("household_edit", rossi.pk)).status_code == 403
    assert names(desk.get(LIST, {"whose": "passed"})) == [rossi.name]


# What is changed of a household


def test_the_contact_person_may_be_another_member(desk, rossi):
    head, other = rossi.memberships.order_by("pk")[:2]
    typed = {"name": "Rossifinti", "contact": "Ada", "head": other.pk, "version": rossi.version}
    assert desk.post(url("household_edit", rossi.pk), typed).status_code == 302
    head.refresh_from_db(), other.refresh_from_db()
    assert (head.is_head, other.is_head) == (False, True)
    assert Household.objects.get(pk=rossi.pk).name == "Rossifinti"


def test_needs_keep_answers_and_notes_and_forget_nothing(desk, rossi):
    typed = {"need-STEP_FREE": "YES", "note-STEP_FREE": "usa un deambulatore", "need-SMOKES": "REFUSED"}
    assert desk.post(url("needs", rossi.pk), typed | {"version": rossi.version}).status_code == 302
    typed |= {"need-STEP_FREE": "UNKNOWN", "version": rossi.version + 1}
    assert desk.post(url("needs", rossi.pk), typed).status_code == 302
    assert dict(rossi.needs.values_list("kind", "answer")) == {"STEP_FREE": "UNKNOWN", "SMOKES": "REFUSED"}
    assert rossi.needs.get(kind="STEP_FREE").note == "usa un deambulatore"

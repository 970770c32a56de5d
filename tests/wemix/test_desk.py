"""The desk: what each role gets, whose rows."""

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.urls import reverse

from tests.desk import BODIES, INDEX, TABLES, USERS, page_of
from tests.factories import OrganisationFactory, UserFactory
from tests.queries import queries_of
from wemix.models import AuditEntry


@pytest.fixture
def person(request):
    return request.getfixturevalue(request.param)


def each(*names):
    return pytest.mark.parametrize("person", names, indirect=True)


# Who comes in, and to what


def test_the_desk_holds_what_our_floors_declare_and_nothing_else():
    assert set(TABLES) == {
        "wemix.organisation",
        "wemix.outgoingmail",
        "wemix.user",
        "wemix.vocabularyterm",
        "beneficiaries.denial",
        "beneficiaries.livesapart",
        "housing.building",
        "housing.unit",
        "housing.place",
        "housing.closure",
        "housing.houserules",
        "referrals.referral",
        "referrals.rulebookversion",
    }


@each("alice", "olga", "carlo", "mara", "otto")
def test_the_desk_is_for_coordinators_and_technicians(client, person):
    client.force_login(person)
    assert client.get(INDEX).status_code == 403
    assert client.get(USERS).status_code == 403


def test_a_stranger_is_asked_to_sign_in_at_the_site(client, db):
    answer = client.get(USERS, follow=True)
    assert answer.redirect_chain[-1][0] == f"/accesso/accedi/?next={USERS}"


def tables_open_to(client):
    return {
        name for name in TABLES if client.get(reverse(f"admin:{name.replace('.', '_')}_changelist")).status_code == 200
    }


OF_THE_TECHNICIAN = {"wemix.outgoingmail"}  # who looks after the server alone


def test_the_coordinator_opens_every_table_of_people_and_homes(client, dora):
    client.force_login(dora)
    assert tables_open_to(client) == set(TABLES) - OF_THE_TECHNICIAN


def test_the_technician_opens_bodies_users_vocabularies_and_mail_only(client, tecla):
    client.force_login(tecla)
    assert tables_open_to(client) == {"wemix.organisation", "wemix.user", "wemix.vocabularyterm"} | OF_THE_TECHNICIAN
    index = client.get(INDEX).content.decode()
    assert "wemix/user/" in index
    assert "housing" not in index and "beneficiaries" not in index and "referrals" not in index


def test_every_table_is_narrowed_somehow():
    assert [name for name, table in TABLES.items() if not (table.list_filter or table.search_fields)] == []


@pytest.mark.parametrize("rest", ["autocomplete/", "r/1/1/", "password_change/", "nothing/"])
def test_no_address_leads_round_the_rules(client, dora, rest):
    client.force_login(dora)
    assert client.get(INDEX + rest).status_code == 404


def test_no_table_has_a_history_and_few_a_deletion():
    named = {page.name for table in TABLES.values() for page in table.get_urls()}
    assert not {name for name in named if name.endswith("_history")}
    assert {name for name in named if name.endswith("_delete")} == {
        "beneficiaries_denial_delete",
        "beneficiaries_livesapart_delete",
    }


def test_nobody_deletes_from_a_list():
    """Many at once would go without an audit entry."""
    assert "delete_selected" not in dict(admin.site.actions)


# Whose rows


def text_of(answer):
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_users_of_another_host_are_not_there(client, dora, dario, bob):
    client.force_login(dora)
    listed = client.get(USERS).content.decode()
    assert bob.email in listed
    assert dario.email not in listed
    assert client.get(page_of(dario)).status_code == 404
    assert client.post(page_of(dario), {"first_name": "Preso"}).status_code == 404


def test_a_row_of_somebody_else_and_no_row_are_one_answer_and_are_logged(client, dora, dario):
    client.force_login(dora)
    theirs, nobodys = client.get(page_of(dario)), client.get(f"{USERS}99999999/change/")
    assert (theirs.status_code, text_of(theirs)) == (nobodys.status_code, text_of(nobodys))
    assert AuditEntry.objects.filter(action="refused", model="wemix.user", row=str(dario.pk), user_id=dora.pk).exists()


@pytest.mark.parametrize(
    "question", ["password__startswith=md5", "last_login__isnull=0", "organisation__people__email=x", "email=x", "id=1"]
)
def test_an_address_questions_no_column_that_is_not_a_filter(client, dora, question):
    client.force_login(dora)
    assert client.get(f"{USERS}?{question}").status_code == 400


def test_filters_are_answered(client, dora, olga, bob):
    client.force_login(dora)
    listed = client.get(
        f"{USERS}?role__exact=operator&is_active__exact=1&organisation__id__exact={olga.organisation_id}"
    )
    assert olga.email in listed.content.decode()
    assert bob.email not in listed.content.decode()


def test_a_filter_offers_no_body_of_strangers_only(client, dora, dario):
    client.force_login(dora)
    assert dario.organisation.name not in client.get(USERS).content.decode()


# Bodies


def test_a_coordinator_adds_a_sender_and_no_host(client, dora):
    client.force_login(dora)
    said = {"name": "Nuovo Servizio", "code": "nuovo-servizio", "phone": "", "email": ""}
    assert client.post(f"{BODIES}add/", said | {"kind": "hosting"}).status_code == 422
    assert client.post(f"{BODIES}add/", said | {"kind": "sending"}).status_code == 302


def test_a_coordinator_changes_senders_and_her_own_body_and_no_other_host(client, dora, polo, other_host):
    client.force_login(dora)
    said = {"name": "Nome nuovo", "phone": "011 1234", "email": "", "version": polo.version}
    assert client.post(page_of(polo), said).status_code == 302
    assert client.post(page_of(dora.organisation), said).status_code == 302
    assert client.post(page_of(other_host), said).status_code == 403
    polo.refresh_from_db()
    assert (polo.name, polo.code) == ("Nome nuovo", "polo-prova")


def test_a_coordinator_switches_no_body_off(client, dora, tecla, polo):
    said = {"name": polo.name, "phone": "", "email": "", "is_active": ""}
    client.force_login(dora)
    client.post(page_of(polo), said | {"version": polo.version})
    polo.refresh_from_db()
    assert polo.is_active
    client.force_login(tecla)
    client.post(page_of(polo), said | {"version": polo.version})
    polo.refresh_from_db()
    assert not polo.is_active


# Lists


def test_the_index_has_no_recent_actions(client, dora):
    client.force_login(dora)
    assert "recent-actions" not in client.get(INDEX).content.decode()


@pytest.mark.parametrize("table", [USERS, BODIES])
def test_a_list_asks_as_much_for_one_row_as_for_fifty(client, dora, table):
    client.force_login(dora)
    few = queries_of(client, table)
    for _ in range(50):
        UserFactory(organisation=OrganisationFactory())
    assert queries_of(client, table) == few

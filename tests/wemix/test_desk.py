"""The desk: what each role gets, whose rows, and who may invite whom."""

import html
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from tests.desk import INDEX, page_of
from tests.factories import OrganisationFactory, UserFactory
from tests.queries import queries_of
from wemix import typed
from wemix.access import Role
from wemix.models import AuditEntry, Draft, User
from wemix.versions import Versioned

TABLES = {model._meta.label_lower: table for model, table in admin.site._registry.items()}
USERS = f"{INDEX}wemix/user/"
BODIES = f"{INDEX}wemix/organisation/"


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


# Who saves from an old page


def test_whatever_two_may_change_at_the_desk_knows_its_version():
    changed = [model for model, table in admin.site._registry.items() if table.change_roles]
    assert changed and all(issubclass(model, Versioned) for model in changed), changed


def test_a_role_given_meanwhile_is_not_undone_by_an_old_page(client, dora, olga):
    client.force_login(dora)
    seen = olga.version
    assert change(client, olga, role=Role.CUSTODIAN).status_code == 302
    answer = change(client, olga, role=Role.OPERATOR, phone="011 555", version=seen)
    assert answer.status_code == 422 and "Nel frattempo" in answer.content.decode()
    assert (olga.role, olga.phone) == (Role.CUSTODIAN, "")


# Invitations


def invite(client, role, body, email="nuova@prova.example", **more):
    said = {"first_name": "Nuova", "last_name": "Persona", "email": email, "phone": "", "role": role}
    return client.post(f"{USERS}add/", said | {"organisation": body.pk if body else ""} | more)


def test_the_invited_chooses_her_own_password(client, dora, polo, django_capture_on_commit_callbacks):
    client.force_login(dora)
    with django_capture_on_commit_callbacks(execute=True):
        assert invite(client, Role.SOCIAL_WORKER, polo, password="scelta-da-altri").status_code == 302
    invited = User.objects.get(email="nuova@prova.example")
    assert not invited.has_usable_password()
    [letter] = mail.outbox
    assert letter.to == [invited.email]
    assert letter.subject == "We Mix: invito"
    client.logout()
    link = re.search(r"http://testserver(/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    chosen = {"password1": "una parola molto lunga", "password2": "una parola molto lunga"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert client.login(email=invited.email, password="una parola molto lunga")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CUSTODIAN, Role.COORDINATOR])
def test_a_coordinator_invites_the_people_of_her_body(client, dora, role):
    client.force_login(dora)
    assert invite(client, role, dora.organisation).status_code == 302


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.MANAGER, Role.OFFICER, "superuser", ""])
def test_a_coordinator_makes_no_technician_manager_or_officer(client, dora, role):
    client.force_login(dora)
    assert invite(client, role, dora.organisation).status_code == 422
    assert invite(client, role, None).status_code == 422
    assert not User.objects.filter(email="nuova@prova.example").exists()


@pytest.mark.parametrize("role", Role.values)
def test_a_coordinator_puts_nobody_into_another_host(client, dora, other_host, role):
    client.force_login(dora)
    assert invite(client, role, other_host).status_code == 422


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CUSTODIAN, Role.COORDINATOR])
def test_a_sender_has_social_workers_only(client, dora, polo, role):
    client.force_login(dora)
    assert invite(client, role, polo).status_code == 422


def test_a_social_worker_is_of_a_sender(client, dora):
    client.force_login(dora)
    assert invite(client, Role.SOCIAL_WORKER, dora.organisation).status_code == 422


@pytest.mark.parametrize(
    ("role", "with_a_body", "status"),
    [
        (Role.TECHNICIAN, False, 302),
        (Role.MANAGER, True, 302),
        (Role.TECHNICIAN, True, 422),
        (Role.MANAGER, False, 422),
        (Role.COORDINATOR, True, 422),
        (Role.SOCIAL_WORKER, True, 422),
        (Role.OFFICER, False, 422),
    ],
)
def test_a_technician_makes_technicians_and_managers(client, tecla, polo, role, with_a_body, status):
    client.force_login(tecla)
    assert invite(client, role, polo if with_a_body else None).status_code == status


def change(client, user, **said):
    now = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email, "phone": user.phone}
    now |= {"organisation": user.organisation_id or "", "role": user.role, "is_active": "on", "version": user.version}
    answer = client.post(page_of(user), now | said)
    user.refresh_from_db()
    return answer


@each("dora", "tecla")
def test_nobody_changes_their_own_role_or_switches_themselves_off(client, person, polo):
    role, body = person.role, person.organisation
    client.force_login(person)
    assert change(client, person, role=Role.MANAGER, organisation=polo.pk, is_active="", phone="1").status_code == 302
    assert (person.role, person.organisation, person.is_active, person.phone) == (role, body, True, "1")


def test_nobody_is_promoted_to_technician(client, dora, olga):
    client.force_login(dora)
    assert change(client, olga, role=Role.TECHNICIAN, organisation="").status_code == 422
    assert olga.role == Role.OPERATOR


def test_a_manager_of_the_body_is_seen_and_not_changed_by_its_coordinator(client, dora, mara):
    client.force_login(dora)
    assert client.get(page_of(mara)).status_code == 200
    assert change(client, mara, role=Role.OPERATOR).status_code == 403
    assert mara.role == Role.MANAGER


def test_who_leaves_is_switched_off(client, dora, olga):
    client.force_login(dora)
    assert change(client, olga, is_active="").status_code == 302
    assert not olga.is_active


def test_the_address_of_who_came_in_is_theirs(client, dora, alice):
    """Else whoever changes it has the password of another body's worker sent to herself."""
    client.force_login(alice)
    client.force_login(dora)
    alice.refresh_from_db()
    change(client, alice, email="dora@altrove.example")
    assert alice.email != "dora@altrove.example"


def test_invitations_are_sent_again_to_who_has_not_come_in(
    client, dora, mara, alice, polo, django_capture_on_commit_callbacks
):
    late, gone = UserFactory(organisation=polo), UserFactory(organisation=polo, is_active=False)
    client.force_login(alice)
    client.force_login(dora)
    everybody = [late.pk, gone.pk, mara.pk, alice.pk]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(USERS, {"action": "invite_again", "_selected_action": everybody})
    assert [letter.to for letter in mail.outbox] == [[late.email]]


# The form, and what is remembered


def test_a_double_click_is_answered_once(client, dora, polo):
    client.force_login(dora)
    once = client.get(f"{USERS}add/").context["once"]
    first = invite(client, Role.SOCIAL_WORKER, polo, once=once)
    second = invite(client, Role.SOCIAL_WORKER, polo, once=once)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert User.objects.filter(email="nuova@prova.example").count() == 1


def test_what_was_refused_can_be_sent_again_with_the_same_key(client, dora, polo):
    client.force_login(dora)
    once = client.get(f"{USERS}add/").context["once"]
    assert invite(client, Role.TECHNICIAN, polo, once=once).status_code == 422
    assert invite(client, Role.SOCIAL_WORKER, polo, once=once).status_code == 302


def test_what_was_typed_survives_an_expired_sign_in(client, dora, polo):
    client.force_login(dora)
    author = client.get(f"{USERS}add/").context["author"]
    client.cookies.clear()
    invite(client, Role.SOCIAL_WORKER, polo, author=author)
    client.post("/accesso/accedi/", {"login": dora.email, "password": "una parola lunga per le prove"})
    again = client.get(f"{USERS}add/")
    assert "nuova@prova.example" in again.content.decode()
    assert not User.objects.filter(email="nuova@prova.example").exists()


def keep_draft(client, person, page, **said):
    said |= {"draft_path": page, "draft_author": typed.author_token(person)}
    return client.post(reverse("save_draft"), said)


def test_a_draft_comes_back_as_it_was_left_and_is_gone_when_it_is_sent(client, dora, olga, polo):
    client.force_login(dora)
    keep_draft(client, dora, f"{USERS}add/", first_name="Nuova", email="")
    page = BeautifulSoup(client.get(f"{USERS}add/?_changelist_filters=q").content, "html.parser")
    assert page.select_one("[name=first_name]")["value"] == "Nuova"
    assert page.select_one(".messagelist") and not page.select(".errornote, .errorlist")
    assert not page.select_one("[data-draft-drop]").has_attr("hidden")
    assert invite(client, Role.SOCIAL_WORKER, polo).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if Role.COORDINATOR in table.add_roles])
def test_every_form_of_a_new_row_gives_its_draft_back(client, dora, name):
    client.force_login(dora)
    page = reverse(f"admin:{name.replace('.', '_')}_add")
    keep_draft(client, dora, page)
    answer = client.get(page)
    assert (answer.status_code, answer.context["draft_path"], len(answer.context["messages"])) == (200, page, 1)


def test_a_draft_made_of_an_old_page_is_compared_when_it_is_sent(client, dora, olga):
    client.force_login(dora)
    keep_draft(client, dora, page_of(olga), first_name="Olga", phone="011 111", version=olga.version)
    meanwhile = User.objects.get(pk=olga.pk)
    meanwhile.phone = "011 222"
    meanwhile.save()
    given_back = client.get(page_of(olga)).context
    assert given_back["version"] == str(olga.version) and given_back["adminform"].form["phone"].value() == "011 111"
    refused = change(client, olga, phone="011 111", version=given_back["version"])
    assert refused.status_code == 422 and "011 222" in refused.content.decode()


@pytest.mark.parametrize("half_typed", [{}, {"organisation": ""}, {"role": "technician"}, {"_popup": "1"}])
def test_no_draft_locks_its_author_out(client, dora, olga, half_typed):
    client.force_login(dora)
    keep_draft(client, dora, page_of(olga), **half_typed)
    page = BeautifulSoup(client.get(page_of(olga)).content, "html.parser")
    assert page.select("[name=_save]") and page.select("#header") and not page.select("[name=_popup]")
    assert not page.select_one("[data-draft-drop]").has_attr("hidden")


def test_a_refused_page_can_be_sent_again(client, dora, olga):
    client.force_login(dora)
    answer = change(client, olga, organisation="")
    assert answer.status_code == 422 and b'name="_save"' in answer.content


def test_who_may_only_read_a_row_is_offered_no_draft_and_still_reads_it(client, dora, other_host):
    client.force_login(dora)
    keep_draft(client, dora, page_of(other_host), name="Un altro nome")
    answer = client.get(page_of(other_host))
    assert answer.status_code == 200 and "data-draft-bar" not in answer.content.decode()


def test_a_refusal_of_the_database_is_a_sentence(client, dora, olga, monkeypatch):
    monkeypatch.setattr("wemix.models.User.validate_constraints", lambda self, exclude=None: None)
    monkeypatch.setattr("wemix.models.User.validate_unique", lambda self, exclude=None: None)
    client.force_login(dora)
    answer = invite(client, Role.OPERATOR, dora.organisation, email=olga.email.upper())
    assert answer.status_code == 422
    assert "Un'altra persona accede già con questa e-mail." in html.unescape(answer.content.decode())


def test_a_save_is_in_our_log_by_names_of_fields_and_djangos_stays_empty(client, dora, olga):
    client.force_login(dora)
    change(client, olga, phone="011 555")
    entry = AuditEntry.objects.filter(verb="user.change", row=str(olga.pk)).get()
    assert (entry.user_id, entry.fields) == (dora.pk, ["phone"])
    assert not LogEntry.objects.exists()


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

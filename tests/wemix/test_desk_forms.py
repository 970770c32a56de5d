"""Every form of the desk: sent once, kept as a draft, compared when it is old, refused in words, remembered."""

import html

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from tests.desk import TABLES, USERS, change_user, invite, page_of
from wemix import typed
from wemix.access import Role
from wemix.models import AuditEntry, Draft, User
from wemix.versions import Versioned

# Sent once


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


# Kept as a draft


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
    refused = change_user(client, olga, phone="011 111", version=given_back["version"])
    assert refused.status_code == 422 and "011 222" in refused.content.decode()


@pytest.mark.parametrize("half_typed", [{}, {"organisation": ""}, {"role": "technician"}, {"_popup": "1"}])
def test_no_draft_locks_its_author_out(client, dora, olga, half_typed):
    client.force_login(dora)
    keep_draft(client, dora, page_of(olga), **half_typed)
    page = BeautifulSoup(client.get(page_of(olga)).content, "html.parser")
    assert page.select("[name=_save]") and page.select("#header") and not page.select("[name=_popup]")
    assert not page.select_one("[data-draft-drop]").has_attr("hidden")


def test_who_may_only_read_a_row_is_offered_no_draft_and_still_reads_it(client, dora, other_host):
    client.force_login(dora)
    keep_draft(client, dora, page_of(other_host), name="Un altro nome")
    answer = client.get(page_of(other_host))
    assert answer.status_code == 200 and "data-draft-bar" not in answer.content.decode()


# Saved from an old page


def test_whatever_two_may_change_at_the_desk_knows_its_version():
    changed = [model for model, table in admin.site._registry.items() if table.change_roles]
    assert changed and all(issubclass(model, Versioned) for model in changed), changed


def test_a_role_given_meanwhile_is_not_undone_by_an_old_page(client, dora, olga):
    client.force_login(dora)
    seen = olga.version
    assert change_user(client, olga, role=Role.CUSTODIAN).status_code == 302
    answer = change_user(client, olga, role=Role.OPERATOR, phone="011 555", version=seen)
    assert answer.status_code == 422 and "Nel frattempo" in answer.content.decode()
    assert (olga.role, olga.phone) == (Role.CUSTODIAN, "")


# Refused, and remembered


def test_a_refused_page_can_be_sent_again(client, dora, olga):
    client.force_login(dora)
    answer = change_user(client, olga, organisation="")
    assert answer.status_code == 422 and b'name="_save"' in answer.content


def test_a_refusal_of_the_database_is_a_sentence(client, dora, olga, monkeypatch):
    monkeypatch.setattr("wemix.models.User.validate_constraints", lambda self, exclude=None: None)
    monkeypatch.setattr("wemix.models.User.validate_unique", lambda self, exclude=None: None)
    client.force_login(dora)
    answer = invite(client, Role.OPERATOR, dora.organisation, email=olga.email.upper())
    assert answer.status_code == 422
    assert "Un'altra persona accede già con questa e-mail." in html.unescape(answer.content.decode())


def test_a_save_is_in_our_log_by_names_of_fields_and_djangos_stays_empty(client, dora, olga):
    client.force_login(dora)
    change_user(client, olga, phone="011 555")
    entry = AuditEntry.objects.filter(verb="user.change", row=str(olga.pk)).get()
    assert (entry.user_id, entry.fields) == (dora.pk, ["phone"])
    assert not LogEntry.objects.exists()

"""Every form of the site: a double click counts once, an expired sign-in loses nothing, a stale form is told.

One line a form, of those that a household, its referral and its stay are enough for; the forms of the life project,
of proposals and of registering are tried in the same ways in their own files.
"""

import uuid
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import HouseholdMembership
from tests import factories
from wemix import typed

WRITTEN_BY_ALICE = factories.SAID | {"host": "HOST", "agreement": "YES", "notice_on": "2026-01-10"}


@dataclass(frozen=True)
class Form:
    name: str
    who: str
    data: dict = field(default_factory=dict)
    state: str = "submitted"  # of the referral that the page is about
    args: str = "referral"  # what the address names
    step: str = ""
    query: str = ""

    def __str__(self):
        return f"{self.name} {self.step}".strip()


FORMS = [
    Form("beneficiaries:needs", "alice", {"need-PETS": "YES", "note-PETS": "un gatto"}, args="household"),
    Form("beneficiaries:person_needs", "alice", {"need-QUIET": "YES"}, args="person"),
    Form("beneficiaries:person_phones", "alice", {"number-new1": "+390114421111", "note-new1": "casa"}, args="person"),
    Form(
        "beneficiaries:household_edit",
        "alice",
        {"name": "Nuovi Rossifinti", "contact": "Chiamare il Polo", "head": "HEAD", "address_secret": "True"},
        args="household",
    ),
    Form("beneficiaries:to_colleague", "alice", {"worker": "COLLEAGUE"}, args="household"),
    Form("referrals:write", "alice", WRITTEN_BY_ALICE, args="household"),
    Form("referrals:edit", "alice", WRITTEN_BY_ALICE | {"sleeps_now": "In macchina"}, state="draft"),
    Form("referrals:ask", "olga", {"text": "Quanti sono?"}),
    Form("referrals:message", "alice", {"text": "Grazie"}),
    Form("referrals:answer", "alice", {"text": "Sì"}, state="asked", args="question"),
    Form("referrals:step", "alice", step="submit", state="draft"),
    Form("referrals:step", "olga", step="take"),
    Form("referrals:step", "dora", {"urgency": 3, "note": ""}, step="eligible", state="in_review"),
    Form(
        "referrals:step",
        "dora",
        {"reason": "OUTSIDE_TARGET", "letter": "Gentile collega"},
        step="not_eligible",
        query="?reason=OUTSIDE_TARGET",
    ),
    Form(
        "referrals:step", "dora", {"reason": "NOT_ARRIVED", "note": "Non venuti"}, step="fall_through", state="accepted"
    ),
    Form("referrals:step", "olga", {"on": "TODAY"}, step="house", state="accepted"),
    Form(
        "referrals:step",
        "dora",
        {"on": "TODAY", "reason": "GOALS_REACHED", "destination": "ERP"},
        step="close",
        state="housed",
    ),
    Form("referrals:step", "alice", {"note": "Hanno trovato casa"}, step="withdraw"),
    Form("housing:replan", "olga", {"planned_until": "TODAY"}, state="housed", args="stay"),
    Form("housing:transfer", "dora", {"place": "FREE", "on": "TODAY"}, state="housed", args="stay"),
]


@pytest.fixture
def world(host, rossi, dora, home):
    """The address and the data of a form, in a world where its page makes sense."""

    def make(form):
        referral = rossi if form.args in ("household", "person") else None
        if form.args in OF_REFERRAL:
            referral = factories.referral(host, of=rossi, until=form.state, coordinator=dora, place=home)
        args = ARGS[form.args](referral) + ([form.step] if form.step else [])
        data = {key: _real(value, host) for key, value in form.data.items()}
        return reverse(form.name, args=args) + form.query, data

    return make


OF_REFERRAL = {"referral", "question", "proposal", "stay"}
ARGS = {
    "household": lambda household: [household.pk],
    "person": lambda household: [household.pk, household.people.first().pk],
    "referral": lambda referral: [referral.pk],
    "question": lambda referral: [referral.messages.open_questions().get().pk],
    "proposal": lambda referral: [referral.proposals.open().get().pk],
    "stay": lambda referral: [referral.stay_id],
    "nothing": lambda nothing: [],
}


def _real(value, host):
    real = {
        "HOST": lambda: host.pk,
        "COLLEAGUE": lambda: factories.UserFactory(organisation__code="polo-prova").pk,
        "HEAD": lambda: HouseholdMembership.objects.get(is_head=True, household__name__startswith="Rossifinti").pk,
        "TODAY": lambda: str(timezone.localdate()),
        "FREE": lambda: factories.flat(host).pk,
    }
    return real[value]() if value in real else value


def rows_of_everything():
    """How many rows each table of ours holds, the log apart."""
    models = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.managed]
    return {model._meta.label: model._base_manager.count() for model in models}


OURS = {"beneficiaries", "housing", "referrals"}


def guards_of(page):
    """The hidden fields of the page's form."""
    soup = BeautifulSoup(page.content, "html.parser")
    form = soup.select_one("main form.page-form")
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]") if field.get("name")}


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_double_click_counts_once(client, request, world, form):
    url, data = world(form)
    client.force_login(request.getfixturevalue(form.who))
    data |= guards_of(client.get(url))
    first = client.post(url, data)
    assert first.status_code == 302, first.context["form"].errors
    after_first = rows_of_everything()
    second = client.post(url, data)
    assert (second.status_code, second.url) == (302, first.url)
    assert rows_of_everything() == after_first


@pytest.mark.parametrize("form", [form for form in FORMS if form.data], ids=str)
def test_an_expired_sign_in_loses_nothing(client, request, world, form):
    url, data = world(form)
    who = request.getfixturevalue(form.who)
    before = rows_of_everything()
    answer = client.post(url, data | {"author": typed.author_token(who)})
    assert answer.status_code == 302 and "/accesso/accedi/" in answer.url
    client.force_login(who)
    page = client.get(url)
    assert rows_of_everything() == before
    given_back = page.context["form"].data
    assert {key: given_back.get(key) for key in data} == {key: str(value) for key, value in data.items()}
    assert not page.context["form"].errors


@pytest.mark.parametrize("form", FORMS[:2], ids=str)
def test_what_was_typed_goes_back_to_nobody_else(client, request, world, form, bob):
    url, data = world(form)
    client.post(url, data | {"author": typed.author_token(request.getfixturevalue(form.who))})
    client.force_login(bob)
    assert not client.get(url).context["form"].is_bound


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_stale_form_shows_both_versions(client, request, world, form):
    """Where a page edits a row that others may edit too; elsewhere the step itself says what happened meanwhile."""
    url, data = world(form)
    client.force_login(request.getfixturevalue(form.who))
    guards = guards_of(client.get(url))
    if "version" not in guards:
        return
    before = rows_of_everything()
    answer = client.post(url, data | guards | {"version": "0", "once": str(uuid.uuid4())})
    assert answer.status_code == 422 and answer.context["form"].stale
    assert all(line["saved"] != line["typed"] for line in answer.context["form"].stale)
    assert rows_of_everything() == before
    again = client.post(url, data | guards_of(answer))
    assert again.status_code == 302

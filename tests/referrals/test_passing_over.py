"""A home proposed past somebody who stands earlier in the order: asked why, kept, and never in silence."""

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial
from referrals import actions
from referrals.models import PassedOver, Proposal, Referral
from tests.factories import UserFactory, flat, household, need, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def home(host):
    return flat(host, beds=2, step_free="NO")


def wait(host, worker, coordinator, days=0, **more):
    made = referral(host, of=household(worker, **more), until="waiting", coordinator=coordinator, planned_days=90)
    need(made.household, "STEP_FREE", "NO")
    Referral.objects.filter(pk=made.pk).update(waiting_since=in_days(-days))
    return made


@pytest.fixture
def page(client, dora):
    client.force_login(dora)
    client.cookies["django_language"] = "en"

    def send(referral, place, **said):
        url = reverse("referrals:propose", args=[referral.pk, place.pk])
        if not said:
            return client.get(url)
        said = {"why_code": "BEST_FIT", "entry_on": in_days(1), "held_until": in_days(7)} | said
        return client.post(url, said)

    return send


@pytest.fixture
def early(host, alice, dora):
    return wait(host, alice, dora, days=40)


@pytest.fixture
def late(host, alice, dora):
    return wait(host, alice, dora, days=4)


def test_the_page_names_who_is_earlier_and_asks_why(page, home, early, late):
    assert str(early.household) in page(late, home).content.decode()
    answer = page(late, home, why="Scuola vicina")
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["passed_reason"]
    assert not Proposal.objects.exists()


def test_the_reason_is_kept_with_who_was_passed_over(page, home, early, late, dora):
    assert page(late, home, passed_reason="NOT_READY", passed_note="Dopo il parto").status_code == 302
    kept = PassedOver.objects.get()
    assert (kept.referral, kept.household, kept.by) == (early, early.household, dora)
    assert (kept.reason, kept.note, kept.proposal) == ("NOT_READY", "Dopo il parto", Proposal.objects.get())


def test_who_comes_first_passes_nobody_over(page, home, early, late):
    assert page(early, home, why="Prima").status_code == 302
    assert not PassedOver.objects.exists()


def test_who_could_not_live_there_is_not_passed_over(page, home, host, alice, dora, late):
    wait(host, alice, dora, days=60, size=5)
    assert page(late, home, why="Cinque non ci stanno").status_code == 302
    assert not PassedOver.objects.exists()


def test_who_holds_another_proposal_is_not_passed_over(page, home, host, early, late, dora):
    actions.propose(referral=early, place=flat(host), entry_on=in_days(1), held_until=in_days(5), assessed={}, by=dora)
    assert page(late, home, why="Ha già una proposta").status_code == 302
    assert not PassedOver.objects.exists()


def test_of_who_may_not_be_known_no_word_is_said_and_the_report_counts_them(page, home, early, late, dora, host):
    other = UserFactory(role=Role.COORDINATOR, organisation=host)
    person = early.household.people.first()
    Denial.objects.create(user=dora, person=person, household=early.household, by=other)
    shown = page(late, home)
    assert str(early.household) not in shown.content.decode() and "Earlier in" not in shown.content.decode()
    assert "passed_reason" not in shown.context["form"].fields
    assert page(late, home, why="Scuola vicina").status_code == 302
    kept = PassedOver.objects.get()
    assert (kept.referral, kept.reason) == (early, "NOT_SHOWN")


def test_nobody_chooses_the_reason_of_who_may_not_be_known(page, home, early, late):
    assert page(late, home, passed_reason="NOT_SHOWN").status_code == 422


def test_the_plan_is_a_reason_of_its_own(client, page, home, early, late):
    url = reverse("referrals:propose", args=[late.pk, home.pk])
    page = client.get(url, {"dal": "piano", "vieta": "1-2"})
    assert page.context["form"]["passed_reason"].value() == "PLAN"
    assert f'href="{reverse("referrals:plan")}?vieta=1-2"' in page.content.decode()


# Read or not


def test_how_long_the_page_was_read_is_kept(page, home, early):
    opened = signing.dumps(time.time() - 75)
    assert page(early, home, opened=opened).status_code == 302
    assert 75 <= Proposal.objects.get().seconds_read < 100


@pytest.mark.parametrize("opened", ["", "contraffatto"])
def test_a_clock_that_was_tampered_with_tells_nothing(page, home, early, opened):
    assert page(early, home, opened=opened).status_code == 302
    assert Proposal.objects.get().seconds_read is None


def test_proposals_made_in_seconds_are_counted_and_shown(client, page, home, early, olga):
    page(early, home, opened=signing.dumps(time.time() - 2))
    assert Proposal.objects.all().haste() == {"all": 1, "hasty": 1}
    url = reverse("referrals:waiting")
    assert "The last month's only proposal was made" in client.get(url).content.decode().replace("&#x27;", "'")
    client.force_login(olga)
    assert "less than ten seconds" not in client.get(url).content.decode()


# The report


def test_those_passed_over_are_a_report_of_codes_and_reasons(client, page, home, early, late, host, alice):
    page(late, home, passed_reason="NOT_READY", opened=signing.dumps(time.time() - 20))
    client.force_login(UserFactory(role=Role.MANAGER, organisation=host))
    said = client.get("/rapporti/superati/")
    assert early.household.pseudonym in said.content.decode()
    assert str(early.household) not in said.content.decode()
    assert {str(figure.label): figure.value for figure in said.context["totals"]}[
        "Days waited until then, median"
    ] == 40
    file = b"".join(client.get("/rapporti/superati/scarica.csv")).decode("utf-8-sig").splitlines()
    assert len(file) == 2 and late.household.pseudonym in file[1]
    client.force_login(UserFactory(role=Role.MANAGER, organisation=alice.organisation))
    assert early.household.pseudonym not in client.get("/rapporti/superati/").content.decode()

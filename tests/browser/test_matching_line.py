"""Matching from end to end, through the pages only: a home falls vacant, the plan is read, a proposal is declined with
its effect, the next one is accepted, and the rules are changed after looking at what that would do."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from referrals.models import Proposal, Referral, RulebookVersion
from tests.browser.test_whole_line import follow, send
from tests.factories import OrganisationFactory, UserFactory, flat, household, need, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora():
    host = OrganisationFactory(code="casa-prova", host=True)
    return UserFactory(first_name="Dora", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def alice():
    return UserFactory(first_name="Alice")


@pytest.fixture
def housed(dora, alice):
    home = flat(dora.organisation, beds=2, step_free="NO", name="Alloggio che si libera")
    return referral(dora.organisation, worker=alice, until="housed", coordinator=dora, place=home)


def wait(dora, alice, days):
    of = household(alice, size=2)
    for kind in ("STEP_FREE", "QUIET", "GROUND_FLOOR", "PETS"):
        need(of, kind, "NO")
    made = referral(
        dora.organisation,
        of=of,
        until="waiting",
        coordinator=dora,
        needed_from=timezone.localdate(),
        planned_days=90,
    )
    Referral.objects.filter(pk=made.pk).update(waiting_since=timezone.localdate() - timedelta(days=days))
    return made


def test_from_a_vacancy_to_the_next_household_and_other_rules(page_as, looked_at, dora, alice, housed):
    first, second = wait(dora, alice, 60), wait(dora, alice, 20)
    page = page_as(dora)
    page.goto("/piano/")
    expect(page.locator(".plan-row")).to_have_count(0)

    falls_vacant(page, housed)
    page.goto("/piano/")
    expect(page.locator(".plan-row")).to_have_count(1)
    expect(page.locator(".plan-row")).to_contain_text(str(first.household))
    propose_from_the_plan(page)
    looked_at(page)

    decline_for_now(page)
    first.refresh_from_db()
    assert (first.state, first.parked_reason) == ("waiting", "NOT_NOW")
    assert first.waiting_since == timezone.localdate() - timedelta(days=60)

    page.goto("/piano/")
    expect(page.locator(".plan-row")).to_contain_text(str(second.household))
    propose_from_the_plan(page)
    follow(page, "/accettata/")
    send(page)
    second.refresh_from_db()
    assert second.state == "accepted"

    other_points(page, looked_at)
    assert RulebookVersion.objects.get().weights["date"] == 20


def falls_vacant(page, housed):
    page.goto(f"/segnalazioni/{housed.pk}/passo/close/")
    page.fill("[name=on]", str(timezone.localdate()))
    page.select_option("[name=reason]", "GOALS_REACHED")
    page.select_option("[name=destination]", "RENT_MARKET")
    send(page)


def propose_from_the_plan(page):
    page.locator(".plan-row").first.get_by_role("link", name="Proponi questo alloggio").click()
    page.locator("[name=why_code]").first.check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Proposal.objects.open().exists(), page.url


def decline_for_now(page):
    follow(page, "/rifiutata/")
    page.locator("[name=reason][value=NOT_NOW]").check()
    page.fill("[name=on]", str(timezone.localdate() + timedelta(days=30)))
    send(page)


def other_points(page, looked_at):
    page.goto("/regole/")
    page.get_by_role("link", name="Cambia le regole").click()
    page.get_by_label("Momento giusto").fill("20")
    page.get_by_role("spinbutton", name="Fumo").fill("13")
    page.get_by_label("Perché cambia").fill("Il momento conta meno.")
    page.get_by_role("button", name="Guarda che cosa cambia").click()
    expect(page.get_by_text("Non è ancora pubblicato nulla.")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Pubblica la versione 1").click()
    expect(page.get_by_text("La versione 1 delle regole è pubblicata.")).to_be_visible()

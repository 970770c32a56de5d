"""Finding a home in a real browser: the best one and why, a question in one click, the answer recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from housing.actions import close_place
from referrals.matching.rules import RULES
from referrals.models import Message, Proposal
from tests.factories import OrganisationFactory, PlaceFactory, UserFactory, bed, flat, household, need, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora():
    host = OrganisationFactory(code="casa-prova", host=True)
    return UserFactory(first_name="Dora", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def waiting(dora):
    """A household of four, and a home for every kind of answer."""
    host, alice, today = dora.organisation, UserFactory(), timezone.localdate()
    flat(host, name="Alloggio con un nome molto lungo, scala B, interno cortile", floor=1, lift="YES", quiet="YES")
    flat(host, name="Alloggio grande", beds=5, is_protected=True)
    flat(host, name="Alloggio con gradini", step_free="NO")
    flat(host, name="Alloggio piccolo", beds=3)
    close_place(place=flat(host), starts_on=today, ends_on=None, reason="Inagibile", by=dora)
    shared = bed(host, residents="women")
    PlaceFactory(unit=shared.unit, name="Letto 2")
    referral(host, worker=alice, until="proposed", coordinator=dora, place=flat(host, name="Alloggio riservato"))
    of = household(alice, size=4)
    need(of, "SHARED", "NO")
    return referral(host, of=of, until="waiting", coordinator=dora, needed_from=today + timedelta(days=3))


def test_the_best_home_is_found_proposed_and_accepted(page_as, looked_at, dora, waiting):
    page = page_as(dora)
    page.goto(f"/segnalazioni/{waiting.pk}/abbinamento/")
    best = page.locator(".home-best")
    expect(best).to_contain_text("Il migliore tra quelli adatti")
    page.locator(".fold > summary").click()
    looked_at(page)

    best.get_by_text("Le regole, una per una").first.click()
    expect(best.get_by_role("table", name="Le regole, una per una").locator("tbody tr")).to_have_count(len(RULES))
    page.locator("section", has=page.locator("#nearly")).get_by_text("Tutte le regole e i punti").first.click()
    expect(page.locator("section", has=page.locator("#nearly")).get_by_role("table")).to_be_visible()
    looked_at(page)

    best.get_by_role("link", name="Proponi questo alloggio").click()
    looked_at(page)
    page.get_by_label("Vicino a scuola, lavoro o famiglia").check()
    page.get_by_role("button", name="Proponi e blocca il posto").click()
    expect(page.get_by_text("Il posto è bloccato fino alla risposta del nucleo.")).to_be_visible()
    looked_at(page)

    page.get_by_role("link", name="Accettano").click()
    looked_at(page)
    page.get_by_role("button", name="Programma l'ingresso").click()
    expect(page.get_by_role("link", name="Consegna le chiavi")).to_be_visible()
    assert Proposal.objects.get(referral=waiting).outcome == Proposal.Outcome.ACCEPTED


def test_one_click_asks_what_is_missing(page_as, dora, waiting):
    page = page_as(dora)
    page.goto(f"/segnalazioni/{waiting.pk}/abbinamento/")
    question = page.locator(".questions li", has_text="Qualcuno ha bisogno di un alloggio senza gradini?")
    question.get_by_role("button", name="Chiedi").click()
    expect(page.locator(".questions").get_by_text("chiesto il")).to_be_visible()
    assert Message.objects.get().field == "STEP_FREE"


def test_why_not_is_read_without_scripts(page_as, looked_at, dora, waiting):
    page = page_as(dora, java_script_enabled=False)
    page.goto(f"/segnalazioni/{waiting.pk}/abbinamento/")
    row = page.locator(".home", has_text="Alloggio piccolo")
    expect(row).to_contain_text("4 persone non stanno in 3 posti letto.")
    row.get_by_text("Tutte le regole e i punti").click()
    row.get_by_role("link", name="Apri in una pagina a parte").click()
    expect(page.get_by_role("table", name="Le regole, una per una").locator("tbody tr")).to_have_count(len(RULES))


def test_the_page_of_a_pair_is_clean(page_as, looked_at, dora, waiting):
    page = page_as(dora)
    page.goto(f"/segnalazioni/{waiting.pk}/abbinamento/")
    page.get_by_role("heading", name="Alloggio con gradini").get_by_role("link").click()
    looked_at(page)

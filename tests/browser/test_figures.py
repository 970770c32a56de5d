"""Fairness and simulations in a real browser: asked, followed while the worker works, read at both widths."""

import pytest
from playwright.sync_api import expect

from referrals.jobs import simulate
from referrals.models import Simulation
from tests.factories import OrganisationFactory, UserFactory, bed, flat, household, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora():
    host = OrganisationFactory(code="casa-prova", host=True)
    return UserFactory(first_name="Dora", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def alice():
    return UserFactory()


def test_other_rules_are_tried(page_as, looked_at, dora):
    """The worker's part is played by the test, seed by seed."""
    for home in (flat(dora.organisation, beds=2), flat(dora.organisation, beds=3), bed(dora.organisation)):
        assert home.is_in_service
    page = page_as(dora)
    page.goto("/rapporti/")
    page.get_by_role("link", name="Simulazioni").click()
    looked_at(page)
    page.get_by_role("link", name="Prova altre regole").click()
    looked_at(page)
    page.get_by_label("Prima").select_option("waiting")
    page.get_by_role("button", name="Simula").click()
    expect(
        page.get_by_role("alert").or_(page.get_by_text("Ognuna delle quattro domande una volta sola.")).first
    ).to_be_visible()
    page.get_by_label("Quarta").select_option("emergency")
    page.get_by_role("button", name="Simula").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    made = Simulation.objects.get()
    Simulation.objects.filter(pk=made.pk).update(seeds=2)
    simulate.function(by=dora, simulation=made.pk, seed=0)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    looked_at(page)
    simulate.function(by=dora, simulation=made.pk, seed=1)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.get_by_text("I numeri: con un alloggio, e giorni di attesa").first.click()
    expect(page.get_by_role("heading", name="Posti letto occupati")).to_be_visible()
    looked_at(page)


def test_fairness_is_read(page_as, looked_at, dora, alice):
    for n in range(12):
        of = household(alice, size=1 + n % 3, gender="WOMAN" if n % 2 else "MAN")
        referral(dora.organisation, of=of, until="waiting", coordinator=dora)
    page = page_as(dora)
    page.goto("/rapporti/")
    page.get_by_role("link", name="Equità").click()
    expect(page.get_by_role("table", name="Genere della persona di riferimento")).to_be_visible()
    looked_at(page)

"""Changing the published rules in a real browser: typed, looked at, published, and read by everybody."""

import re

import pytest
from playwright.sync_api import expect

from referrals.models import RulebookVersion
from tests.desk import add_to, list_of, page_of
from tests.factories import flat, household, need, referral

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(host, alice, dora):
    """Two households, of which one would have a home if two beds might stay empty."""
    flat(host, beds=4, name="Quattro letti")
    for size in (2, 4):
        of = household(alice, size=size, last_name=f"Attesafinti{size}")
        for kind in ("STEP_FREE", "GROUND_FLOOR", "QUIET", "PETS"):
            need(of, kind, "NO")
        referral(host, of=of, until="waiting", coordinator=dora, needed_from="2026-01-01", planned_days=90)


def test_the_rules_are_changed_looked_at_published_and_read(page_as, dora, alice, waiting, looked_at):
    page = page_as(dora)
    page.goto("/regole/")
    expect(page.get_by_text("Le regole sono quelle di partenza")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Cambia le regole").click()
    page.get_by_label("Posti letto vuoti ammessi in un alloggio intero").fill("2")
    page.get_by_role("checkbox", name=re.compile("^Animali")).uncheck()
    page.get_by_label("Momento giusto").fill("20")
    page.get_by_role("button", name="Guarda che cosa cambia").click()
    expect(page.get_by_text("Insieme fanno 95: ne mancano 5.")).to_be_visible()
    expect(page.get_by_text("Questo campo è obbligatorio.")).to_be_visible()
    looked_at(page)

    page.get_by_role("spinbutton", name="Fumo").fill("13")
    page.get_by_label("Perché cambia").fill("Troppi alloggi grandi restano vuoti.")
    page.get_by_role("combobox", name="Nucleo").select_option(index=1)
    page.get_by_role("combobox", name="Posto").select_option(index=1)
    page.get_by_role("button", name="Guarda che cosa cambia").click()
    expect(page.get_by_text("Non è ancora pubblicato nulla.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Attesafinti2 .* entra"))).to_be_visible()
    expect(page.get_by_label("Posti letto vuoti ammessi in un alloggio intero")).to_have_value("2")
    looked_at(page)

    page.get_by_role("button", name="Pubblica la versione 1").click()
    expect(page.get_by_text("La versione 1 delle regole è pubblicata.")).to_be_visible()
    looked_at(page)
    page.goto(page_of(RulebookVersion.objects.get()))
    looked_at(page)

    reader = page_as(alice)
    reader.goto("/regole/")
    expect(reader.get_by_text("Troppi alloggi grandi restano vuoti.").first).to_be_visible()
    expect(reader.get_by_text("Disattivate: Animali.")).to_be_visible()
    looked_at(reader)


def test_enter_in_a_field_only_looks(page_as, dora):
    page = page_as(dora)
    page.goto(add_to(RulebookVersion))
    page.get_by_label("Perché cambia").fill("Prova")
    page.get_by_label("Posti letto vuoti ammessi in un alloggio intero").fill("2")
    for _look in range(2):
        page.get_by_label("Momento giusto").press("Enter")
        expect(page.get_by_text("Non è ancora pubblicato nulla.")).to_be_visible()
    page.goto(list_of(RulebookVersion))
    assert not RulebookVersion.objects.exists()

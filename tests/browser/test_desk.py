"""The desk's forms by hand; its pages are looked at with all the others (test_every_page)."""

import re

import pytest
from playwright.sync_api import expect

from housing.models import Closure, Unit
from tests.desk import add_to, list_of, page_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refused_form_is_clean_and_keeps_what_was_typed(page_as, dora, home, looked_at):
    page = page_as(dora)
    page.goto(add_to(Closure))
    page.get_by_label("Posto").select_option(str(home))
    page.get_by_label("Motivo").fill("Tinteggiatura")
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.get_by_text("Questo campo è obbligatorio.").first).to_be_visible()
    expect(page.get_by_label("Motivo")).to_have_value("Tinteggiatura")
    looked_at(page)


def test_a_flat_gets_its_rooms_with_the_keyboard_alone(page_as, dora, home, looked_at):
    page = page_as(dora)
    page.goto(page_of(home.unit))
    more = page.get_by_role("button", name="Aggiungi: stanza")
    more.focus()
    page.keyboard.press("Enter")
    page.locator("#id_rooms-0-name").fill("Camera grande")
    looked_at(page)
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page).to_have_url(re.compile("/housing/unit/$"))
    assert home.unit.rooms.get().name == "Camera grande"


def test_what_is_typed_while_the_network_is_away_is_kept_and_comes_back(page_as, dora, home, looked_at):
    page = page_as(dora)
    page.goto(page_of(home.unit))
    page.context.set_offline(True)
    page.locator("#id_note").fill("Muffa in bagno")
    expect(page.get_by_text("Bozza non salvata: manca la connessione")).to_be_visible()
    looked_at(page)
    page.context.set_offline(False)
    page.locator("#id_note").press_sequentially(" e in cucina")
    expect(page.get_by_text("Bozza salvata alle")).to_be_visible()
    page.goto(list_of(Unit))
    page.goto(page_of(home.unit))
    expect(page.locator("#id_note")).to_have_value("Muffa in bagno e in cucina")
    page.get_by_role("button", name="Elimina la bozza").click()
    looked_at(page)
    page.get_by_role("dialog").get_by_role("button", name="Conferma").click()
    expect(page.locator("#id_note")).to_have_value("")

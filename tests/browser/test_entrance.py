"""Coming in, going out, losing the way: the pages around the work."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_signs_in_and_out(page, alice, sign_in, looked_at):
    page.goto("/")
    expect(page).to_have_url(re.compile("/accesso/accedi/"))
    looked_at(page)
    sign_in(page, alice.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Oggi")
    looked_at(page)
    page.locator(".person-menu summary").click()
    expect(page.locator(".person-menu").get_by_text("Polo di prova")).to_be_visible()
    looked_at(page)
    page.get_by_role("button", name="Esci").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Accedi")


def test_a_wrong_password_is_told_beside_nothing_else(page, alice, sign_in, looked_at):
    sign_in(page, alice.email, "sbagliata")
    summary = page.get_by_role("group", name="Una cosa da sistemare")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("non sono corretti")
    assert page.title().startswith("Errore: ")
    looked_at(page)


def test_a_forgotten_password_is_chosen_anew_by_mail(page, alice, sign_in, looked_at, live_server):
    page.goto("/accesso/password/dimenticata/")
    looked_at(page)
    page.get_by_label("Email").fill(alice.email)
    page.get_by_role("button", name="Manda il link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guarda la posta")
    looked_at(page)
    [letter] = mail.outbox
    page.goto(re.search(r"http\S+", letter.body)[0])
    looked_at(page)
    page.get_by_label("Nuova password", exact=True).fill("un'altra frase lunga")
    page.get_by_label("Nuova password (nuovamente)").fill("un'altra frase lunga")
    page.get_by_role("button", name="Salva la password").click()
    looked_at(page)
    sign_in(page, alice.email, "un'altra frase lunga")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oggi")


def test_who_is_unknown_here_is_told_by_mail_only(page, looked_at):
    page.goto("/accesso/password/dimenticata/")
    page.get_by_label("Email").fill("nessuno@example.org")
    page.get_by_role("button", name="Manda il link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guarda la posta")
    [letter] = mail.outbox
    assert "non è conosciuto" in letter.subject
    assert "http" not in letter.body


def test_a_page_that_is_not_there_shows_the_way_back(page_as, alice, looked_at):
    page = page_as(alice)
    answer = page.goto("/questa/non/esiste/")
    assert answer.status == 404
    looked_at(page)
    page.get_by_role("link", name="Vai al lavoro di oggi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oggi")


def test_the_keyboard_skips_to_the_content(page_as, alice):
    page = page_as(alice)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai al contenuto")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_phone_menu_opens_and_escape_closes_it(page_as, alice, looked_at):
    page = page_as(alice)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("link", name="Cambia password")).to_be_visible()
    looked_at(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Cambia password")).to_be_hidden()


def test_the_desk_is_dressed_and_asks_for_the_same_sign_in(page, tecla, sign_in, looked_at):
    page.goto("/amministrazione/")
    expect(page).to_have_url(re.compile("/accesso/accedi/"))
    sign_in(page, tecla.email)
    page.goto("/amministrazione/")
    expect(page.get_by_role("link", name="Torna al sito")).to_be_visible()
    looked_at(page)


def test_the_desk_is_closed_to_who_has_none(page_as, alice, looked_at):
    page = page_as(alice)
    assert page.goto("/amministrazione/").status == 403
    looked_at(page)


def test_the_language_is_the_persons_choice(page_as, alice, looked_at):
    page = page_as(alice)
    page.goto("/")
    page.locator(".person-menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    looked_at(page)


def test_accessibility_is_told_to_everybody(page, looked_at):
    page.goto("/accessibilita/")
    looked_at(page)

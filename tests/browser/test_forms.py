"""What a form's page does while somebody types: drafts, refusals, second thoughts."""

import re

import pytest
from playwright.sync_api import expect

from wemix.models import Draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.specimen")]


@pytest.fixture
def form(page_as, alice):
    page = page_as(alice)
    page.goto("/esempio/")
    return page


def test_a_form_with_one_of_everything_can_be_used_by_everybody(form, looked_at):
    looked_at(form)


def test_what_cannot_be_undone_is_asked_on_a_page_of_its_own(form, looked_at):
    form.goto("/senza-ritorno/")
    looked_at(form)


def test_a_refused_form_leads_to_each_field_and_keeps_what_was_typed(form, looked_at):
    form.get_by_label("Nota").fill("Da tenere")
    form.get_by_role("button", name="Salva").click()
    summary = form.get_by_role("group", name="4 cose da sistemare")
    expect(summary).to_be_focused()
    looked_at(form)
    summary.get_by_role("link", name=re.compile("^Nome")).click()
    expect(form.get_by_label("Nome")).to_be_focused()
    expect(form.get_by_label("Nome")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name=re.compile("^Serve l'ascensore")).click()
    expect(form.get_by_role("radio", name="Sì")).to_be_focused()
    expect(form.get_by_label("Nota")).to_have_value("Da tenere")


def test_the_browsers_back_to_a_refused_form_is_the_form_again(form):
    with form.expect_navigation():
        form.get_by_role("button", name="Salva").click()
    expect(form.get_by_role("group", name="cose da sistemare")).to_be_visible()
    form.goto("/")
    assert form.go_back().status == 200
    expect(form.get_by_label("Nome")).to_be_visible()
    expect(form.get_by_role("group", name="cose da sistemare")).to_have_count(0)


def test_a_refused_form_that_is_reloaded_keeps_what_was_typed(form):
    form.get_by_label("Nota").fill("Da tenere")
    with form.expect_navigation():
        form.get_by_role("button", name="Salva").click()
    form.reload()
    expect(form.get_by_label("Nota")).to_have_value("Da tenere")


def test_a_draft_is_saved_while_typing_and_comes_back(form, alice):
    form.get_by_label("Nome").fill("Amina")
    expect(form.get_by_text(re.compile(r"Bozza salvata alle \d\d:\d\d:\d\d"))).to_be_visible()
    assert Draft.objects.visible_to(alice).get().data["name"] == ["Amina"]
    form.goto("/")
    form.goto("/esempio/")
    expect(form.get_by_label("Nome")).to_have_value("Amina")


def test_an_expired_sign_in_is_told_and_typing_goes_on(form, looked_at, sign_in, alice):
    cookies = form.context.cookies()
    form.context.clear_cookies(name="sessionid")
    form.get_by_label("Nome").fill("Amina")
    expect(form.get_by_text("Bozza non salvata: l'accesso è scaduto")).to_be_visible()
    expect(form.get_by_role("link", name="Accedi di nuovo")).to_be_visible()
    looked_at(form)
    form.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])
    form.get_by_label("Nota").fill("Ancora")
    expect(form.get_by_text("Bozza salvata alle")).to_be_visible()
    expect(form.get_by_role("link", name="Accedi di nuovo")).to_be_hidden()


def test_without_a_connection_nothing_is_sent_and_nothing_is_lost(form, alice, looked_at):
    form.get_by_label("Nome").fill("Amina")
    form.context.set_offline(True)
    form.get_by_role("button", name="Salva").click()
    expect(form.get_by_text("Non inviato: manca la connessione")).to_be_visible()
    looked_at(form)
    form.context.set_offline(False)
    form.get_by_role("button", name="Salva").click()
    expect(form.get_by_role("group", name="3 cose da sistemare")).to_be_visible()
    expect(form.get_by_label("Nome")).to_have_value("Amina")


def test_the_last_words_are_a_draft_before_the_form_goes(form, alice):
    form.route("**/esempio/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    form.get_by_label("Nome").fill("Amina")
    with form.expect_event("requestfailed"):  # the network goes between the two
        form.get_by_role("button", name="Salva").click()
    assert Draft.objects.visible_to(alice).get().data["name"] == ["Amina"]


def test_a_server_that_answers_nothing_takes_nothing_along(form):
    form.route("**/bozze/**", lambda route: route.fulfill(status=502))
    form.get_by_label("Nome").fill("Amina")
    form.get_by_role("button", name="Salva").click()
    expect(form.get_by_text("Non inviato: il server non risponde come dovrebbe")).to_be_visible()
    expect(form.get_by_label("Nome")).to_have_value("Amina")
    form.get_by_role("button", name="Salva").click()  # over the draft alone it stumbled
    expect(form.get_by_role("group", name="3 cose da sistemare")).to_be_visible()


def test_a_second_tap_while_the_last_words_are_saved_sends_nothing_past_them(form, alice):
    waiting = []
    form.route("**/bozze/salva/", lambda route: waiting.append(route))
    form.get_by_label("Nome").fill("Amina")
    form.get_by_role("button", name="Salva").click()
    form.get_by_role("button", name="Salva").click()
    form.get_by_label("Nota").press_sequentially("Ancora")
    form.wait_for_timeout(2000)  # longer than the pause after which what is typed is saved by itself
    assert len(waiting) == 1
    waiting.pop().continue_()
    expect(form.get_by_role("group", name="3 cose da sistemare")).to_be_visible()
    expect(form.get_by_label("Nota")).to_have_value("Ancora")


def test_what_is_being_saved_is_not_saved_yet(form):
    form.route("**/bozze/salva/", lambda route: None)  # neither answered nor refused
    form.get_by_label("Nome").fill("Amina")
    with form.expect_request("**/bozze/salva/"):
        form.wait_for_timeout(1600)
    with form.expect_request("**/bozze/salva/"):
        form.get_by_role("button", name="Salva").click()
    assert form.url.endswith("/esempio/") and form.get_by_text("Salvataggio della bozza").is_visible()


def test_a_form_without_drafts_is_not_sent_without_a_connection(form, looked_at):
    form.goto("/senza-ritorno/")
    form.get_by_label("Nome").fill("Amina")
    form.context.set_offline(True)
    form.locator("main button[type=submit]").click()
    notice = form.get_by_role("alert").filter(has_text="Non inviato: manca la connessione")
    expect(notice).to_be_visible()
    looked_at(form)
    form.context.set_offline(False)
    expect(notice).to_be_hidden()
    form.locator("main button[type=submit]").click()
    expect(form.get_by_label("Nome")).to_have_value("Amina")
    expect(form.get_by_role("group", name="3 cose da sistemare")).to_be_visible()


def test_throwing_a_draft_away_is_asked_first(form, alice, looked_at):
    form.get_by_label("Nome").fill("Amina")
    form.get_by_role("button", name="Elimina la bozza").click()
    question = form.get_by_role("dialog")
    expect(question).to_be_visible()
    looked_at(form)
    question.get_by_role("button", name="Annulla").click()
    assert Draft.objects.exists()
    form.get_by_role("button", name="Elimina la bozza").click()
    question.get_by_role("button", name="Conferma").click()
    expect(form.get_by_label("Nome")).to_have_value("")
    assert not Draft.objects.exists()


def test_the_button_sleeps_after_the_first_click(form):
    form.evaluate("addEventListener('submit', (event) => event.preventDefault())")  # stay here, to look
    form.get_by_role("button", name="Salva").click()
    expect(form.get_by_role("button", name="Salva")).to_be_disabled()


def test_without_scripts_the_form_still_works(page_as, alice):
    page = page_as(alice, java_script_enabled=False)
    page.goto("/esempio/")
    page.get_by_label("Nome").fill("Amina")
    page.get_by_label("Verde").check()
    page.get_by_label("Non noto").check()
    page.get_by_label("È d'accordo").check()
    page.get_by_role("button", name="Salva").click()
    expect(page.get_by_text("Salvato.")).to_be_visible()

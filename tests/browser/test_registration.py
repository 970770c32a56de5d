"""A family is registered at a desk with the telephone ringing, on a phone's screen too."""

import re

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Household
from beneficiaries.vocabularies.people import Kinship
from tests.factories import household
from wemix.models import Draft

pytestmark = pytest.mark.django_db(transaction=True)

REGISTER = "/nuclei/nuovo/"
FAMILY = [("Ada", "2015", Kinship.CHILD), ("Bruno", "3/4/2018", Kinship.CHILD), ("Emeka", "1988", Kinship.SPOUSE)]


@pytest.fixture
def desk(page_as, alice):
    page = page_as(alice)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(REGISTER)
    return page


def row(page, number):
    return page.locator("fieldset.person-row").nth(number)


def test_a_family_of_four_is_registered_on_a_phone(desk, looked_at):
    looked_at(desk)
    head = row(desk, 0)
    head.get_by_label("Codice fiscale").fill("KFRNGZ90E54Z335E")
    head.get_by_label("Cognome").fill("Okafor")
    expect(head.get_by_label("Data di nascita", exact=True)).to_have_value("14/05/1990")
    expect(head.get_by_label("Paese di nascita")).to_have_value("Nigeria")
    head.get_by_label("Nome", exact=True).fill("Ngozi")
    head.get_by_label("Cittadinanza 1").fill("Nigeria")
    for number, (name, born, kinship) in enumerate(FAMILY, 1):
        desk.get_by_role("button", name="Aggiungi una persona").click()
        member = row(desk, number)
        expect(member.get_by_label("Cognome")).to_have_value("Okafor")
        member.get_by_label("Nome", exact=True).fill(name)
        member.get_by_label("Data di nascita", exact=True).fill(born)
        member.get_by_label("Parentela").select_option(str(kinship.value))
    looked_at(desk)
    desk.get_by_role("button", name="Registra").click()
    expect(desk.get_by_role("group", name="Una cosa da sistemare")).to_be_focused()
    looked_at(desk)
    desk.get_by_label("Contatto sicuro").fill("La vicina, la sera")
    desk.get_by_role("button", name="Registra").click()
    expect(desk).to_have_url(re.compile(r"/segnalazione/$"))
    made = Household.objects.get()
    assert made.people.count() == 4
    assert set(made.people.values_list("citizenships", flat=True)[0]) == {"NG"}
    desk.goto(f"/nuclei/{made.pk}/")
    looked_at(desk)


def test_what_is_typed_is_kept_as_a_draft_with_its_rows(desk, alice):
    row(desk, 0).get_by_label("Cognome").fill("Okafor")
    desk.get_by_role("button", name="Aggiungi una persona").click()
    row(desk, 1).get_by_label("Nome", exact=True).fill("Ada")
    expect(desk.locator("[data-draft-status]")).to_contain_text("Bozza salvata")
    desk.goto(REGISTER)
    expect(row(desk, 0).get_by_label("Cognome")).to_have_value("Okafor")
    expect(row(desk, 1).get_by_label("Nome", exact=True)).to_have_value("Ada")
    assert Draft.objects.filter(user=alice, form=REGISTER).exists()


def test_a_row_is_taken_off(desk):
    for _ in range(2):
        desk.get_by_role("button", name="Aggiungi una persona").click()
    desk.get_by_role("button", name="Togli Persona 2").click()
    expect(desk.locator("fieldset.person-row")).to_have_count(2)
    expect(row(desk, 1).locator("legend").first).to_have_text("Persona 2")


def test_enter_takes_nobody_off_and_adds_nobody(page_as, alice):
    page = page_as(alice)
    page.goto("/nuclei/nuovo/")
    page.fill("[name=head-last_name]", "Finti")
    page.get_by_role("button", name="Aggiungi una persona").click()
    page.get_by_label("Contatto sicuro").press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()  # it was sent, as Enter does, and lacks something
    assert page.locator("[data-people] [data-row]").count() == 2


def test_who_is_known_already_is_shown_while_one_types(desk, alice, looked_at):
    household(alice, last_name="Okafor", first_name="Ngozi", born_on="1990-05-14")
    row(desk, 0).get_by_label("Cognome").fill("Okafor")
    row(desk, 0).get_by_label("Nome", exact=True).fill("Ngozy")
    row(desk, 0).get_by_label("Data di nascita", exact=True).press_sequentially("14/05/1990")
    expect(row(desk, 0).get_by_role("link", name="Okafor Ngozi")).to_be_visible()
    looked_at(desk)
    desk.get_by_label("Contatto sicuro").fill("Il Polo")
    desk.get_by_role("button", name="Registra").click()
    desk.get_by_label("Sono altre persone").check()
    desk.get_by_role("button", name="Registra").click()
    expect(desk).to_have_url(re.compile(r"/segnalazione/$"))


def test_without_scripts_rows_are_added_by_the_server(page_as, alice):
    page = page_as(alice, java_script_enabled=False)
    page.goto(REGISTER)
    page.get_by_label("Cognome").fill("Okafor")
    page.get_by_role("button", name="Aggiungi una persona").click()
    expect(row(page, 1).get_by_label("Cognome")).to_have_value("Okafor")
    expect(page.locator(".error-summary")).to_have_count(0)

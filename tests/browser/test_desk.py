"""Every page of the desk, looked at by machine at both widths, as who works there."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from beneficiaries.models import Denial, LivesApart
from housing.models import Building, Closure, Place, Room, Unit
from referrals.models import Referral
from tests.desk import INDEX, add_to, list_of, page_of
from tests.factories import bed, household, referral
from wemix.models import Organisation, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def furnished(home, host, rossi, alice, bob, dora, olga, mara):
    """A row of each table, the longest that a page will meet."""
    Room.objects.create(unit=home.unit, name="Camera", area=14)
    other = household(alice, secret=True)
    for of in (rossi, other):
        referral(host, of=of, until="submitted")
    closure = Closure.objects.create(place=bed(host), starts_on=timezone.localdate(), reason="Caldaia")
    denial = Denial.objects.create(user=olga, person=rossi.people.first(), household=rossi, by=dora)
    pair = LivesApart.objects.create(household=rossi, other_household=other, by=dora)
    sent = Referral.objects.get(household=rossi)
    return [home.unit.building, home.unit, home, closure, denial, pair, sent, olga, mara, bob.organisation]


def test_every_page_of_the_coordinators_desk_is_clean(page_as, dora, furnished, looked_at):
    page = page_as(dora)
    forms = [add_to(model) for model in (Building, Unit, Closure, Denial, LivesApart, User, Organisation)]
    lists = [list_of(type(row)) for row in furnished] + [list_of(Place)]
    for url in [INDEX, f"{INDEX}housing/", *dict.fromkeys(lists), *forms, *map(page_of, furnished)]:
        assert page.goto(url).status == 200, url
        looked_at(page)


def test_every_page_of_the_technicians_desk_is_clean(page_as, tecla, mara, polo, looked_at):
    page = page_as(tecla)
    for url in [INDEX, *(reach(model) for reach in (list_of, add_to) for model in (User, Organisation))]:
        page.goto(url)
        looked_at(page)
    for row in (tecla, mara, polo):
        page.goto(page_of(row))
        looked_at(page)


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

"""The diary on a phone: how little a note asks for, and that none is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from beneficiaries.models import DiaryEntry
from tests import factories
from wemix.models import Draft

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def household(rossi, host):
    factories.referral(host, of=rossi, until="submitted")
    return rossi


def address(household):
    return reverse("beneficiaries:diary_add", args=[household.pk])


def written():
    return list(DiaryEntry.objects.order_by("pk").values_list("text", flat=True))


def test_a_note_takes_three_taps_one_field_and_one_request(page_as, olga, household, looked_at):
    page = page_as(olga, has_touch=True)
    page.set_viewport_size(PHONE)
    page.goto(reverse("beneficiaries:household", args=[household.pk]))
    page.evaluate("""addEventListener("pointerup", () => sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0))""")
    page.add_init_script(
        """addEventListener("pointerup", () => sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0))"""
    )
    page.get_by_role("link", name="Scrivi una nota").tap()
    expect(page.locator("main form [name]:visible")).to_have_count(1)
    page.get_by_label("Che cosa è successo").tap()
    page.keyboard.type("Ha telefonato la scuola")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    page.get_by_role("button", name="Annota").tap()
    note = page.get_by_role("listitem").filter(has_text="Ha telefonato la scuola")
    expect(note).to_contain_text("La leggono: chi scrive e il coordinamento")
    assert page.evaluate("sessionStorage.taps") == "3"
    assert [url.endswith(address(household)) for url in sent] == [True]
    looked_at(page)


def test_no_note_is_lost_to_the_network_the_sign_in_or_a_closed_tab(page_as, olga, household, sign_in, looked_at):
    page = page_as(olga)
    page.goto(address(household))

    page.get_by_label("Che cosa è successo").fill("Scritta in cantina")  # no network
    page.context.set_offline(True)
    page.get_by_role("button", name="Annota").click()
    expect(page.get_by_text("1 invio aspetta su questo dispositivo")).to_be_visible()
    assert written() == []
    page.context.set_offline(False)
    expect(page.locator(".entry")).to_contain_text("Scritta in cantina")
    assert written() == ["Scritta in cantina"]

    page.goto(address(household))  # the sign-in expires while it is typed
    page.get_by_label("Che cosa è successo").fill("Scritta a lungo")
    expect(page.get_by_text("Bozza salvata alle")).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Annota").click()
    again = page.locator("[data-waiting-sign-in]")
    expect(again).to_be_visible()
    looked_at(page)
    again.click()
    page.get_by_label("Email").fill(olga.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Accedi").click()
    expect(page.locator(".entry").first).to_contain_text("Scritta a lungo")  # its page went on, once
    assert written() == ["Scritta in cantina", "Scritta a lungo"]
    assert not Draft.objects.exists()

    page.goto(address(household))  # the tab is closed, and the note goes on elsewhere
    page.get_by_label("Che cosa è successo").fill("Cominciata sul telefono")
    expect(page.get_by_text("Bozza salvata alle")).to_be_visible()
    page.close()
    desk = page_as(olga)
    desk.goto(address(household))
    field = desk.get_by_label("Che cosa è successo")
    expect(field).to_have_value("Cominciata sul telefono")
    field.fill("Cominciata sul telefono, finita in ufficio")
    desk.get_by_role("button", name="Annota").click()
    expect(desk.locator(".entry").first).to_contain_text("finita in ufficio")
    assert written()[2:] == ["Cominciata sul telefono, finita in ufficio"]
    assert not Draft.objects.exists()

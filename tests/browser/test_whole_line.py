"""The whole line of work, through the pages only: each person signs in in turn and does their part."""

import re

import pytest
from django.utils import timezone

from referrals.models import Referral
from tests.browser.hands import send
from tests.factories import flat

pytestmark = pytest.mark.django_db(transaction=True)


def follow(page, part):
    """Click the link or button that leads to this part of an address."""
    page.locator(f'main a[href*="{part}"]').first.click()
    page.wait_for_load_state()


@pytest.fixture
def desk_of(new_page, sign_in):
    """A browser of one's own for each person."""

    def opened(user):
        page = new_page()
        sign_in(page, user.email)
        return page

    return opened


def test_a_family_is_referred_weighed_housed_followed_and_counted(
    desk_of, looked_at, alice, dora, olga, mara, host, home
):
    flat(host, beds=1, name="Monolocale")  # a home that does not fit stands below, and says why

    page = desk_of(alice)
    register_a_family(page)
    refer_it(page)
    looked_at(page)

    page = desk_of(dora)
    page.goto("/segnalazioni/")
    follow(page, f"/segnalazioni/{Referral.objects.get().pk}/")
    weigh_it(page)
    propose_the_home(page, home)
    accept_it(page)

    page = desk_of(olga)
    page.goto(f"/segnalazioni/{Referral.objects.get().pk}/")
    follow(page, "/passo/house/")
    send(page)
    open_a_life_project(page)
    looked_at(page)

    page = desk_of(mara)
    the_file_counts_it(page)

    page = desk_of(dora)
    leave(page)
    assert Referral.objects.get().state == "closed"


def register_a_family(page):
    page.goto("/nuclei/nuovo/")
    page.fill("[name=head-last_name]", "Finti")
    page.fill("[name=head-first_name]", "Amina")
    page.fill("[name=head-born_on]", "17/05/1990")
    page.fill("[name=contact]", "Chiamare il Polo, mai a casa")
    page.check("[name=need-STEP_FREE][value=NO]")
    page.check("[name=need-SHARED][value=NO]")
    send(page)
    assert page.locator("main form.page-form [name=main_reason]").count() == 1, page.url


def refer_it(page):
    page.select_option("[name=main_reason]", "EVICTION_ARREARS")
    page.fill("[name=sleeps_now]", "Da un'amica, fino a fine mese")
    page.fill("[name=notice_on]", str(timezone.localdate()))
    page.check("[name=agreement][value=YES]")
    send(page)
    follow(page, "/passo/submit/")
    send(page)
    assert Referral.objects.get().state == "submitted"


def weigh_it(page):
    follow(page, "/passo/take/")
    send(page)
    follow(page, "/passo/eligible/")
    send(page)
    assert Referral.objects.get().state == "waiting"


def propose_the_home(page, home):
    follow(page, "/abbinamento/")
    assert page.get_by_text("Monolocale").count()
    follow(page, f"/abbinamento/{home.pk}/proponi/")
    page.locator("[name=why_code]").first.check()
    if page.locator("[name=override_reason]").count():
        page.fill("[name=override_reason]", "Un letto in più non fa danno")
    send(page)
    assert Referral.objects.get().state == "proposed", page.locator(".error-summary").inner_text()


def accept_it(page):
    page.goto(f"/segnalazioni/{Referral.objects.get().pk}/")
    follow(page, "/accettata/")
    send(page)
    assert Referral.objects.get().state == "accepted"


def open_a_life_project(page):
    household = Referral.objects.get().household
    page.goto(f"/nuclei/{household.pk}/progetto/nuovo/")
    page.fill("[name=own_words]", "Vorremmo una casa nostra, vicino alla scuola")
    send(page)
    follow(page, "/obiettivi/nuovo/")
    page.select_option("[name=area]", "WORK")
    page.fill("[name=title]", "Un lavoro con contratto")
    send(page)
    assert household.life_projects.get().goals.get().title == "Un lavoro con contratto"
    page.goto(f"/nuclei/{household.pk}/diario/nuova/")
    page.fill("[name=text]", "Prima visita: tutto bene, i bambini hanno scelto il letto.")
    page.get_by_role("button", name="Annota").click()
    page.wait_for_url("**/diario/")
    assert household.diary.count() == 1


def the_file_counts_it(page):
    page.goto("/rapporti/ingressi-uscite/")
    with page.expect_download() as taken:
        page.locator('main a[href*="scarica.csv"]').first.click()
    written = taken.value.path().read_bytes()
    assert written.startswith(b"\xef\xbb\xbf") and b"\r\n" in written
    lines = written.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and re.search(r"\d\d/\d\d/\d{4}", lines[1])
    assert "Finti" not in written.decode()


def leave(page):
    page.goto(f"/segnalazioni/{Referral.objects.get().pk}/")
    follow(page, "/passo/close/")
    page.fill("[name=on]", str(timezone.localdate()))
    page.select_option("[name=reason]", "GOALS_REACHED")
    page.select_option("[name=destination]", "RENT_MARKET")
    send(page)

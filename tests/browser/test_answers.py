"""What follows an answer, in a browser: a no with its effect, a review, a complaint, the paper for the household."""

import pytest
from django.utils import timezone

from referrals import actions
from referrals.models import Complaint, FollowUp, Referral
from tests.browser.hands import send
from tests.factories import UserFactory, household, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_no_asks_only_what_its_effect_needs(page_as, looked_at, host, rossi, dora, home):
    made = referral(host, of=rossi, until="proposed", coordinator=dora, place=home).proposals.get()
    page = page_as(dora)
    page.goto(f"/proposte/{made.pk}/rifiutata/")
    assert not page.locator("[name=on]").is_visible() and not page.locator("[name=datum]").is_visible()
    page.check("[name=reason][value=TEAM_MISTAKE]")
    assert page.locator("[name=datum]").is_visible() and not page.locator("[name=on]").is_visible()
    send(page)  # which datum was not said
    assert page.locator("[name=datum]").is_visible()
    looked_at(page)
    page.check("[name=reason][value=NOT_NOW]")
    send(page)
    assert Referral.objects.get().is_parked
    page.goto(f"/segnalazioni/{made.referral_id}/")
    looked_at(page)
    page.locator('main a[href*="/passo/resume/"]').click()
    send(page)
    assert Referral.objects.get().parked_until is None


def test_a_flat_to_put_right_is_done_from_the_page_of_today(page_as, looked_at, host, rossi, dora, home):
    made = referral(host, of=rossi, until="proposed", coordinator=dora, place=home).proposals.get()
    actions.decline_proposal(proposal=made, reason="UNIT_FAULT", note="Muffa in camera", by=dora)
    page = page_as(dora)
    page.goto("/")
    page.locator('main a[href*="/da-fare/"]').click()
    page.wait_for_load_state()
    looked_at(page)
    send(page)
    assert FollowUp.objects.get().done_at


def test_a_refusal_is_reviewed_by_another_person(page_as, looked_at, host, rossi, alice, dora):
    dina = UserFactory(first_name="Dina", organisation=host, role=Role.COORDINATOR)
    made = referral(host, of=rossi, until="in_review", coordinator=dora)
    page = page_as(dora)
    page.goto(f"/segnalazioni/{made.pk}/passo/not_eligible/")
    looked_at(page)
    page.locator(".letter-reasons a").first.click()
    page.wait_for_load_state()
    looked_at(page)
    letter = page.locator("[name=letter]")
    letter.fill(letter.input_value().replace("…", "011 1234567"))
    send(page)
    page = page_as(alice)
    page.goto(f"/segnalazioni/{made.pk}/passo/ask_review/")
    page.fill("[name=text]", "Il tirocinio è cominciato")
    looked_at(page)
    send(page)
    page = page_as(dora)
    page.goto(f"/segnalazioni/{made.pk}/")
    assert not page.locator('main a[href*="/passo/eligible/"]').count()
    page = page_as(dina)
    page.goto(f"/segnalazioni/{made.pk}/passo/eligible/")
    send(page)
    assert Referral.objects.get().decided_by == dina
    page.goto(f"/segnalazioni/{made.pk}/lettera/")
    looked_at(page)
    letter = page.locator("[name=text]")
    letter.fill(letter.input_value().replace("…", "011 1234567"))
    send(page)
    looked_at(page)
    assert Referral.objects.get().letters.count() == 2


def test_a_complaint_is_registered_listed_and_answered(page_as, looked_at, host, rossi, dora):
    made = referral(host, of=rossi, until="waiting", coordinator=dora)
    page = page_as(dora)
    page.goto(f"/segnalazioni/{made.pk}/reclamo/")
    page.fill("[name=text]", "Nessuno ci ha richiamati")
    looked_at(page)
    send(page)
    looked_at(page)
    page.goto("/reclami/")
    looked_at(page)
    page.goto(f"/reclami/{Complaint.objects.get().pk}/risposta/")
    page.check("[name=answered_how][value=phone]")
    page.fill("[name=answer]", "Abbiamo richiamato")
    looked_at(page)
    send(page)
    assert Complaint.objects.get().answered_on == timezone.localdate()


def assert_one_under_the_other(parts):
    boxes = [part.bounding_box() for part in parts.all()]
    assert len(boxes) > 1 and len({(box["x"], box["width"]) for box in boxes}) == 1


def test_the_paper_for_the_household_is_alone_on_the_print(page_as, looked_at, host, alice, dora, home):
    made = referral(host, of=household(alice, size=4), until="waiting", coordinator=dora)
    page = page_as(alice)
    page.goto(f"/segnalazioni/{made.pk}/per-il-nucleo/")
    looked_at(page)
    assert page.locator("[data-print]").is_visible()
    assert_one_under_the_other(page.locator(".paper section"))
    page.emulate_media(media="print")
    assert_one_under_the_other(page.locator(".paper section"))
    assert page.locator("h1").is_visible() and page.locator(".paper").is_visible()
    assert not page.locator(".site-header").is_visible() and not page.locator("[data-print]").is_visible()


def test_the_report_of_refusals(page_as, looked_at, host, rossi, dora, mara, home):
    referral(host, of=rossi, until="declined", coordinator=dora, place=home)
    page = page_as(mara)
    page.goto("/rapporti/rifiuti/")
    looked_at(page)

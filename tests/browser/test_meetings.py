"""The équipe in a real browser: an agenda, a point while people talk, a step and back, minutes that are closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from referrals.models import Meeting, MeetingPoint
from tests.factories import OrganisationFactory, UserFactory, flat, household, meeting, referral
from wemix.access import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dora():
    host = OrganisationFactory(code="casa-prova", host=True)
    return UserFactory(first_name="Dora", last_name="Coordina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def to_weigh(dora):
    """One household for each kind of matter that a referral brings."""
    alice = UserFactory()
    for state in ("proposed", "housed"):
        of = household(alice, last_name=f"{state.title()}finti")
        referral(dora.organisation, of=of, until=state, coordinator=dora, place=flat(dora.organisation))
    of = household(alice, size=3, last_name="Valutafinti")
    return referral(dora.organisation, of=of, until="in_review", coordinator=dora)


def test_a_whole_meeting(page_as, looked_at, dora, to_weigh):
    page = page_as(dora)
    page.goto("/equipe/")
    looked_at(page)
    page.get_by_role("main").get_by_role("link", name="Nuova riunione").click()
    looked_at(page)
    page.get_by_label("Luogo").fill("Sala grande")
    page.get_by_role("button", name="Prepara l'ordine del giorno").click()
    looked_at(page)

    page.get_by_role("link", name="Valutafinti").click()
    looked_at(page)
    page.get_by_label("Discussione").fill("Il colloquio è andato bene")
    expect(page.get_by_text("Bozza salvata alle")).to_be_visible()
    page.get_by_role("link", name="Metti in lista d'attesa").click()
    page.get_by_role("button", name="Metti in lista d'attesa").click()
    expect(page.get_by_text("In lista d'attesa, urgenza: programmata (Dora Coordina")).to_be_visible()
    expect(page.get_by_label("Discussione")).to_have_value("Il colloquio è andato bene")
    page.get_by_label("Decisione").fill("Si cerca una casa")
    page.get_by_label("Chiuso").check()
    page.get_by_role("button", name="Salva e vai al punto seguente").click()
    expect(page.get_by_role("heading", name="Proposedfinti")).to_be_visible()

    page.get_by_role("link", name="Équipe del").first.click()
    looked_at(page)
    for way in ("Aggiungi un punto", "Ordine dei punti", "Presenti, luogo, comunicazioni", "Chiudi la riunione"):
        page.get_by_role("link", name=way).click()
        looked_at(page)
        if way != "Chiudi la riunione":
            page.go_back()
    page.get_by_role("button", name="Chiudi la riunione").click()
    expect(page.get_by_text("Il verbale è pronto da stampare e firmare")).to_be_visible()
    looked_at(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Verbale da firmare (PDF)").click()
    assert download.value.suggested_filename == f"verbale_{timezone.localdate():%Y-%m-%d}.pdf"
    assert not Meeting.objects.open().exists()


def test_the_agenda_is_read_and_a_point_written_without_scripts(page_as, dora, to_weigh):
    made = meeting(dora)
    page = page_as(dora, java_script_enabled=False)
    page.goto(f"/equipe/{made.pk}/")
    page.get_by_role("link", name="Valutafinti").click()
    page.get_by_label("Decisione").fill("Si aspetta la relazione")
    page.get_by_label("Aperto: torna alla prossima riunione").check()
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.locator("li.point", has_text="Valutafinti")).to_contain_text("Si aspetta la relazione")
    expect(page.locator("li.point", has_text="Valutafinti")).to_contain_text("aperto")


def test_what_is_carried_and_left_out_is_clean(page_as, looked_at, dora):
    made = meeting(dora, day=timezone.localdate() - timedelta(days=1), others="Una mediatrice", note="Chiusura estiva")
    MeetingPoint.objects.create(meeting=made, title="Orari del custode", discussion="Mancano due pareri")
    Meeting.objects.update(closed_by=dora, closed_at=timezone.now())
    following = meeting(dora)
    carried = following.points.get()
    page = page_as(dora)
    page.goto(f"/equipe/punti/{carried.pk}/")
    page.get_by_text("Quello che si era scritto la volta scorsa").click()
    expect(page.get_by_text("Mancano due pareri")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Togli dall'ordine del giorno").click()
    looked_at(page)
    page.get_by_role("button", name="Togli dall'ordine del giorno").click()
    page.get_by_text("1 punto tolto dall'ordine del giorno").click()
    looked_at(page)

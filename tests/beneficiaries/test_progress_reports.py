"""Reports to the sending body, and the text that they begin with: what is told, to whom, and what stays apart."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, LifeProject, ProgressReport, ScaleReading
from beneficiaries.summary import extension_text, report_text
from tests import factories
from tests.beneficiaries.life import TODAY, goal_of, once, page, review_of, step_of
from tests.database.bare_sql import sql
from wemix.models import AuditEntry


@pytest.fixture
def told(project, rossi, olga):
    """A goal that was reached, one under way with a step, one dropped; a review with readings; a note."""
    first = rossi.people.first()
    done = goal_of(project, olga, title="Ha il permesso", person=first)
    readings = [ScaleReading(person=first, domain="WORK", voice="worker", level=level) for level in (1,)]
    review_of(project, olga, [(done, "REACHED", "")], readings)
    review_of(project, olga, [], [ScaleReading(person=first, domain="WORK", voice="worker", level=3)])
    step_of(goal_of(project, olga, title="Lavora in cucina", due_on=date(2031, 4, 5)), olga, what="Corso HACCP")
    review_of(project, olga, [(goal_of(project, olga, title="Patente"), "DROPPED", "")])
    actions.write_diary(entry=DiaryEntry(household=rossi, text="Nota del diario"), by=olga)
    return project


def test_the_report_begins_with_goals_reviews_and_scale(told, olga):
    text = report_text(told, olga)
    reached, under_way = text.index("Ha il permesso (raggiunto"), text.index("– Lavora in cucina, entro il 05/04/2031")
    assert reached < under_way < text.index("Corso HACCP") < text.index("Patente (")
    for said in ("Una casa con il balcone", "lavoro: fragile → stabile con appoggio", f"– {TODAY:%d/%m/%Y}"):
        assert said.lower() in text.lower(), said
    assert "Nota del diario" not in text


def test_the_request_for_more_time_says_what_the_time_is_for(told, olga):
    text = extension_text(told.household, olga)
    assert "Ha il permesso" in text and "Il tempo in più serve per: Lavora in cucina." in text
    assert "entro il 05/04/2031" in text and "Patente" not in text and "Nota del diario" not in text


def test_a_day_that_has_gone_by_is_no_day_to_wait_for(project, olga):
    goal_of(project, olga, title="Lavora in cucina", due_on=date(2020, 4, 5))
    text = extension_text(project.household, olga)
    assert "serve per: Lavora in cucina" in text and "L'ultimo" not in text


def test_no_letter_tells_what_is_kept_apart(told, olga):
    goal_of(told, olga, title="Obiettivo a parte", person=told.household.people.first(), is_private=True)
    assert "Obiettivo a parte" not in report_text(told, olga) + extension_text(told.household, olga)


def test_without_an_open_project_or_a_goal_nothing_is_written_beforehand(project, olga, alice):
    assert extension_text(factories.household(alice, size=1), olga) == ""
    assert extension_text(project.household, olga) == ""


def test_under_protection_no_letter_tells_what_is_one_adult_s(host, alice, olga):
    household = factories.household(alice, size=1, secret=True)
    factories.referral(host, of=household, until="submitted")
    her = household.people.get()
    actions.add_member(household=household, person=factories.PersonFactory.build(), by=olga)
    household.refresh_from_db()
    project = LifeProject(household=household, own_words="Parole di lei")
    actions.open_life_project(project=project, by=olga)
    goal_of(project, olga, title="Obiettivo di lei", person=her)
    goal_of(project, olga, title="Obiettivo di tutti")
    review_of(project, olga, [], [ScaleReading(person=her, domain="WORK", voice="worker", level=1)])
    for text in (report_text(project, olga), extension_text(household, olga)):
        assert "Obiettivo di tutti" in text
        assert "Obiettivo di lei" not in text and "Parole di lei" not in text and str(her) not in text


@pytest.mark.parametrize("kind", ["update", "closing"])
def test_it_is_edited_by_hand_signed_and_read_by_the_sender(client, told, olga, alice, kind):
    client.force_login(olga)
    address = page(f"report_{kind}", told)
    assert "Lavora in cucina" in client.get(address).content.decode()
    said = {"text": "Prima riga\nScritto a mano", "signed_on": TODAY.isoformat()}
    client.post(address, once() | said)
    report = ProgressReport.objects.get()
    assert (report.kind, report.by, report.sender) == (kind, olga, alice.organisation)
    client.force_login(alice)
    assert page("report_pdf", report) in client.get(page("life_project", told)).content.decode()
    answer = client.get(page("report_pdf", report))
    assert told.household.name not in answer["Content-Disposition"]
    words = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Scritto a mano" in words and "Lavora in cucina" not in words
    assert AuditEntry.objects.filter(action="print", verb="life_project.report", row=str(report.pk)).exists()


@pytest.mark.parametrize("said", [{"text": ""}, {"signed_on": "2999-01-01"}])
def test_an_empty_report_or_one_of_tomorrow_is_not_signed_and_what_was_typed_is_kept(client, told, olga, said):
    client.force_login(olga)
    typed = {"text": "Scritto a mano", "signed_on": TODAY.isoformat()} | said
    answer = client.post(page("report_update", told), once() | typed)
    assert answer.status_code == 422 and not ProgressReport.objects.exists()
    assert typed["text"] in answer.content.decode()


def test_of_a_protected_household_only_the_named_worker_reads_it(client, host, alice, bob, olga):
    secret = factories.household(alice, size=2, secret=True)
    factories.referral(host, of=secret, until="submitted")
    project = LifeProject(household=secret)
    actions.open_life_project(project=project, by=olga)
    report = ProgressReport(life_project=project, kind="update", text="Riservato")
    actions.sign_report(report=report, by=olga)
    for reader, status in ((alice, 200), (bob, 404)):
        client.force_login(reader)
        assert client.get(page("report_pdf", report)).status_code == status


def test_once_signed_it_stays_whoever_writes(told, olga):
    report = ProgressReport(life_project=told, kind="update", text="Come era")
    actions.sign_report(report=report, by=olga)
    for change in ("text = 'altro'", "signed_on = signed_on - 1", "kind = 'closing'"):
        assert "stays as it was written" in sql(
            f"UPDATE beneficiaries_progressreport SET {change} WHERE id = {report.pk}"
        )
    report.refresh_from_db()
    assert report.text == "Come era"

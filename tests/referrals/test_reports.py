"""The reports: pseudonymised rows and totals that don't depend on who looks, on a page and in a file."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from beneficiaries.models import Denial, Person
from housing import actions as housing
from housing.models import Occupant, Stay
from referrals import actions
from referrals.models import Referral
from tests.factories import UserFactory, flat, household, referral
from wemix import export
from wemix.access import Role
from wemix.models import AuditEntry

REPORTS = ("segnalazioni", "ingressi-uscite", "rifiuti")


def page(client, name, **query):
    return client.get(f"/rapporti/{name}/", query)


def file(client, name, **query):
    return b"".join(client.get(f"/rapporti/{name}/scarica.csv", query))


def rows(client, name, **query):
    text = file(client, name, **query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def shown(answer):
    """The cells of the page's table, as the reader sees them."""
    return [[str(cell) for cell in row.cells] for row in answer.context["table"].paginated_rows]


def totals(client, name, **query):
    figures = page(client, name, **query).context["totals"]
    with translation.override("it"):
        return {str(figure.label): figure.value for figure in figures}


@pytest.fixture
def sent(host, alice, dora):
    """A referral in every state that a report can meet, one of them of a household with a secret address."""

    def of(until, **who):
        return referral(host, of=household(alice, size=3, **who), until=until, coordinator=dora, place=flat(host))

    made = {
        state: of(state) for state in ("draft", "submitted", "waiting", "declined", "housed", "closed", "not_eligible")
    }
    made["secret"] = of("closed", secret=True)
    return made


@pytest.fixture
def chief(polo):
    """A manager of the sending body."""
    return UserFactory(first_name="Chiara", last_name="Dirigente", organisation=polo, role=Role.MANAGER)


@pytest.mark.parametrize("name", REPORTS)
def test_page_and_file_have_the_same_rows(client, mara, sent, name):
    client.force_login(mara)
    on_page = shown(page(client, name))
    in_file = [list(row.values()) for row in rows(client, name)]
    assert on_page
    assert [["" if cell == "—" else cell for cell in row] for row in on_page] == in_file


@pytest.mark.parametrize("name", REPORTS)
def test_no_name_no_birth_date_and_no_free_text_leave(client, mara, dora, chief, sent, name):
    for reader in (mara, dora, chief):
        client.force_login(reader)
        text = file(client, name).decode() + page(client, name).content.decode()
        for person in Person.objects.all():
            assert person.last_name not in text
            assert f"{person.first_name} " not in text
            assert f"{person.born_on:%d/%m/%Y}" not in text
        assert "Da un'amica" not in text
        assert "Gentile collega" not in text


def test_a_draft_is_in_no_figure(client, mara, sent):
    client.force_login(mara)
    codes = {row["Codice del nucleo"] for row in rows(client, "segnalazioni")}
    assert codes == {made.household.pseudonym for state, made in sent.items() if state != "draft"}


def test_a_row_says_who_was_referred_and_what_became_of_it(client, mara, host, alice, dora):
    made = referral(host, of=household(alice, size=3), until="housed", coordinator=dora, place=flat(host))
    back = timezone.localtime().replace(hour=12) - timedelta(days=40)  # by the clock on the wall, whatever the season
    Referral.objects.filter(pk=made.pk).update(submitted_at=back, ethos="9.1")
    made.household.memberships.update(starts_on=back.date())
    client.force_login(mara)
    (row,) = rows(client, "segnalazioni", first="2020-01-01")
    told = [row[header] for header in ("Persone", "Adulti", "Minori", "Età della persona di riferimento", "Stato")]
    assert told == ["3", "1", "2", "35–44 anni", "accolta"]
    assert row["Giorni dall'invio all'ingresso"] == "40"
    assert row["Situazione abitativa (ETHOS)"].startswith("Sfratto")
    assert row["Cittadinanza"] == "Cittadinanza non nota"


@pytest.mark.parametrize("name", ["segnalazioni", "ingressi-uscite"])
def test_a_home_of_a_protected_household_is_not_told(client, mara, sent, name):
    client.force_login(mara)
    code = sent["secret"].household.pseudonym
    (row,) = [row for row in rows(client, name) if row["Codice del nucleo"] == code]
    unit = sent["secret"].stay.uses.get().unit
    assert unit.name not in row.values()
    assert not any(unit.name in cell for cell in row.values())
    assert "riservato" in row.values()


def test_the_sender_reads_one_neutral_state_of_a_protected_household(client, chief, sent):
    client.force_login(chief)
    code = sent["secret"].household.pseudonym
    (row,) = [row for row in rows(client, "segnalazioni") if row["Codice del nucleo"] == code]
    assert row["Stato"] == "riservato"
    hidden = [row[header] for header in row if header.startswith(("Giorni", "Decisa", "Proposta", "Ingresso", "Esito"))]
    assert set(hidden) == {""}
    assert totals(client, "segnalazioni")["riservato"] == 1


@pytest.mark.parametrize("state", ["closed", "housed", "not_eligible"])
def test_no_filter_tells_the_sender_the_state_of_a_protected_household(client, chief, sent, state):
    client.force_login(chief)
    codes = {row["Codice del nucleo"] for row in rows(client, "segnalazioni", state=state)}
    assert codes == {sent[state].household.pseudonym}


def test_the_sender_is_not_told_that_a_protected_household_is_housed(client, chief, sent):
    client.force_login(chief)
    codes = {row["Codice del nucleo"] for row in rows(client, "ingressi-uscite")}
    assert codes == {sent["housed"].household.pseudonym, sent["closed"].household.pseudonym}
    assert totals(client, "ingressi-uscite")["Accoglienze"] == 2


@pytest.mark.parametrize("destination", ["SAFE_HOUSE"])
def test_a_secret_destination_is_told_to_nobody(client, mara, host, alice, dora, destination):
    made = referral(host, of=household(alice), until="housed", coordinator=dora, place=flat(host))
    actions.close(referral=made, on=timezone.localdate(), reason="HIGHER_NEED", destination=destination, by=dora)
    client.force_login(mara)
    (row,) = rows(client, "ingressi-uscite")
    assert [row["Motivo dell'uscita"], row["Destinazione"], row["Esito"], row["Alloggio"]] == ["riservato"] * 4


@pytest.mark.parametrize("name", REPORTS)
def test_totals_of_the_host_do_not_depend_on_who_looks(client, mara, dora, sent, name):
    """A denial changes what a person may open, never what the body counts."""
    person = sent["closed"].household.people.first()
    Denial.objects.create(user=dora, person=person, household=person.household, by=mara)
    seen = []
    for reader in (mara, dora):
        client.force_login(reader)
        seen.append((totals(client, name), rows(client, name)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("name", REPORTS)
def test_strangers_have_their_own_figures_only(client, dario, sent, name):
    client.force_login(dario)
    assert rows(client, name) == []
    assert page(client, name).status_code == 200


@pytest.mark.parametrize("role", ["alice", "olga", "carlo", "otto", "tecla"])
@pytest.mark.parametrize("path", ["", "segnalazioni/", "segnalazioni/scarica.csv"])
def test_reports_are_for_those_who_answer_for_a_body(db, client, request, role, path):
    client.force_login(request.getfixturevalue(role))
    assert client.get(f"/rapporti/{path}").status_code == 403


def test_an_unknown_report_is_not_found(client, mara):
    client.force_login(mara)
    assert client.get("/rapporti/nomi/").status_code == 404
    assert client.get("/rapporti/nomi/scarica.csv").status_code == 404


def test_the_file_carries_its_period_its_length_and_is_logged(client, mara, sent):
    client.force_login(mara)
    query = {"first": "2026-01-01", "last": "2027-12-31"}
    answer = client.get("/rapporti/segnalazioni/scarica.csv", query)
    text = b"".join(answer)
    assert 'filename="wemix_segnalazioni_2026-01-01_2027-12-31.csv"' in answer["Content-Disposition"]
    assert int(answer["Content-Length"]) == len(text)
    entry = AuditEntry.objects.get(action="export")
    assert (entry.rows, entry.user_id) == (text.count(b"\r\n") - 1, mara.pk)


def test_a_file_that_breaks_is_a_sentence_and_no_file(client, mara, sent, monkeypatch):
    def cut(rows):
        yield b"half a row"
        raise OSError("the disk is full")

    monkeypatch.setattr(export, "_blocks", cut)
    client.force_login(mara)
    answer = client.get("/rapporti/segnalazioni/scarica.csv", follow=True)
    assert answer.redirect_chain == [("/rapporti/segnalazioni/?", 302)]
    assert "half a row" not in answer.content.decode()
    assert "Il file non è stato preparato" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()


def test_a_period_that_ends_before_it_starts_is_refused_beside_its_field(client, mara):
    client.force_login(mara)
    answer = page(client, "segnalazioni", first="2026-05-02", last="2026-05-01")
    assert answer.status_code == 422
    assert "last" in answer.context["form"].errors
    again = client.get("/rapporti/segnalazioni/scarica.csv", {"first": "2026-05-02", "last": "2026-05-01"})
    assert again.status_code == 302


def test_the_last_day_of_the_period_is_in_it(client, mara, host, alice, dora):
    made = referral(host, of=household(alice), until="submitted")
    late = timezone.make_aware(timezone.datetime(2026, 3, 31, 23, 59))
    Referral.objects.filter(pk=made.pk).update(submitted_at=late)
    client.force_login(mara)
    assert len(rows(client, "segnalazioni", first="2026-03-31", last="2026-03-31")) == 1
    assert rows(client, "segnalazioni", first="2026-04-01", last="2026-04-30") == []


def test_a_day_of_a_transfer_is_no_exit(client, mara, host, alice, dora):
    made = referral(host, of=household(alice), until="housed", coordinator=dora, place=flat(host))
    today = timezone.localdate()
    Stay.objects.update(started_on=today - timedelta(days=10))
    made.stay.uses.update(starts_on=today - timedelta(days=10))
    Occupant.objects.update(starts_on=today - timedelta(days=10))
    housing.transfer(stay=made.stay, places=[flat(host)], on=today - timedelta(days=4), by=dora)
    client.force_login(mara)
    (row,) = rows(client, "ingressi-uscite", first="2020-01-01")
    assert (row["Notti in tutto"], row["Uscita"]) == ("10", "")


@pytest.mark.parametrize("name", REPORTS)
def test_fifty_rows_cost_no_more_queries_than_one(client, mara, host, alice, dora, name):
    client.force_login(mara)
    counts = []
    for more in (1, 49):
        for _ in range(more):
            made = referral(host, of=household(alice), until="submitted")
            running = {"state": "running", "started_on": timezone.localdate(), "planned_from": timezone.localdate()}
            Stay.objects.create(household=made.household, host=host, planned_by=dora, **running)
        page(client, name)  # what is cached for a while is in the cache
        with CaptureQueriesContext(connection) as queries:
            page(client, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_table_sorts_by_what_is_stored(client, mara, host, alice, dora):
    """By day, not by the letters of 02/01 and 01/12."""
    for day in (date(2026, 1, 2), date(2025, 12, 1)):
        made = referral(host, of=household(alice), until="submitted")
        moment = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))
        Referral.objects.filter(pk=made.pk).update(submitted_at=moment)
    client.force_login(mara)
    answer = page(client, "segnalazioni", first="2025-01-01", last="2026-12-31", sort="-sent_on")
    assert [row[2] for row in shown(answer)] == ["02/01/2026", "01/12/2025"]

"""What the reports tell of one hosting body that has a referral in every state, and one of a protected household."""

from types import SimpleNamespace

import pytest

from beneficiaries.models import Denial, Person
from tests.factories import OrganisationFactory, UserFactory, flat, household, referral
from tests.referrals.reports import REPORTS, file, page, rows, shown, totals
from tests.world import made_once
from wemix import export
from wemix.access import Role
from wemix.models import AuditEntry

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "waiting", "declined", "housed", "closed", "not_eligible")


@pytest.fixture(scope="module")
def body(django_db_setup, django_db_blocker):
    """The people, and `sent`: a referral in every state that a report can meet, one of a household with a secret
    address."""
    with made_once(build, django_db_blocker) as made:
        yield made


def build():
    host, other_host = OrganisationFactory.create_batch(2, host=True)
    polo = OrganisationFactory()
    worker = UserFactory(organisation=polo)
    coordinator = UserFactory(organisation=host, role=Role.COORDINATOR)

    def sent(until, **who):
        of = household(worker, size=3, **who)
        return referral(host, of=of, until=until, coordinator=coordinator, place=flat(host))

    return SimpleNamespace(
        sent={state: sent(state) for state in STATES} | {"secret": sent("closed", secret=True)},
        coordinator=coordinator,
        manager=UserFactory(organisation=host, role=Role.MANAGER),
        chief=UserFactory(organisation=polo, role=Role.MANAGER),
        stranger=UserFactory(organisation=other_host, role=Role.COORDINATOR),
    )


@pytest.mark.parametrize("name", REPORTS)
def test_page_and_file_have_the_same_rows(client, body, name):
    client.force_login(body.manager)
    on_page = shown(page(client, name))
    in_file = [list(row.values()) for row in rows(client, name)]
    assert on_page
    assert [["" if cell == "—" else cell for cell in row] for row in on_page] == in_file


@pytest.mark.parametrize("name", REPORTS)
def test_no_name_no_birth_date_and_no_free_text_leave(client, body, name):
    for reader in (body.manager, body.coordinator, body.chief):
        client.force_login(reader)
        text = file(client, name).decode() + page(client, name).content.decode()
        for person in Person.objects.all():
            assert person.last_name not in text
            assert f"{person.first_name} " not in text
            assert f"{person.born_on:%d/%m/%Y}" not in text
        assert "Da un'amica" not in text
        assert "Gentile collega" not in text


def test_a_draft_is_in_no_figure(client, body):
    client.force_login(body.manager)
    codes = {row["Codice del nucleo"] for row in rows(client, "segnalazioni")}
    assert codes == {made.household.pseudonym for state, made in body.sent.items() if state != "draft"}


@pytest.mark.parametrize("name", ["segnalazioni", "ingressi-uscite"])
def test_a_home_of_a_protected_household_is_not_told(client, body, name):
    client.force_login(body.manager)
    code = body.sent["secret"].household.pseudonym
    (row,) = [row for row in rows(client, name) if row["Codice del nucleo"] == code]
    unit = body.sent["secret"].stay.uses.get().unit
    assert unit.name not in row.values()
    assert not any(unit.name in cell for cell in row.values())
    assert "riservato" in row.values()


def test_the_sender_reads_one_neutral_state_of_a_protected_household(client, body):
    client.force_login(body.chief)
    code = body.sent["secret"].household.pseudonym
    (row,) = [row for row in rows(client, "segnalazioni") if row["Codice del nucleo"] == code]
    assert row["Stato"] == "riservato"
    hidden = [row[header] for header in row if header.startswith(("Giorni", "Decisa", "Proposta", "Ingresso", "Esito"))]
    assert set(hidden) == {""}
    assert totals(client, "segnalazioni")["riservato"] == 1


@pytest.mark.parametrize("state", ["closed", "housed", "not_eligible"])
def test_no_filter_tells_the_sender_the_state_of_a_protected_household(client, body, state):
    client.force_login(body.chief)
    codes = {row["Codice del nucleo"] for row in rows(client, "segnalazioni", state=state)}
    assert codes == {body.sent[state].household.pseudonym}


def test_the_sender_is_not_told_that_a_protected_household_is_housed(client, body):
    client.force_login(body.chief)
    codes = {row["Codice del nucleo"] for row in rows(client, "ingressi-uscite")}
    assert codes == {body.sent["housed"].household.pseudonym, body.sent["closed"].household.pseudonym}
    assert totals(client, "ingressi-uscite")["Accoglienze"] == 2


@pytest.mark.parametrize("name", REPORTS)
def test_totals_of_the_host_do_not_depend_on_who_looks(client, body, name):
    """A denial changes what a person may open, never what the body counts."""
    person = body.sent["closed"].household.people.first()
    Denial.objects.create(user=body.coordinator, person=person, household=person.household, by=body.manager)
    seen = []
    for reader in (body.manager, body.coordinator):
        client.force_login(reader)
        seen.append((totals(client, name), rows(client, name)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("name", REPORTS)
def test_strangers_have_their_own_figures_only(client, body, name):
    client.force_login(body.stranger)
    assert rows(client, name) == []
    assert page(client, name).status_code == 200


def test_the_file_carries_its_period_its_length_and_is_logged(client, body):
    client.force_login(body.manager)
    query = {"first": "2026-01-01", "last": "2027-12-31"}
    answer = client.get("/rapporti/segnalazioni/scarica.csv", query)
    text = b"".join(answer)
    assert 'filename="wemix_segnalazioni_2026-01-01_2027-12-31.csv"' in answer["Content-Disposition"]
    assert int(answer["Content-Length"]) == len(text)
    entry = AuditEntry.objects.get(action="export")
    assert (entry.rows, entry.user_id) == (text.count(b"\r\n") - 1, body.manager.pk)


def test_a_file_that_breaks_is_a_sentence_and_no_file(client, body, monkeypatch):
    def cut(rows):
        yield b"half a row"
        raise OSError("the disk is full")

    monkeypatch.setattr(export, "_blocks", cut)
    client.force_login(body.manager)
    answer = client.get("/rapporti/segnalazioni/scarica.csv", follow=True)
    assert answer.redirect_chain == [("/rapporti/segnalazioni/?", 302)]
    assert "half a row" not in answer.content.decode()
    assert "Il file non è stato preparato" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="export").exists()

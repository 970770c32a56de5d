"""The reports: pseudonymised rows, their days and nights, and who may ask for them, on a page and in a file."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from housing import actions as housing
from housing.models import Occupant, Stay
from referrals import actions
from referrals.models import Referral
from tests.factories import flat, household, referral
from tests.queries import for_one_and_for_fifty
from tests.referrals.reports import REPORTS, page, rows, shown


def test_a_row_says_who_was_referred_and_what_became_of_it(client, mara, host, alice, dora):
    made = referral(host, of=household(alice, size=3), until="housed", coordinator=dora, place=flat(host))
    back = timezone.localtime().replace(hour=12) - timedelta(days=40)  # by the clock on the wall, whatever the season
    Referral.objects.filter(pk=made.pk).update(submitted_at=back, ethos="9.1")
    made.household.memberships.update(starts_on=back.date())
    client.force_login(mara)
    (row,) = rows(client, "segnalazioni", first="2020-01-01")
    told = [row[header] for header in ("Persone", "Adulti", "Minori", "Età della persona di riferimento", "Stato")]
    assert told == ["3", "1", "2", "35–44 anni", "in accoglienza"]
    assert row["Giorni dall'invio all'ingresso"] == "40"
    assert row["Situazione abitativa (ETHOS)"].startswith("Sfratto")
    assert row["Cittadinanza"] == "Cittadinanza non nota"


@pytest.mark.parametrize("destination", ["SAFE_HOUSE"])
def test_a_secret_destination_is_told_to_nobody(client, mara, host, alice, dora, destination):
    made = referral(host, of=household(alice), until="housed", coordinator=dora, place=flat(host))
    actions.close(referral=made, on=timezone.localdate(), reason="HIGHER_NEED", destination=destination, by=dora)
    client.force_login(mara)
    (row,) = rows(client, "ingressi-uscite")
    assert [row["Motivo dell'uscita"], row["Destinazione"], row["Esito"], row["Alloggio"]] == ["riservato"] * 4


@pytest.mark.parametrize("role", ["alice", "olga", "carlo", "otto", "tecla"])
@pytest.mark.parametrize("path", ["", "segnalazioni/", "segnalazioni/scarica.csv"])
def test_reports_are_for_those_who_answer_for_a_body(db, client, request, role, path):
    client.force_login(request.getfixturevalue(role))
    assert client.get(f"/rapporti/{path}").status_code == 403


def test_an_unknown_report_is_not_found(client, mara):
    client.force_login(mara)
    assert client.get("/rapporti/nomi/").status_code == 404
    assert client.get("/rapporti/nomi/scarica.csv").status_code == 404


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


def test_fifty_rows_cost_no_more_queries_than_one(client, mara, host, alice, dora):
    for until in ("housed", "declined"):
        referral(host, worker=alice, until=until, coordinator=dora, place=flat(host))
    client.force_login(mara)
    one, fifty = for_one_and_for_fifty(client, *(f"/rapporti/{name}/" for name in REPORTS))
    assert one == fifty


def test_the_table_sorts_by_what_is_stored(client, mara, host, alice, dora):
    """By day, not by the letters of 02/01 and 01/12."""
    for day in (date(2026, 1, 2), date(2025, 12, 1)):
        made = referral(host, of=household(alice), until="submitted")
        moment = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))
        Referral.objects.filter(pk=made.pk).update(submitted_at=moment)
    client.force_login(mara)
    answer = page(client, "segnalazioni", first="2025-01-01", last="2026-12-31", sort="-sent_on")
    assert [row[2] for row in shown(answer)] == ["02/01/2026", "01/12/2025"]

"""Fairness on a page: counted from real rows, without anybody in it."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from housing.models import Occupant, PlaceUse, Stay
from referrals.fairness import cases_of
from referrals.fairness.replay import first_come
from referrals.matching.fairness import Case
from referrals.models import Referral
from referrals.views import fairness as page_of_fairness
from tests.factories import ADVANCE, bed, flat, household, need, referral
from tests.queries import for_one_and_for_fifty
from tests.stays import end_stay

TODAY = timezone.localdate()


@pytest.fixture
def counted(host, dora):
    def cases():
        return cases_of(host, TODAY - timedelta(days=365), TODAY)

    return cases


def known(worker, size=1, **head):
    """A household that answered what decides."""
    made = household(worker, size=size, **head)
    for kind in ("STEP_FREE", "GROUND_FLOOR"):
        need(made, kind, "NO")
    need(made, "SHARED", "YES")
    return made


def waiting_since(made, days):
    Referral.objects.filter(pk=made.pk).update(waiting_since=TODAY - timedelta(days=days))
    return made


def test_what_became_of_each_is_counted(host, other_host, alice, dora, home, counted):
    referral(host, of=known(alice, size=4), until="housed", coordinator=dora, place=home)
    referral(host, worker=alice, until="not_eligible", coordinator=dora)
    referral(host, worker=alice, until="withdrawn")
    referral(host, worker=alice, until="draft")
    referral(other_host, worker=alice, until="submitted")
    housed, refused, withdrawn = counted()
    assert (housed.is_proposed, housed.is_housed, housed.waited) == (True, True, 0)
    assert refused.refused == ("OUTSIDE_TARGET",) and not refused.is_proposed
    assert withdrawn.is_withdrawn


def test_groups_are_those_of_the_day_of_sending(host, alice, counted):
    referral(host, of=known(alice, size=3, gender="MAN", citizenships=["IT"], secret=True), until="submitted")
    (case,) = counted()
    assert case.groups == {
        "gender": "man",
        "family": "one_parent",
        "citizenship": "IT",
        "access": "no",
        "secret": "yes",
        "age": "35-44",
        "size": "3-4",
    }


def test_who_no_home_could_ever_hold_is_counted_as_such(host, alice, home, counted):
    referral(host, of=known(alice, size=3), until="submitted")
    referral(host, of=known(alice, size=9), until="submitted")
    assert [case.has_no_place for case in counted()] == [False, True]


# Had who came first chosen first


def test_the_one_who_had_waited_longest_would_have_entered(host, alice, dora):
    """The team housed who came later: the home is let once here too."""
    home = flat(host, beds=2, quiet="YES", pets="YES", smoking="YES", floor=0)
    early = waiting_since(referral(host, of=known(alice, size=2), until="waiting", coordinator=dora), days=60)
    late = waiting_since(referral(host, of=known(alice, size=2), until="waiting", coordinator=dora), days=30)
    _house(late, home, days=10, dora=dora)
    assert first_come(host, TODAY - timedelta(days=100)) == {early.pk: 50}


def test_a_home_is_let_from_the_day_on_which_it_was_left(host, alice, dora):
    """Empty for forty days before the team let it: who came first would have entered on the first of them."""
    home = flat(host, beds=2, quiet="YES", pets="YES", smoking="YES", floor=0, turnaround_days=0)
    before = waiting_since(referral(host, of=known(alice, size=2), until="waiting", coordinator=dora), days=400)
    before = _house(before, home, days=300, dora=dora)
    end_stay(stay=before.stay, on=TODAY - timedelta(days=50), by=dora)
    after = waiting_since(referral(host, of=known(alice, size=2), until="waiting", coordinator=dora), days=60)
    _house(after, home, days=10, dora=dora)
    assert first_come(host, TODAY - timedelta(days=100)) == {after.pk: 10}


def _house(made, home, days, dora):
    for state in ("proposed", "accepted", "housed"):
        made = ADVANCE[state](made, None, dora, home)
    entered = TODAY - timedelta(days=days)
    PlaceUse.objects.filter(stay=made.stay).update(starts_on=entered)
    Occupant.objects.filter(place_use__stay=made.stay).update(starts_on=entered)
    Stay.objects.filter(pk=made.stay.pk).update(started_on=entered, planned_from=entered)
    return made


# The page and the file


@pytest.fixture
def seven(host, alice, dora):
    """Five households led by women and two by men."""
    for gender in ["WOMAN"] * 5 + ["MAN"] * 2:
        referral(host, of=household(alice, gender=gender), until="submitted")


def test_few_are_hidden_on_the_page_and_in_the_file(client, mara, seven):
    client.force_login(mara)
    page = client.get("/rapporti/equita/")
    assert "nascosto: poche persone" in page.content.decode()
    file = client.get("/rapporti/equita/scarica.csv", {"formato": "tecnico"})
    rows = list(csv.DictReader(io.StringIO(b"".join(file).decode())))
    of_gender = {row["group"]: row["n"] for row in rows if row["dimension"] == "Genere della persona di riferimento"}
    assert of_gender == {"donne": "", "uomini": ""}
    assert rows[0]["n"] == "7"


def test_the_file_is_for_an_italian_spreadsheet(client, mara, seven):
    client.force_login(mara)
    file = client.get("/rapporti/equita/scarica.csv")
    text = b"".join(file).decode()
    assert text.startswith("\ufeffPer;Gruppo;Segnalazioni;") and "\r\ntutti;tutti;7;0;0,0;0,0;35,4;" in text


def test_fewer_than_five_are_told_nothing(client, mara, host, alice):
    referral(host, worker=alice, until="submitted")
    client.force_login(mara)
    page = client.get("/rapporti/equita/").content.decode()
    assert "Meno di cinque segnalazioni" in page and "<table" not in page


@pytest.mark.parametrize("would, why", [(None, "dipende dagli alloggi che ci sono"), (5, "dipende dalle scelte")])
def test_a_group_that_is_seldom_housed_is_named_with_where_it_comes_from(client, mara, monkeypatch, would, why):
    """`would`: how long the women would have waited, had who came first chosen first."""

    def case(gender, entered):
        first = entered if gender == "man" else would
        return Case(groups={"gender": gender}, is_housed=entered is not None, waited=entered, first_come=first)

    planted = [case("woman", None)] * 50 + [case("woman", 9)] * 10 + [case("man", 9)] * 50 + [case("man", None)] * 10
    monkeypatch.setattr(page_of_fairness, "cases_of", lambda *period: planted)
    client.force_login(mara)
    page = client.get("/rapporti/equita/").content.decode()
    assert "Genere della persona di riferimento: donne" in page and why in page
    file = b"".join(client.get("/rapporti/equita/scarica.csv")).decode()
    assert [line.split(";")[1] for line in file.splitlines() if "riceve casa di rado" in line] == ["donne"]


def test_a_wrong_period_is_refused(client, mara):
    client.force_login(mara)
    assert client.get("/rapporti/equita/", {"first": "2026-05-01", "last": "2026-01-01"}).status_code == 422
    assert client.get("/rapporti/equita/scarica.csv", {"first": "?"}).status_code == 302


def test_the_page_costs_the_same_for_few_and_for_many(client, mara, dora, host, alice, seven):
    client.force_login(mara)
    referral(host, of=household(alice), until="waiting", coordinator=dora)
    referral(host, worker=alice, until="proposed", coordinator=dora, place=bed(host))
    one, fifty = for_one_and_for_fifty(client, "/rapporti/equita/")
    assert one == fifty


@pytest.mark.parametrize("address", ["/rapporti/equita/", "/rapporti/equita/scarica.csv"])
def test_a_year_without_referrals_is_told_and_not_divided_by(client, dora, address):
    client.force_login(dora)
    assert client.get(address).status_code == 200

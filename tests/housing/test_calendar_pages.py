"""The pages of the calendar: who reads which name, where a cell leads, what filters and pages leave."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from beneficiaries.models import Denial
from housing.models import Occupant, PlaceUse, Stay
from tests.factories import BuildingFactory, PlaceFactory, UnitFactory, bed, flat, household, referral
from tests.housing.test_calendar import stay_in
from tests.queries import for_one_and_for_fifty
from wemix.models import AuditEntry

DAY = timedelta(days=1)
TODAY = date(2026, 11, 12)
MONTH, YEAR = "/calendario/", "/calendario/anno/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def housed(host, alice, dora):
    """A household that has a place since the third of the month, and keeps it."""

    def make(place=None, until="housed", **who):
        place = place or flat(host)
        made = referral(host, of=household(alice, size=2, **who), until=until, coordinator=dora, place=place)
        if made.stay:
            sleeps(made.stay, starts_on=date(2026, 11, 3))
            Stay.objects.filter(pk=made.stay_id).update(planned_from=date(2026, 11, 3))
        return made

    return make


def sleeps(stay, **days):
    """Other days of its one home, and of whoever sleeps there."""
    PlaceUse.objects.filter(stay=stay).update(**days)
    Occupant.objects.filter(place_use__stay=stay).update(**days)


def shown(client, url=MONTH, **query):
    answer = client.get(url, query)
    return BeautifulSoup(answer.content, "html.parser").main


def text(part):
    return " ".join(part.get_text(" ", strip=True).split())


def cells(client, **query):
    """{home: [(nights, what its cell says, where it leads)]}"""
    found = {}
    for row in shown(client, **query).select("table.calendar tbody tr:has(td)"):
        said = [(int(td["colspan"]), text(td), td.a["href"] if td.a else "") for td in row.select("td")]
        found[row.th.contents[0].strip()] = said
    return found


# Whose names


@pytest.mark.parametrize("who", ["carlo", "olga", "dora"])
def test_who_works_there_reads_who_lives_where(client, request, housed, who):
    stay = housed(last_name="Abitafinti").stay
    client.force_login(request.getfixturevalue(who))
    [row] = cells(client).values()
    assert [nights for nights, _, _ in row] == [2, 28]
    assert "Abitafinti" in row[1][1] and "dal 03/11/2026" in row[1][1]
    assert row[1][2] == f"/accoglienze/{stay.pk}/"


@pytest.mark.parametrize("url", [MONTH, YEAR, "/mappa/"])
@pytest.mark.parametrize("who", ["alice", "mara", "otto", "tecla"])
def test_the_compound_is_for_those_who_work_there(client, request, db, who, url):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("url", [MONTH, YEAR, "/mappa/"])
def test_another_host_sees_nothing_of_it(client, dario, housed, url):
    made = housed(last_name="Abitafinti")
    client.force_login(dario)
    page = text(shown(client, url))
    assert "Abitafinti" not in page and str(made.stay.uses.get().place.unit.building) not in page


def test_a_secret_address_is_said_to_be_one(client, carlo, housed):
    housed(last_name="Segretafinti", secret=True)
    client.force_login(carlo)
    [row] = cells(client).values()
    assert "Segretafinti" in row[1][1] and "indirizzo segreto: non confermare a nessuno" in row[1][1]


@pytest.mark.parametrize("until", ["housed", "accepted", "proposed"])
def test_to_whom_a_household_is_denied_its_place_is_only_occupied(client, olga, dora, housed, until):
    made = housed(last_name="Negatafinti", until=until)
    person = made.household.people.first()
    Denial.objects.create(user=olga, person=person, household=made.household, by=dora)
    client.force_login(olga)
    [row] = cells(client).values()
    assert row[-1][1].startswith("occupato") and row[-1][2] == ""
    assert "Negatafinti" not in text(shown(client))


def test_for_whom_a_place_is_held_is_the_teams_business(client, olga, carlo, host, housed):
    made = housed(last_name="Attesafinti", until="proposed")
    client.force_login(olga)
    [row] = cells(client).values()
    assert "Attesafinti" in row[-1][1] and row[-1][2] == f"/nuclei/{made.household_id}/"
    client.force_login(carlo)
    [row] = cells(client).values()
    assert row[-1] == (19, "occupato , dal 12/11/2026 in poi", "")


def test_looking_is_in_the_log(client, carlo, housed):
    housed()
    client.force_login(carlo)
    client.get(MONTH)
    assert AuditEntry.objects.get(verb="calendar.page", user_id=carlo.pk).rows == 1


# What the cells say


def test_nights_beyond_a_planned_exit_are_another_cell(client, dora, housed):
    stay = housed().stay
    Stay.objects.filter(pk=stay.pk).update(planned_until=date(2026, 11, 20))
    client.force_login(dora)
    [row] = cells(client).values()
    assert [nights for nights, _, _ in row] == [2, 17, 11]
    assert "uscita prevista il 20/11/2026" in row[1][1]
    assert "oltre l'uscita prevista per il 20/11/2026" in row[2][1]


def test_the_day_of_leaving_is_no_night(client, dora, housed):
    stay = housed().stay
    sleeps(stay, ends_on=date(2026, 11, 17))
    client.force_login(dora)
    [row] = cells(client).values()
    assert [nights for nights, _, _ in row] == [2, 14, 14]
    assert "dal 03/11/2026 al 17/11/2026" in row[1][1]


def test_beds_that_a_household_leaves_empty_are_counted(client, dora, host, housed):
    housed(flat(host, beds=5))
    client.force_login(dora)
    [row] = cells(client).values()
    assert "3 letti vuoti" in row[1][1]


def test_a_closure_says_why_and_until_when(client, dora, home):
    closed = {"starts_on": date(2026, 11, 20), "ends_on": date(2026, 11, 25), "reason": "Caldaia"}
    PlaceUse.objects.create(place=home, kind="closure", **closed)
    client.force_login(dora)
    [row] = cells(client).values()
    assert row[1] == (5, "chiusura: Caldaia , dal 20/11/2026, di nuovo libero dal 25/11/2026", "")


def test_free_nights_to_come_lead_to_who_could_live_there(client, dora, carlo, home):
    PlaceUse.objects.create(place=home, kind="closure", starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 25))
    client.force_login(dora)
    [(past, _, to_come)] = cells(client).values()
    assert (past[2], to_come[2]) == ("", f"/posti/{home.pk}/nuclei/")
    client.force_login(carlo)
    assert not any(url for row in cells(client).values() for _, _, url in row)


def test_today_is_marked_in_words(client, dora, home):
    client.force_login(dora)
    [today] = shown(client).select("th.today")
    assert text(today).endswith("giovedì, oggi")
    assert shown(client, mese="2026-12").select("th.today") == []


def test_a_year_says_the_nights_of_each_month(client, dora, housed):
    stay = housed().stay
    sleeps(stay, ends_on=date(2026, 12, 3))
    client.force_login(dora)
    said = [text(cell.select_one(".visually-hidden")) for cell in shown(client, YEAR).select("tbody td")]
    assert said[9:] == ["libero 31", "libero 2, abita qui 28", "abita qui 2, libero 29"]


# Filters, pages, months


def test_the_months_follow_each_other(client, dora, home):
    client.force_login(dora)
    page = shown(client, mese="2026-12")
    assert page.h1.get_text(strip=True) == "Calendario di dicembre 2026"
    assert [link["href"] for link in page.select(".turn a[rel]")] == ["?mese=2026-11", "?mese=2027-01"]


@pytest.mark.parametrize("query", [{"mese": "novembre"}, {"mese": "0001-01"}, {"edificio": "0"}, {"anno": "99999"}])
def test_what_is_not_understood_is_refused_beside_it_and_today_is_shown(client, dora, home, query):
    client.force_login(dora)
    url = YEAR if "anno" in query else MONTH
    answer = client.get(url, query)
    page = BeautifulSoup(answer.content, "html.parser").main
    assert answer.status_code == 422
    assert page.select(".error-summary") and page.select("table.calendar")


def test_homes_are_filtered_by_building_kind_and_freedom(client, dora, host, home):
    shared, full = bed(host), flat(host)
    PlaceUse.objects.create(place=full, kind="closure", starts_on=TODAY, reason="Tetto")
    client.force_login(dora)
    everything = {home.unit.name, full.unit.name, "Letto"}
    assert set(cells(client)) == everything
    assert set(cells(client, edificio=home.unit.building_id)) == {home.unit.name}
    assert set(cells(client, tipo="beds")) == {"Letto"}
    assert set(cells(client, liberi="on")) == everything - {full.unit.name}
    assert shared.unit.name in text(shown(client, tipo="beds"))


def test_a_page_holds_whole_buildings(client, dora, host):
    for name, flats in (("Casa A", 40), ("Casa B", 30), ("Casa C", 70)):
        building = BuildingFactory(host=host, name=name)
        for n in range(flats):
            PlaceFactory(unit=UnitFactory(building=building, name=f"Alloggio {n:02}"))
    client.force_login(dora)
    pages = [[h2.contents[0].strip() for h2 in shown(client, page=n).select(".calendar-house h2")] for n in (1, 2, 3)]
    assert pages == [["Casa A"], ["Casa B"], ["Casa C"]]


def test_fifty_places_cost_no_more_queries_than_one(client, dora, host, alice):
    client.force_login(dora)
    stay_in(bed(host), household(alice), TODAY, by=dora)
    one, fifty = for_one_and_for_fifty(client, MONTH, YEAR, "/mappa/")
    assert one == fifty


# Who comes and who goes


def comings(client, **query):
    return [
        [text(each.a) for each in panel.select("li")] for panel in shown(client, **query).select(".movements .task")
    ]


def test_entries_and_exits_of_four_weeks_stand_beside_it(client, olga, housed):
    awaited, soon, later = (housed(until="accepted", last_name=f"{name}finti") for name in ("Atteso", "Presto", "Poi"))
    for made, day in ((soon, 20), (later, 40)):
        Stay.objects.filter(pk=made.stay_id).update(planned_from=TODAY + day * DAY, planned_until=None)
    planned, confirmed, gone_by = (housed(last_name=f"{name}finti") for name in ("Previsto", "Certo", "Oltre"))
    Stay.objects.filter(pk=planned.stay_id).update(planned_until=TODAY + 9 * DAY)
    sleeps(confirmed.stay, ends_on=TODAY)
    Stay.objects.filter(pk=gone_by.stay_id).update(planned_until=TODAY - DAY)
    client.force_login(olga)
    entries, exits = comings(client)
    assert entries == [str(awaited.household), str(soon.household)]
    assert exits == [str(confirmed.household), str(planned.household)]
    assert "Oggi 0 ingressi e 1 uscita" in text(shown(client))
    building = planned.stay.uses.get().unit.building_id
    assert comings(client, edificio=building) == [[], [str(planned.household)]]


@pytest.mark.parametrize("url", [MONTH, YEAR])
def test_a_sheet_says_when_it_does_not_hold_every_building(client, host, dora, monkeypatch, url):
    flat(host), flat(host)
    client.force_login(dora)
    assert not shown(client, url).select(".legend p")
    monkeypatch.setattr("housing.views.calendar.PLACES", 1)
    assert "Parte 2 di 2" in shown(client, url, page=2).select_one(".legend p").text

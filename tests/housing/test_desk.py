"""Homes at the desk: whose they are, and closures in people's words."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from housing.models import Building, Closure, Place, PlaceUse, Room, Unit
from tests.desk import add_to, list_of, page_of
from tests.factories import PlaceFactory, UnitFactory, bed, flat, referral
from tests.queries import for_one_and_for_fifty

TODAY = timezone.localdate()


@pytest.fixture
def theirs(other_host):
    """A flat of another host."""
    return flat(other_host, building__name="Casa altrui")


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


def unit_said(unit, **more):
    """What the page of a flat sends, its one place untouched."""
    place = unit.places.first()
    inline = {
        "rooms-TOTAL_FORMS": 0,
        "rooms-INITIAL_FORMS": 0,
        "inventory-TOTAL_FORMS": 0,
        "inventory-INITIAL_FORMS": 0,
        "places-TOTAL_FORMS": 1,
        "places-INITIAL_FORMS": 1,
        "places-0-id": place.pk,
        "places-0-unit": unit.pk,
        "places-0-name": place.name,
        "places-0-letting": place.letting,
        "places-0-room": "",
        "places-0-beds": place.beds,
        "places-0-is_active": "on",
        "turnaround_days": unit.turnaround_days,
        "version": unit.version,
    }
    said = {"building": unit.building_id, "name": unit.name, "letting": unit.letting, "residents": unit.residents}
    said |= dict.fromkeys(["lift", "step_free", "quiet", "smoking", "pets"], "YES") | {"is_active": "on"}
    return said | inline | more


# Whose homes


@pytest.mark.parametrize("model", [Building, Unit, Place, Closure])
def test_homes_of_another_host_are_not_there(at_desk, home, theirs, model):
    for place in (home, theirs):
        PlaceUse.objects.create(place=place, kind="closure", starts_on=TODAY, reason="Lavori")
    listed = at_desk.get(list_of(model)).content.decode()
    assert str(home.unit.building) in listed
    assert "Casa altrui" not in listed


def test_the_page_of_a_strangers_home_is_not_found(at_desk, theirs):
    closure = Closure.objects.create(place=theirs, starts_on=TODAY)
    for row in (theirs.unit.building, theirs.unit, theirs, closure):
        assert at_desk.get(page_of(row)).status_code == 404
        assert at_desk.post(page_of(row), {}).status_code == 404


def test_a_stay_is_not_a_closure(at_desk, home, rossi, dora):
    housed = referral(home.unit.building.host, of=rossi, until="housed", coordinator=dora, place=home)
    use = housed.stay.uses.get()
    assert at_desk.get(page_of(Closure(pk=use.pk))).status_code == 404


def test_the_technician_sees_no_home(client, tecla, home):
    client.force_login(tecla)
    assert client.get(list_of(Unit)).status_code == 403
    assert client.get(page_of(home)).status_code == 404


@pytest.mark.parametrize("page", [add_to(Unit), add_to(Closure)])
def test_a_drop_down_offers_no_strangers_home(at_desk, home, theirs, page):
    shown = at_desk.get(page).content.decode()
    assert str(home.unit.building) in shown
    assert "Casa altrui" not in shown


def test_a_forged_building_is_refused(at_desk, home, theirs):
    said = unit_said(home.unit, building=theirs.unit.building_id)
    assert at_desk.post(page_of(home.unit), said).status_code == 422
    home.unit.refresh_from_db()
    assert home.unit.building_id != theirs.unit.building_id


def test_a_forged_place_to_close_is_refused(at_desk, theirs):
    assert at_desk.post(add_to(Closure), {"place": theirs.pk, "starts_on": TODAY}).status_code == 422
    assert not PlaceUse.objects.exists()


def test_a_forged_row_of_a_flats_places_changes_nothing(at_desk, home, theirs):
    at_desk.post(page_of(home.unit), unit_said(home.unit) | {"places-0-id": theirs.pk, "places-0-beds": 9})
    theirs.refresh_from_db()
    assert (theirs.beds, theirs.unit.building.name) == (4, "Casa altrui")


def test_a_place_lies_in_a_room_of_its_flat(at_desk, host, home):
    elsewhere = Room.objects.create(unit=UnitFactory(building__host=host), name="Camera di altri")
    here = Room.objects.create(unit=home.unit, name="Camera nostra")
    rooms = {"rooms-TOTAL_FORMS": 1, "rooms-INITIAL_FORMS": 1, "rooms-0-id": here.pk, "rooms-0-unit": home.unit.pk}
    rooms |= {"rooms-0-name": here.name, "rooms-0-kind": here.kind}
    said = unit_said(home.unit) | rooms
    assert at_desk.post(page_of(home.unit), said | {"places-0-room": elsewhere.pk}).status_code == 422
    assert at_desk.post(page_of(home.unit), said | {"places-0-room": here.pk}).status_code == 302
    home.refresh_from_db()
    assert home.room == here


def test_a_new_building_is_of_her_own_body(at_desk, dora, other_host):
    said = {"name": "Casa nuova", "address": "Via di prova 1", "host": other_host.pk}
    assert at_desk.post(add_to(Building), said).status_code == 302
    assert Building.objects.get(name="Casa nuova").host == dora.organisation


def test_a_second_building_of_one_name_is_refused_in_words(at_desk, home):
    answer = at_desk.post(add_to(Building), {"name": home.unit.building.name, "address": ""})
    assert answer.status_code == 422
    assert "There is a building with this name." in answer.context["adminform"].form.non_field_errors()


def test_letting_a_flat_the_other_way_under_a_stay_is_refused_in_words(at_desk, host, home, rossi, dora):
    """A place's way of letting goes down to its uses, where the constraint finds the stay beside it."""
    shared = PlaceFactory(unit=home.unit, letting="beds", beds=1, name="Letto")
    PlaceUse.objects.create(place=shared, kind="closure", starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
    other = PlaceFactory(unit=home.unit, letting="beds", beds=1, name="Altro letto")
    PlaceUse.objects.create(place=other, kind="closure", starts_on=TODAY, ends_on=TODAY + timedelta(days=9))
    home.delete()
    said = unit_said(home.unit)
    first = {"places-0-id": shared.pk, "places-0-letting": "whole", "places-0-name": "", "places-0-beds": 1}
    assert at_desk.post(page_of(home.unit), said | first).status_code == 422


# Closures


def close(client, place, first, last="", **more):
    said = {"place": place.pk, "starts_on": first, "last_day": last, "reason": "Caldaia"}
    return client.post(add_to(Closure), said | more)


@pytest.mark.parametrize("is_active", ["on", ""])
def test_a_flat_taken_out_of_service_says_who_sleeps_there(at_desk, lived_in, is_active):
    said = unit_said(lived_in.unit, is_active=is_active)
    page = at_desk.post(page_of(lived_in.unit), said, follow=True).content.decode()
    assert ("dormono in questo alloggio stanotte" in page) is not bool(is_active)


def test_a_closure_says_why(at_desk, home):
    answer = close(at_desk, home, TODAY, reason="")
    assert answer.status_code == 422 and not Closure.objects.exists()


def test_the_last_day_of_a_closure_is_closed_and_the_next_is_free(at_desk, home):
    assert close(at_desk, home, "2030-05-01", "2030-05-10", reason="Tinteggiatura").status_code == 302
    closure = Closure.objects.get()
    assert (closure.kind, closure.ends_on) == ("closure", date(2030, 5, 11))
    shown = at_desk.get(page_of(closure)).context["adminform"].form
    assert shown["last_day"].value() == date(2030, 5, 10)


def test_a_closure_of_one_day_is_one_night(at_desk, home):
    assert close(at_desk, home, "2030-05-01", "2030-05-01").status_code == 302
    assert Closure.objects.get().ends_on == date(2030, 5, 2)


def test_a_last_day_before_the_first_is_refused_beside_it(at_desk, home):
    answer = close(at_desk, home, "2030-05-02", "2030-05-01")
    assert answer.context["adminform"].form.errors["last_day"] == ["The last day comes before the first."]


def test_a_closure_without_a_last_day_lasts_until_further_notice(at_desk, home):
    assert close(at_desk, home, "2030-05-01").status_code == 302
    assert Closure.objects.get().ends_on is None
    assert "fino a nuovo avviso" in at_desk.get(list_of(Closure)).content.decode()


def test_a_refused_closure_is_offered_the_next_free_days(at_desk, home):
    PlaceUse.objects.create(place=home, kind="closure", starts_on=date(2030, 5, 3), ends_on=date(2030, 5, 9))
    said = close(at_desk, home, "2030-05-01", "2030-05-05").context["adminform"].form.errors["starts_on"]
    assert said[-1] == "Per altrettanti giorni è libero dal 09/05/2030."


def test_a_closure_says_who_pays_and_by_which_order(at_desk, home):
    close(at_desk, home, "2030-05-01", cost_centre="CDC 214", reference="Ordine 31/2030")
    listed = at_desk.get(list_of(Closure) + "?q=31/2030").content.decode()
    assert "CDC 214" in listed
    assert "Ordine 31/2030" in listed


def test_more_beds_than_the_law_allows_people_are_marked_beside_them(at_desk, home):
    Room.objects.create(unit=home.unit, name="Camera", area=15)
    assert "1: ci sono più letti" in at_desk.get(list_of(Unit)).content.decode()


@pytest.fixture
def lived_in(home, rossi, dora):
    referral(home.unit.building.host, of=rossi, until="housed", coordinator=dora, place=home)
    return home


def test_a_closure_over_a_stay_is_refused_with_a_sentence_beside_the_days(at_desk, lived_in):
    answer = close(at_desk, lived_in, TODAY, TODAY + timedelta(days=3))
    assert answer.status_code == 422
    said = answer.context["adminform"].form.errors
    assert said["starts_on"] == ["Il posto non è libero in questi giorni."]
    assert not Closure.objects.exists()


def test_a_refusal_says_nothing_of_who_is_there(at_desk, lived_in, rossi):
    said = close(at_desk, lived_in, TODAY).content.decode()
    assert rossi.name not in said


def test_the_database_refuses_what_the_form_let_pass(at_desk, lived_in, monkeypatch):
    monkeypatch.setattr("housing.admin.ClosureForm.validate_unique", lambda self: None)
    answer = close(at_desk, lived_in, TODAY)
    assert answer.status_code == 422
    assert answer.context["adminform"].form.non_field_errors() == ["This place is not free in these days."]


def test_a_flat_closed_whole_is_closed_bed_by_bed(at_desk, home):
    one = PlaceFactory(unit=home.unit, letting="beds", beds=1, name="Letto")
    assert close(at_desk, home, "2030-05-01").status_code == 302
    said = close(at_desk, one, "2030-05-01").context["adminform"].form.errors
    assert said["starts_on"] == ["In questi giorni l'alloggio è dato nell'altro modo: intero, oppure a posti letto."]


def change(client, closure, **said):
    now = {"starts_on": closure.starts_on, "last_day": closure.last_day or "", "reason": closure.reason}
    return client.post(page_of(closure), now | {"version": closure.version} | said)


def test_a_closure_that_was_a_mistake_is_cancelled_and_frees_the_place(at_desk, home):
    closure = Closure.objects.create(place=home, starts_on=TODAY, reason="Caldaia")
    assert change(at_desk, closure, is_cancelled="on").status_code == 302
    assert close(at_desk, home, TODAY).status_code == 302


def test_a_closure_moves_to_no_other_place(at_desk, home, host):
    closure = Closure.objects.create(place=home, starts_on=TODAY)
    change(at_desk, closure, place=flat(host).pk)
    closure.refresh_from_db()
    assert closure.place == home


def test_who_saves_from_an_old_page_is_shown_both(at_desk, home):
    closure = Closure.objects.create(place=home, starts_on=TODAY, reason="Prima")
    assert change(at_desk, closure, reason="Dora").status_code == 302
    stale = change(at_desk, closure, reason="Un'altra")
    assert stale.status_code == 422
    assert "Dora" in stale.content.decode()
    closure.refresh_from_db()
    assert closure.reason == "Dora"
    again = change(at_desk, closure, reason="Un'altra", version=stale.context["version"])
    assert again.status_code == 302


# Lists


def test_the_list_of_places_says_what_takes_each_today(at_desk, lived_in, host):
    bed(host)
    PlaceUse.objects.create(place=bed(host), kind="closure", starts_on=TODAY)
    shown = {row.use for row in at_desk.get(list_of(Place)).context["cl"].result_list}
    assert shown == {"stay", "closure", None}


def test_lists_and_the_page_of_a_new_closure_ask_as_much_for_one_row_as_for_fifty(at_desk, host):
    PlaceUse.objects.create(place=flat(host), kind="closure", starts_on=TODAY)
    lists = map(list_of, (Building, Unit, Place, Closure))
    one, fifty = for_one_and_for_fifty(at_desk, *lists, add_to(Closure))
    assert one == fifty


def test_a_flat_saved_meanwhile_is_shown_and_its_rows_stay_too(at_desk, home):
    old = unit_said(home.unit, note="Seconda") | {"places-0-beds": 9}
    assert at_desk.post(page_of(home.unit), unit_said(home.unit, note="Prima")).status_code == 302
    answer = at_desk.post(page_of(home.unit), old)
    assert answer.status_code == 422
    assert "Prima" in answer.content.decode() and "Seconda" in answer.content.decode()
    home.refresh_from_db()
    assert (home.unit.note, home.beds) == ("Prima", 4)
    assert at_desk.post(page_of(home.unit), old | {"version": answer.context["version"]}).status_code == 302
    home.refresh_from_db()
    assert (home.unit.note, home.beds) == ("Seconda", 9)


def test_a_row_of_a_flat_saved_meanwhile_is_a_change_of_the_flat(at_desk, home):
    old = unit_said(home.unit) | {"places-0-beds": 3}
    assert at_desk.post(page_of(home.unit), unit_said(home.unit) | {"places-0-beds": 2}).status_code == 302
    assert at_desk.post(page_of(home.unit), old).status_code == 422
    home.refresh_from_db()
    assert home.beds == 2


def test_a_place_saved_on_its_own_page_is_a_change_of_the_flat(at_desk, home):
    old = unit_said(home.unit) | {"places-0-beds": 3}
    said = {"name": "", "room": "", "beds": 2, "is_active": "on", "version": home.version}
    assert at_desk.post(page_of(home), said).status_code == 302
    assert at_desk.post(page_of(home.unit), old).status_code == 422
    assert at_desk.post(page_of(home), said | {"beds": 1}).status_code == 422
    home.refresh_from_db()
    assert home.beds == 2


def test_a_cell_is_called_by_its_column_and_the_columns_help(at_desk, home):
    page = BeautifulSoup(at_desk.get(page_of(home.unit)).content, "html.parser")
    area, beds = page.find(id="id_rooms-__prefix__-area"), page.find(id="id_places-0-beds")
    assert (area["aria-label"], beds["aria-label"]) == ("Superficie: m²", "Posti letto")
    assert not area.has_attr("aria-describedby")
    assert page.find("img", alt="(m²)")  # in the column's head, for who sees it


def test_a_refused_cell_is_described_by_its_error(at_desk, home):
    answer = at_desk.post(page_of(home.unit), unit_said(home.unit, **{"places-0-beds": "-1"}))
    page = BeautifulSoup(answer.content, "html.parser")
    described_by = page.find(id="id_places-0-beds")["aria-describedby"]
    assert described_by == "id_places-0-beds_error" and page.find(id=described_by).text

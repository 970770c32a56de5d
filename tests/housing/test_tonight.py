"""Who sleeps where tonight, as each person may know it."""

import pytest

from beneficiaries.models import Denial
from tests.factories import flat, household, referral
from wemix.models import AuditEntry


def text(answer):
    return " ".join(answer.content.decode().split())


def spots(client):
    houses = client.get("/stanotte/").context["houses"]
    return {str(spot.place): spot for house in houses for spot in house.spots}


@pytest.mark.parametrize("who", ["carlo", "olga", "dora"])
def test_tonight_shows_who_sleeps_where_and_what_is_free(client, request, host, housed, who):
    stay, empty = housed(last_name="Dormientefinti"), flat(host)
    client.force_login(request.getfixturevalue(who))
    answer = client.get("/stanotte/")
    found = spots(client)
    assert text(answer).count("Dormientefinti") >= 3
    assert found[str(empty)].is_free
    assert len(found[str(stay.uses.get().place)].sleepers) == 3
    assert answer.context["people"] == 3


def test_the_custodian_sees_protected_people_and_is_told_to_confirm_nothing(client, carlo, housed):
    housed(last_name="Segretafinti", secret=True)
    client.force_login(carlo)
    page = text(client.get("/stanotte/"))
    assert "Segretafinti" in page
    assert "Non confermare a nessuno che abitano qui" in page


def test_who_has_not_arrived_is_awaited_and_not_counted(client, carlo, housed):
    stay = housed(until="accepted")
    client.force_login(carlo)
    answer = client.get("/stanotte/")
    assert spots(client)[str(stay.uses.get().place)].is_awaited
    assert answer.context["people"] == 0


def test_a_place_of_a_denied_household_is_not_available_and_never_free(client, carlo, dora, housed):
    stay = housed(last_name="Negatafinti")
    person = stay.household.people.first()
    Denial.objects.create(user=carlo, person=person, household=stay.household, by=dora)
    client.force_login(carlo)
    spot = spots(client)[str(stay.uses.get().place)]
    assert (spot.is_free, spot.use, spot.sleepers) == (False, None, [])
    assert "Negatafinti" not in text(client.get("/stanotte/"))


def test_a_held_place_is_not_available_and_names_nobody(client, carlo, host, alice, dora):
    place = flat(host)
    referral(host, of=household(alice, last_name="Attesafinti"), until="proposed", coordinator=dora, place=place)
    client.force_login(carlo)
    assert not spots(client)[str(place)].is_free
    assert "Attesafinti" not in text(client.get("/stanotte/"))


def test_somebody_in_a_place_out_of_service_is_still_shown(client, carlo, housed):
    stay = housed()
    place = stay.uses.get().place
    place.is_active = False
    place.save()
    client.force_login(carlo)
    assert len(spots(client)[str(place)].sleepers) == 3


def test_the_night_of_another_host_is_not_shown(client, dario, housed):
    housed(last_name="Dormientefinti")
    client.force_login(dario)
    answer = client.get("/stanotte/")
    assert (answer.context["people"], "Dormientefinti" in text(answer)) == (0, False)


@pytest.mark.parametrize("who", ["alice", "mara", "otto", "tecla"])
def test_the_night_is_for_those_who_work_there(db, client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/stanotte/").status_code == 403


def test_looking_at_the_night_is_in_the_log(client, carlo, housed):
    housed()
    client.force_login(carlo)
    client.get("/stanotte/")
    entry = AuditEntry.objects.get(verb="tonight.page", user_id=carlo.pk)
    assert (entry.action, entry.rows) == ("look", 3)

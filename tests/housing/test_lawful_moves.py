"""Where more people would live than the law allows in the rooms, a move asks why, and keeps it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from housing.models import Room
from tests.factories import bed, flat
from tests.stays import DAY, awaited, housed

TODAY = timezone.localdate()


def measured(place, bedroom=12, living=30):
    """With these areas one person may sleep there."""
    place.unit.rooms.create(name="Camera", kind=Room.Kind.BEDROOM, area=bedroom)
    place.unit.rooms.create(name="Soggiorno", kind=Room.Kind.LIVING, area=living)
    return place


@pytest.fixture
def stay(alice, host, dora):
    return housed(alice, host, dora, size=2)


@pytest.fixture
def send(client, dora):
    def post(stay, place, step="", **said):
        client.force_login(dora)
        address = reverse("housing:step", args=[stay.pk, step]) if step else reverse("housing:transfer", args=[stay.pk])
        opened = client.get(address)
        asked = {"place": place.pk, "on": TODAY, "once": opened.context["once"], "version": opened.context["version"]}
        return client.post(address, asked | said)

    return post


def test_too_many_people_for_the_rooms_are_moved_with_a_reason_only(host, stay, send):
    small = measured(flat(host))
    refused = send(stay, small)
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["note"]
    assert "2 persone" in str(refused.context["form"].errors["note"])
    assert send(stay, small, note="Per due settimane").status_code == 302
    assert stay.events.get(step="transfer").note == "Per due settimane"


def test_a_planned_entry_asks_the_same(alice, host, dora, send):
    small = measured(flat(host))
    coming = awaited(alice, host, dora, place=flat(host), on=TODAY + DAY)
    refused = send(coming, small, "place")
    assert list(refused.context["form"].errors) == ["note"]
    assert send(coming, small, "place", note="Non c'è altro").status_code == 302
    assert coming.events.get(step="place").note == "Non c'è altro"


def test_rooms_that_nobody_measured_and_rooms_that_are_enough_ask_nothing(host, stay, send):
    assert send(stay, flat(host)).status_code == 302
    assert send(stay, measured(flat(host), bedroom=14)).status_code == 302


def test_of_a_shared_flat_those_who_live_there_already_count(alice, host, dora, send):
    first = measured(bed(host))
    second = type(first).objects.create(unit=first.unit, letting=first.letting, name="Letto 2", beds=1)
    housed(alice, host, dora, size=1, place=first)
    alone = housed(alice, host, dora, size=1)
    assert list(send(alone, second).context["form"].errors) == ["note"]


def test_a_list_of_places_says_what_the_law_allows_where_it_is_less_than_the_beds(client, host, dora, stay):
    measured(flat(host, beds=3))
    client.force_login(dora)
    page = client.get(reverse("housing:transfer", args=[stay.pk]))
    assert "(3 posti letto, persone per legge: 1)" in page.content.decode()


def test_who_is_given_a_bed_beyond_the_law_has_a_reason_and_no_bed_too_many(client, alice, host, dora):
    stay = housed(alice, host, dora, size=2, place=measured(flat(host, beds=3)))
    guest = stay.household.people.order_by("pk").last()
    guest.nights.all().delete()
    client.force_login(dora)
    address = reverse("housing:settle", args=[stay.pk, guest.pk])
    opened = client.get(address).context
    asked = {"where": "here", "use": stay.uses.get().pk, "on": TODAY, "once": opened["once"]}
    refused = client.post(address, asked)
    assert "2 persone" in str(refused.context["form"].errors["excess_reason"])
    assert client.post(address, asked | {"excess_reason": "Per due settimane"}).status_code == 302
    use = stay.uses.get()
    assert (use.excess, use.excess_reason, use.excess_by) == (0, "Per due settimane", dora)

"""Stays, their planned exit, and a move to another place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from housing import actions
from housing.models import Stay
from housing.plugs.stays import household_panels, tasks
from tests.factories import flat
from tests.queries import for_one_and_for_fifty

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def text(answer):
    return " ".join(answer.content.decode().split())


# Lists


def test_fifty_rows_cost_no_more_queries_than_one(client, dora, housed):
    housed()
    client.force_login(dora)
    one, fifty = for_one_and_for_fifty(client, "/stanotte/", "/accoglienze/")
    assert one == fifty


def listed(client, **query):
    return {str(row.record.household) for row in client.get("/accoglienze/", query).context["table"].rows}


def test_stays_are_filtered_by_state_building_and_planned_exit(client, dora, housed, today):
    near, far, planned = housed(), housed(), housed(until="accepted")
    Stay.objects.filter(pk=near.pk).update(planned_until=today + 10 * DAY)
    client.force_login(dora)
    assert listed(client, state="planned") == {str(planned.household)}
    assert listed(client, leaving="30") == {str(near.household)}
    assert listed(client, building=far.uses.get().unit.building_id) == {str(far.household)}


def test_an_overstay_is_marked_and_found(client, dora, housed, today):
    stay = housed()
    Stay.objects.filter(pk=stay.pk).update(planned_from=today - 9 * DAY, planned_until=today - DAY)
    client.force_login(dora)
    assert listed(client, leaving="0") == {str(stay.household)}
    assert "oltre l'uscita prevista" in text(client.get("/accoglienze/")).replace("&#x27;", "'")


@pytest.mark.parametrize("path", ["", "scadenza/", "trasferimento/"])
def test_a_stranger_finds_no_stay(client, dario, housed, path):
    stay = housed()
    client.force_login(dario)
    assert client.get(f"/accoglienze/{stay.pk}/{path}").status_code == 404
    assert listed(client) == set()


@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("bob", 404), ("olga", 200), ("carlo", 200)])
def test_a_protected_stay_is_seen_by_who_must_know(client, request, housed, who, status):
    stay = housed(secret=True)
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/accoglienze/{stay.pk}/").status_code == status
    assert listed(client) == ({str(stay.household)} if status == 200 else set())


# The planned exit


def test_the_planned_exit_is_moved_and_frees_nothing(client, olga, housed, today):
    stay = housed()
    client.force_login(olga)
    url = reverse("housing:replan", args=[stay.pk])
    page = client.get(url)
    answer = client.post(url, {"planned_until": today + 90 * DAY, "version": page.context["version"]})
    assert answer.url == f"/accoglienze/{stay.pk}/"
    assert Stay.objects.get(pk=stay.pk).planned_until == today + 90 * DAY
    assert stay.uses.get().ends_on is None


def test_an_exit_planned_before_the_entry_is_refused_in_words(client, olga, housed, today):
    stay = housed()
    client.force_login(olga)
    url = reverse("housing:replan", args=[stay.pk])
    answer = client.post(url, {"planned_until": today - DAY, "version": stay.version})
    assert answer.status_code == 422
    assert "uscita prevista viene prima dell" in text(answer)


@pytest.mark.parametrize("path", ["scadenza/", "trasferimento/"])
@pytest.mark.parametrize("who", ["alice", "carlo", "mara"])
def test_neither_sender_nor_custodian_changes_a_stay(client, request, housed, who, path):
    stay = housed()
    client.force_login(request.getfixturevalue(who))
    assert client.post(f"/accoglienze/{stay.pk}/{path}").status_code == 403


def test_a_stay_that_ended_is_changed_no_more(client, dora, housed):
    stay = housed(until="closed")
    client.force_login(dora)
    assert client.get(f"/accoglienze/{stay.pk}/scadenza/").status_code == 404
    assert client.get(f"/accoglienze/{stay.pk}/trasferimento/").status_code == 404


# A move


@pytest.fixture
def move(client, dora, today):
    def post(stay, place, **more):
        client.force_login(dora)
        data = {"place": place.pk, "on": today, "version": Stay.objects.get(pk=stay.pk).version} | more
        return client.post(reverse("housing:transfer", args=[stay.pk]), data)

    return post


def test_a_move_takes_the_new_place_and_the_old_one_is_made_ready(client, host, housed, move, today):
    old, new = flat(host), flat(host)
    stay = housed(place=old)
    assert move(stay, new).status_code == 302
    stay.refresh_from_db()
    assert (stay.state, stay.ended_on) == ("running", None)
    assert [str(place) for place in client.get(f"/accoglienze/{stay.pk}/").context["stay"].places_now] == [str(new)]
    assert old.uses.on(today).get().kind == "turnaround"


def test_only_free_places_are_offered(client, dora, host, housed):
    taken, free = housed(), flat(host)
    stay = housed()
    client.force_login(dora)
    form = client.get(reverse("housing:transfer", args=[stay.pk])).context["form"]
    assert list(form.fields["place"].queryset) == [free]
    assert taken.uses.get().place not in form.fields["place"].queryset


def test_a_place_taken_meanwhile_is_refused_in_words(client, host, alice, dora, housed, move, today):
    """Free today, held from tomorrow on: who asks for it without an end is told."""
    stay, place = housed(), flat(host)
    actions.close_place(place=place, starts_on=today + DAY, ends_on=today + 5 * DAY, reason="", by=dora)
    answer = move(stay, place)
    assert answer.status_code == 422
    assert stay.uses.count() == 1


def test_more_people_than_beds_are_refused_until_somebody_says_why(host, housed, move):
    stay, small = housed(), flat(host, beds=2)
    refused = move(stay, small)
    assert refused.status_code == 422
    assert "Più persone che posti letto" in text(refused)
    assert move(stay, small, excess=1).status_code == 422
    assert move(stay, small, excess=1, excess_reason="Per tre notti, in emergenza").status_code == 302
    use = stay.uses.holding().get(place=small)
    assert (use.excess, use.excess_reason) == (1, "Per tre notti, in emergenza")


def test_a_move_before_the_entry_is_refused_in_words(host, housed, move, today):
    stay = housed()
    answer = move(stay, flat(host), on=today - 3 * DAY)
    assert answer.status_code == 422
    assert stay.uses.count() == 1


def test_of_two_who_move_a_household_the_second_is_told(client, host, dora, housed, move):
    stay, first, second = housed(), flat(host), flat(host)
    assert move(stay, first).status_code == 302
    answer = move(stay, second, version=1)
    assert answer.status_code == 422
    assert stay.uses.holding().filter(place=second).count() == 0


# The household's page, and today


def test_the_home_is_on_the_household_s_page(client, alice, housed):
    stay = housed()
    client.force_login(alice)
    page = text(client.get(reverse("beneficiaries:household", args=[stay.household_id])))
    assert stay.uses.get().place.unit.name in page


def test_a_secret_home_is_on_no_page_of_a_colleague(client, bob, alice, housed):
    stay = housed(secret=True)
    assert household_panels(stay.household, bob) == []
    client.force_login(bob)
    page = text(client.get(reverse("beneficiaries:household", args=[stay.household_id])))
    assert stay.uses.get().place.unit.name not in page
    assert household_panels(stay.household, alice)


def due(user):
    with translation.override("it"):
        return {task.title: [row.label for row in task.rows] for task in tasks(user) if task.rows}


def test_today_names_who_is_awaited_who_should_have_left_and_who_soon_will(olga, carlo, housed, today):
    awaited, gone_by, ending, later = housed(until="accepted"), housed(), housed(), housed()
    Stay.objects.filter(pk=gone_by.pk).update(planned_from=today - 9 * DAY, planned_until=today - DAY)
    Stay.objects.filter(pk=ending.pk).update(planned_until=today + 10 * DAY)
    assert due(olga) == {
        "In arrivo: chiavi da consegnare": [str(awaited.household)],
        "Oltre l'uscita prevista": [str(gone_by.household)],
        "Uscita prevista entro 60 giorni": [str(ending.household)],
    }
    assert due(carlo) == {"In arrivo: chiavi da consegnare": [str(awaited.household)]}
    assert later.household


def test_today_of_a_colleague_names_no_protected_household(alice, bob, housed, today):
    stay = housed(secret=True)
    Stay.objects.filter(pk=stay.pk).update(planned_until=today + 10 * DAY)
    assert due(bob) == {}
    assert due(alice) == {"Uscita prevista entro 60 giorni": [str(stay.household)]}

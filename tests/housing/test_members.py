"""Who joins a household that lives here sleeps here too; who leaves it does so no more; what disagrees is settled."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from housing import actions
from housing.models import Occupant, Stay
from housing.plugs.members import tasks
from tests.factories import PersonFactory, flat, household, referral
from tests.stays import hand_over_keys

DAY = timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def stay(host, alice, dora, home):
    """Two people in a flat of four beds, for twenty nights."""
    of = household(alice, size=2, last_name="Conviventefinti")
    of.memberships.update(starts_on=TODAY - 60 * DAY)
    made = referral(host, of=of, until="accepted", coordinator=dora, place=home)
    hand_over_keys(stay=made.stay, on=TODAY - 20 * DAY, by=dora)
    return Stay.objects.get(pk=made.stay_id)


def join(stay, by, since=TODAY, born_on=date(1990, 1, 1)):
    person = PersonFactory.build(born_on=born_on)
    beneficiaries.add_member(household=stay.household, person=person, since=since, by=by)
    return person


def nights_of(person):
    return [(row.starts_on, row.ends_on) for row in person.nights.order_by("starts_on")]


def leave(person, by, on=TODAY):
    membership = person.memberships.get(ends_on=None)
    beneficiaries.end_membership(membership=membership, on=on, by=by)


def test_who_is_born_during_a_stay_sleeps_there_from_that_night(stay, alice):
    born = join(stay, alice, since=TODAY - 3 * DAY, born_on=TODAY - 3 * DAY)
    assert nights_of(born) == [(TODAY - 3 * DAY, None)]
    assert born.nights.get().in_cot


def test_who_joins_before_the_keys_sleeps_there_from_the_keys_on(stay, alice):
    assert nights_of(join(stay, alice, since=TODAY - 30 * DAY)) == [(TODAY - 20 * DAY, None)]


def test_a_birth_told_late_has_its_nights_in_each_home(stay, alice, dora, host):
    actions.transfer(stay=stay, places=[flat(host)], on=TODAY - 5 * DAY, by=dora)
    born = join(stay, alice, since=TODAY - 9 * DAY, born_on=TODAY - 9 * DAY)
    assert nights_of(born) == [(TODAY - 9 * DAY, TODAY - 5 * DAY), (TODAY - 5 * DAY, None)]


def test_who_leaves_the_household_leaves_the_bed(stay, alice):
    person = stay.household.people.last()
    leave(person, alice, on=TODAY - 2 * DAY)
    assert nights_of(person) == [(TODAY - 20 * DAY, TODAY - 2 * DAY)]


def test_a_separation_told_late_takes_back_the_nights_of_a_later_home(stay, alice, dora, host):
    person = stay.household.people.last()
    actions.transfer(stay=stay, places=[flat(host)], on=TODAY - 5 * DAY, by=dora)
    leave(person, alice, on=TODAY - 8 * DAY)
    assert nights_of(person) == [(TODAY - 20 * DAY, TODAY - 8 * DAY)]


def test_who_returns_has_nights_in_two_pieces(client, stay, alice):
    person = stay.household.people.last()
    leave(person, alice, on=TODAY - 8 * DAY)
    client.force_login(alice)
    url = f"/nuclei/{stay.household_id}/componenti/{person.pk}/ritorna/"
    assert "Torna nel nucleo" in client.get(url.removesuffix("ritorna/")).content.decode()
    assert client.post(url, {"since": TODAY - 9 * DAY}).status_code == 422
    assert client.post(url, {"since": TODAY - DAY}).status_code == 302
    assert nights_of(person) == [(TODAY - 20 * DAY, TODAY - 8 * DAY), (TODAY - DAY, None)]
    assert client.get(url).status_code == 404


def asked(user):
    return {(row.label, row.url) for task in tasks(user) for row in task.rows}


@pytest.fixture
def full(stay, alice):
    """Four people for four beds, and a fifth of the household without one."""
    join(stay, alice)
    join(stay, alice)
    return join(stay, alice)


def test_who_finds_no_bed_is_of_the_household_and_waits_on_the_page_of_today(stay, full, olga, alice):
    assert nights_of(full) == []
    assert asked(olga) == {(str(full), f"/accoglienze/{stay.pk}/letti/{full.pk}/")}
    assert asked(alice) == set()


def test_a_bed_beyond_the_beds_is_given_with_who_and_why(client, stay, full, olga):
    client.force_login(olga)
    url = f"/accoglienze/{stay.pk}/letti/{full.pk}/"
    said = {"where": "here", "use": stay.uses.get().pk, "on": TODAY, "excess_reason": ""}
    refused = client.post(url, said)
    assert refused.status_code == 422
    assert "Più persone che posti letto" in refused.content.decode()
    assert client.post(url, said | {"excess_reason": "È il padre, per tre notti"}).status_code == 302
    assert nights_of(full) == [(TODAY, None)]
    assert (stay.uses.get().excess, stay.uses.get().excess_by) == (1, olga)
    assert asked(olga) == set()


def test_who_sleeps_elsewhere_is_asked_no_more_and_has_no_night(client, stay, full, olga):
    client.force_login(olga)
    said = {"where": "elsewhere", "use": stay.uses.get().pk, "on": TODAY}
    assert client.post(f"/accoglienze/{stay.pk}/letti/{full.pk}/", said).status_code == 302
    assert asked(olga) == set()
    assert not Occupant.objects.on(TODAY).filter(person=full).exists()


def test_who_sleeps_here_and_belongs_no_more_is_settled_too(client, stay, olga):
    person = stay.household.people.last()
    person.memberships.update(ends_on=TODAY - 3 * DAY)  # as it was before file and home told each other
    assert asked(olga) == {(str(person), f"/accoglienze/{stay.pk}/letti/{person.pk}/lascia/")}
    client.force_login(olga)
    url = f"/accoglienze/{stay.pk}/letti/{person.pk}/lascia/"
    assert client.post(url, {"last_night": TODAY - 30 * DAY}).status_code == 422
    assert client.post(url, {"last_night": TODAY - 4 * DAY}).status_code == 302
    assert nights_of(person) == [(TODAY - 20 * DAY, TODAY - 3 * DAY)]
    assert asked(olga) == set()


def test_who_was_said_to_leave_the_bed_and_returns_is_asked_about_again(stay, alice, olga, dora):
    person = stay.household.people.last()
    actions.leave_stay(stay=stay, person=person, on=TODAY - 9 * DAY, by=dora)
    assert asked(olga) == set()
    person.memberships.update(ends_on=TODAY - 6 * DAY)
    stay.uses.update(excess=0)
    for _ in range(3):
        join(stay, alice)
    beneficiaries.take_back(person=person, since=TODAY, by=alice)
    assert {label for label, _url in asked(olga)} == {str(person)}


# Eighteen


@pytest.mark.parametrize(
    ("in_days", "waits"),
    [
        (181, []),
        (180, ["Turns eighteen"]),
        (30, ["Turns eighteen"]),
        (1, ["Turns eighteen"]),
        (0, ["Eighteen years"]),
        (-300, ["Eighteen years"]),
    ],
)
def test_an_eighteenth_birthday_is_seen_coming_and_waits_until_somebody_spoke_about_it(stay, alice, in_days, waits):
    birthday = TODAY + in_days * DAY
    child = join(stay, alice, born_on=date(birthday.year - 18, birthday.month, birthday.day))
    found = {task.title: [row.label for row in task.rows] for task in tasks(alice) if task.rows}
    assert [(title[:14], rows) for title, rows in found.items()] == [(title, [str(child)]) for title in waits]


def test_who_was_spoken_with_waits_no_more(client, stay, alice):
    birthday = TODAY + 9 * DAY
    child = join(stay, alice, born_on=date(birthday.year - 18, birthday.month, birthday.day))
    ((_label, url),) = asked(alice)
    client.force_login(alice)
    assert f"{birthday:%d/%m/%Y}" in client.get(url).content.decode()
    assert client.post(url, {"told_on": TODAY, "consent": "YES", "own_project": "NO"}).status_code == 302
    assert asked(alice) == set()
    assert (child.coming_of_age.consent, child.coming_of_age.by) == ("YES", alice)


def test_a_child_of_ten_has_no_such_page(client, stay, alice):
    child = join(stay, alice, born_on=TODAY.replace(day=1) - 3650 * DAY)
    client.force_login(alice)
    assert client.get(f"/nuclei/{stay.household_id}/componenti/{child.pk}/diciotto-anni/").status_code == 404


def test_who_was_born_on_29_february_turns_eighteen_on_1_march():
    assert PersonFactory.build(born_on=date(2008, 2, 29)).birthday(18) == date(2026, 3, 1)
    assert PersonFactory.build(born_on=date(2008, 2, 29)).birthday(20) == date(2028, 2, 29)

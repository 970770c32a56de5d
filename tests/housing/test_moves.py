"""Whoever moves, enters or is corrected on a day told late keeps the nights that are theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from housing import actions
from housing.models import PlaceUse
from tests.constraints import check_now
from tests.factories import PersonFactory, flat, household, referral
from tests.stays import end_stay, hand_over_keys, housed, planned_since

DAY = timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def stay(host, alice, dora, home):
    """Three people for fifty nights."""
    return housed(alice, host, dora, place=home, days=50, size=3)


def newborn(stay, born_on, by, **who):
    person = PersonFactory.build(born_on=born_on, **who)
    beneficiaries.add_member(household=stay.household, person=person, since=born_on, by=by)
    return person


def nights(person):
    return [(row.place_use.place, row.starts_on, row.ends_on) for row in person.nights.order_by("starts_on", "pk")]


def move(stay, place, by, ago=10):
    actions.transfer(stay=stay, places=[place], on=TODAY - ago * DAY, by=by)
    check_now()


def test_who_left_the_bed_before_is_not_put_to_bed_by_a_move(stay, dora, host, home):
    person = stay.household.people.last()
    actions.leave_stay(stay=stay, person=person, on=TODAY - 30 * DAY, by=dora)
    move(stay, flat(host), dora)
    assert nights(person) == [(home, TODAY - 50 * DAY, TODAY - 30 * DAY)]


def test_who_sleeps_elsewhere_does_so_after_a_move(stay, dora, host):
    person = stay.household.people.last()
    person.nights.all().delete()
    actions.sleeps_elsewhere(use=stay.uses.get(), person=person, on=TODAY - 40 * DAY, by=dora)
    move(stay, flat(host), dora)
    assert [end - first for _place, first, end in nights(person)] == [timedelta(0)]


def test_who_left_after_the_day_of_a_move_told_late_slept_in_the_new_home_until_then(stay, alice, dora, host, home):
    person, other = stay.household.people.last(), flat(host)
    membership = person.memberships.get()
    beneficiaries.end_membership(membership=membership, on=TODAY - 3 * DAY, by=alice)
    move(stay, other, dora)
    assert nights(person) == [
        (home, TODAY - 50 * DAY, TODAY - 10 * DAY),
        (other, TODAY - 10 * DAY, TODAY - 3 * DAY),
    ]


def test_who_was_born_after_the_day_of_a_move_told_late_sleeps_in_the_new_home_alone(stay, alice, dora, host):
    child, other = newborn(stay, TODAY - 3 * DAY, alice), flat(host)
    move(stay, other, dora)
    assert nights(child) == [(other, TODAY - 3 * DAY, None)]


def test_who_joined_after_a_day_of_leaving_told_late_never_slept_here(stay, alice, dora):
    child = newborn(stay, TODAY - 3 * DAY, alice)
    end_stay(stay=stay, on=TODAY - 5 * DAY, by=dora)
    check_now()
    assert nights(child) == []


def test_keys_told_late_give_nobody_nights_before_birth(host, alice, dora, home):
    made = referral(host, of=household(alice, size=2), until="accepted", coordinator=dora, place=home)
    child = newborn(made.stay, TODAY - 2 * DAY, alice)
    hand_over_keys(stay=made.stay, on=TODAY - 4 * DAY, by=dora)
    check_now()
    assert nights(child) == [(home, TODAY - 2 * DAY, None)]


def test_an_entry_corrected_to_an_earlier_day_gives_nobody_nights_before_birth(host, alice, dora, home):
    made = referral(host, of=household(alice, size=2), until="accepted", coordinator=dora, place=home)
    child, entered = newborn(made.stay, TODAY, alice), TODAY
    hand_over_keys(stay=made.stay, on=entered, by=dora)
    made.stay.refresh_from_db()
    actions.correct_day(
        stay=made.stay, which="entry", before=entered, after=entered - 3 * DAY, reason="TYPED_WRONG", by=dora
    )
    check_now()
    assert nights(child) == [(home, TODAY, None)]
    assert {row.starts_on for row in made.stay.uses.get().occupants.exclude(person=child)} == {TODAY - 3 * DAY}


def test_a_move_to_come_falls_away_when_they_leave_before_it(stay, dora, host):
    other = flat(host)
    move(stay, other, dora, ago=-5)
    end_stay(stay=stay, on=TODAY, by=dora)
    check_now()
    assert not PlaceUse.objects.holding().filter(place=other).exists()


def test_who_came_after_the_day_of_a_move_told_late_is_declared_in_the_new_home_alone(stay, alice, dora, host, home):
    came = TODAY - 3 * DAY
    child, other = newborn(stay, came, alice, citizenships=["MA"]), flat(host)
    assert stay.declarations.get().unit == home.unit
    move(stay, other, dora)
    declaration = stay.declarations.get()
    assert (declaration.unit, declaration.since, declaration.guests) == (other.unit, came, [child])


def test_who_left_the_household_before_keys_handed_over_late_never_slept_here(host, alice, dora, home):
    made = referral(host, of=household(alice, size=3), until="accepted", coordinator=dora, place=home)
    planned_since(made.stay, TODAY - 10 * DAY)
    made.household.memberships.update(starts_on=TODAY - 90 * DAY)
    membership = made.household.memberships.filter(is_head=False).first()
    beneficiaries.end_membership(membership=membership, on=TODAY - 4 * DAY, by=alice)
    hand_over_keys(stay=made.stay, on=TODAY, by=dora)
    check_now()
    assert nights(membership.person) == []

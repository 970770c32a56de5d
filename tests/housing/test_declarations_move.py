"""What waits to be delivered to the Questura follows the days and the people that are put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries import actions as beneficiaries
from housing import actions
from tests import factories
from tests.stays import hand_over_keys

DAY = timedelta(days=1)
TODAY = timezone.localdate()
ENTERED = TODAY - 9 * DAY


@pytest.fixture
def stay(host, alice, dora):
    """One adult from Nigeria and two Italians, nobody declared yet."""
    family = factories.household(alice, size=3, citizenships=["NG"])
    factories.referral(host, of=family, until="accepted", coordinator=dora, place=factories.flat(host))
    stay = family.stays.get()
    hand_over_keys(stay=stay, on=ENTERED, by=dora)
    return stay


@pytest.fixture
def correct(stay, dora):
    def to(day):
        actions.correct_day(stay=stay, which="entry", before=ENTERED, after=day, reason="TYPED_WRONG", by=dora)

    return to


@pytest.mark.parametrize("days", [-5, 5])
def test_it_follows_the_corrected_day_of_entry_with_its_48_hours(stay, correct, days):
    correct(ENTERED + days * DAY)
    made = stay.declarations.get()
    assert made.since == ENTERED + days * DAY
    assert timezone.localdate(made.due_at) == made.since + 2 * DAY
    assert [person.citizenships for person in made.guests] == [["NG"]]


def test_it_follows_a_corrected_move(stay, host, dora):
    moved, other = ENTERED + 4 * DAY, factories.flat(host)
    actions.transfer(stay=stay, places=[other], on=moved, by=dora)
    right = {"before": moved, "after": moved - DAY, "reason": "TYPED_WRONG"}
    actions.correct_day(stay=stay, which="move", **right, by=dora)
    assert [made.since for made in stay.declarations.order_by("since")] == [ENTERED, moved - DAY]
    assert all(made.guests for made in stay.declarations.all())


def test_who_joined_before_the_corrected_day_is_declared_with_the_others(stay, correct, alice):
    later = stay.household.people.order_by("pk").last()
    later.nights.update(starts_on=ENTERED + 3 * DAY)
    later.citizenships = ["NG"]
    beneficiaries.change_person(person=later, fields=["citizenships"], by=alice)
    assert stay.declarations.count() == 2
    correct(ENTERED + 3 * DAY)
    assert len(stay.declarations.get().guests) == 2


def test_what_was_delivered_was_delivered_so(stay, correct, dora):
    said = {"at": timezone.now(), "how": "pec", "reference": ""}
    actions.deliver_declaration(declaration=stay.declarations.get(), **said, by=dora)
    correct(ENTERED + DAY)
    made = stay.declarations.get()
    assert (made.since, len(made.guests)) == (ENTERED, 1)


def test_who_never_slept_there_is_not_declared(stay, dora):
    guest = stay.declarations.get().guests[0]
    actions.leave_stay(stay=stay, person=guest, on=ENTERED, by=dora)
    assert not stay.declarations.exists()

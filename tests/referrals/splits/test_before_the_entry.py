"""A household that divides while a home is proposed or planned: those who go have no bed there, and wait on."""

import pytest

from beneficiaries.splits.dividing import Division
from housing.actions.splits import Where
from housing.models import Occupant
from referrals import actions
from referrals.actions.splits import divide_household, undo_division
from referrals.models import Referral
from tests.constraints import check_now
from tests.factories import flat, household, referral
from tests.referrals.splits.family import DAY, TODAY
from tests.stays import planned_since
from wemix.models import User


@pytest.fixture
def made(host, alice, dora, home):
    def until(state):
        made = referral(host, of=household(alice, size=3), until=state, coordinator=dora, place=home)
        made.household.memberships.update(starts_on=TODAY - 90 * DAY)
        return made

    return until


def part(made, by, on=TODAY, **more):
    member = made.household.members_on(TODAY).last()
    division = Division(
        household=made.household,
        going=(member,),
        head=member.person,
        worker=User.objects.get(pk=made.household.worker_id),
        starts_on=on,
        **more,
    )
    split = divide_household(division=division, where=Where.LEAVE, by=by)
    check_now()
    return split


@pytest.mark.parametrize("state", ["proposed", "accepted"])
def test_those_who_go_wait_on_in_the_same_place_of_the_order(made, dora, state):
    before = made(state)
    branch = Referral.objects.get(household=part(before, dora).new_household)
    assert (branch.state, branch.waiting_since, branch.stay) == ("waiting", before.waiting_since, None)


def test_of_who_was_asked_for_more_the_request_of_those_who_go_is_in_review(made, dora):
    assert Referral.objects.get(household=part(made("asked"), dora).new_household).state == "in_review"


def test_who_must_be_protected_is_not_expected_in_the_home_of_the_others(made, host, dora):
    before = made("accepted")
    split = part(before, dora, is_protective=True)
    actions.hand_over_keys(referral=before, on=TODAY, by=dora)
    check_now()
    ((left, new),) = split.moved["people"]
    assert not Occupant.objects.filter(person__in=[left, new]).exists()
    branch = Referral.objects.get(household=split.new_household)
    actions.propose(
        referral=branch, place=flat(host), entry_on=TODAY, held_until=TODAY, why="Adatta", assessed={}, by=dora
    )
    actions.accept_proposal(proposal=branch.proposals.open().get(), until=TODAY + 90 * DAY, by=dora)
    check_now()
    assert Occupant.objects.filter(person=new, starts_on=TODAY).exists()


def test_undone_before_the_keys_they_are_expected_again(made, dora):
    before = made("accepted")
    split = part(before, dora)
    undo_division(split=split, by=dora)
    check_now()
    assert before.stay.uses.get().occupants.count() == 3


def test_who_parts_after_the_planned_day_leaves_the_others_a_way_in(made, dora):
    """Nobody has come yet: of the nights that were planned none was slept."""
    before = made("accepted")
    planned_since(before.stay, TODAY - 10 * DAY)
    split = part(before, dora, on=TODAY - 2 * DAY, is_protective=True)
    actions.hand_over_keys(referral=before, on=TODAY, by=dora)
    check_now()
    ((left, _new),) = split.moved["people"]
    assert not Occupant.objects.filter(person=left).exists()


def test_that_division_is_undone_too(made, dora):
    before = made("accepted")
    planned_since(before.stay, TODAY - 10 * DAY)
    undo_division(split=part(before, dora, on=TODAY - 2 * DAY), by=dora)
    check_now()
    assert before.stay.uses.get().occupants.filter(ends_on=None).count() == 3

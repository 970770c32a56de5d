"""A household divides, and the day on which it leaves is confirmed: before, or since."""

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.models import HouseholdSplit
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Occupant, PlaceUse, Stay
from referrals.actions.splits import undo_division, why_not_undone
from tests.constraints import check_now
from tests.factories import flat
from tests.referrals.splits.family import DAY, TODAY

LEAVES = TODAY + 10 * DAY


@pytest.fixture
def parted(divide, host):
    return lambda where: divide(where, flat(host) if where == Where.OTHER else None)


@pytest.fixture
def confirm(family, dora):
    return lambda: housing.confirm_exit(stay=family.stays.get(), on=LEAVES, by=dora)


def stays_on(family, by):
    housing.undo_exit(stay=Stay.objects.get(household=family), reason="HOME_SOON", by=by)


def undo(split, by):
    undo_division(split=HouseholdSplit.objects.get(pk=split.pk), by=by)
    check_now()


def ends():
    """Of what takes a place and of who sleeps there, but for a night that none was."""
    taken = PlaceUse.objects.holding().filter(kind=PlaceUse.Kind.STAY)
    return {*taken.values_list("ends_on", flat=True), *Occupant.objects.values_list("ends_on", flat=True)}


@pytest.mark.parametrize("where", [Where.LEAVE, Where.OTHER])
def test_an_exit_that_was_confirmed_before_stands_again(confirm, parted, dora, where):
    confirm()
    undo(parted(where), dora)
    assert ends() == {LEAVES}


@pytest.mark.parametrize("where", [Where.LEAVE, Where.OTHER])
def test_of_an_exit_that_no_longer_holds_no_night_is_left(confirm, parted, family, dora, where):
    confirm()
    split = parted(where)
    stays_on(family, dora)
    assert why_not_undone(split) == ["The confirmed exit has changed since."]
    confirm()
    undo(split, dora)
    stays_on(family, dora)
    assert ends() == {None}


@pytest.mark.parametrize("where", Where)
def test_an_exit_that_was_confirmed_since_is_a_reason_until_it_is_taken_back(confirm, parted, family, dora, where):
    split = parted(where)
    confirm()
    assert why_not_undone(split) == ["The confirmed exit has changed since."]
    stays_on(family, dora)
    undo(split, dora)
    assert ends() == {None}


def test_a_flat_that_is_to_be_left_is_not_let_bed_by_bed(confirm, parted):
    confirm()
    with pytest.raises(ValidationError, match=f"confirmed for {LEAVES:%d/%m/%Y}: if that does not hold"):
        parted(Where.SAME)


def test_a_division_from_before_the_exit_was_remembered_is_not_hindered_by_one(divide, confirm):
    split = divide()
    confirm()
    del split.moved["confirmed_exit"]
    assert why_not_undone(split) == []

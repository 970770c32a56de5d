"""Who lives in another home of ours since their household divided is declared there, within the same 48 hours."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from beneficiaries.models import HouseholdSplit, Person
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import HospitalityDeclaration, SignedCopy
from referrals.actions.splits import undo_division
from tests.constraints import check_now
from tests.factories import flat, photo
from tests.referrals.splits.family import DAY, TODAY


@pytest.fixture
def foreign(family):
    Person.objects.update(citizenships=["NG"])


@pytest.fixture
def declared(foreign, divide, host):
    """(the division, the declaration of who lives in another home since)"""
    split = divide(Where.OTHER, flat(host))
    return split, split.new_household.stays.get().declarations.get()


def undo(split, by):
    undo_division(split=HouseholdSplit.objects.get(pk=split.pk), by=by)
    check_now()


def test_of_another_home_a_declaration_is_due(declared):
    _split, declaration = declared
    assert declaration.since == TODAY - DAY
    assert [guest.last_name for guest in declaration.guests] == ["Madrefinti", "Bimbofinti"]


def test_of_the_flat_where_they_lived_before_none_is_due(foreign, divide):
    divide(Where.SAME)
    assert not HospitalityDeclaration.objects.exists()


def test_undone_nothing_is_left_to_deliver(declared, dora):
    split, _declaration = declared
    undo(split, dora)
    assert not HospitalityDeclaration.objects.exists()


def delivered(declaration, by):
    housing.deliver_declaration(declaration=declaration, at=timezone.now(), how="pec", reference="", by=by)


def signed(declaration, by):
    copy = SignedCopy(stay=declaration.stay, paper=SignedCopy.Paper.DECLARATION, declaration=declaration)
    housing.keep_signed_copy(copy=copy, received=photo(), by=by)


@pytest.mark.parametrize("happens", [delivered, signed])
def test_what_was_signed_or_told_to_the_questura_is_not_undone(declared, dora, happens):
    split, declaration = declared
    happens(declaration, dora)
    with pytest.raises(ValidationError, match="signed or delivered since"):
        undo(split, dora)

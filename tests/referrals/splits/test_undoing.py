"""A division is undone: everything is as it was, or it says why it cannot be."""

import pytest
from django.core.exceptions import ValidationError

from beneficiaries import actions as beneficiaries
from beneficiaries.models import (
    Attachment,
    DiaryEntry,
    Goal,
    Household,
    HouseholdMembership,
    Identifier,
    IdentityDocument,
    Need,
    Person,
    Phone,
    ResidencePermit,
)
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Absence, Occupant, Stay
from referrals.actions.splits import undo_division, why_not_undone
from referrals.models import Referral
from tests.constraints import check_now
from tests.factories import PersonFactory, flat
from tests.referrals.splits.family import DAY, TODAY, member
from wemix.acting import acting

MOVED = (
    Attachment,
    Phone,
    ResidencePermit,
    Identifier,
    Need,
    DiaryEntry,
    Person,
    Occupant,
    HouseholdMembership,
    Goal,
    Absence,
    IdentityDocument,
)


def everything():
    """{row: what it says} of all that a division moves."""
    counted = {"version": None}
    return {(model, row["id"]): row | counted for model in MOVED for row in model.objects.values()}


@pytest.mark.parametrize("where", Where)
def test_undone_everything_is_as_it_was(divide, family, dora, host, where):
    away = Absence(stay=Stay.objects.get(), household=family, person=member(family, "Bimbofinti").person)
    away.starts_on, away.kind = TODAY - 3 * DAY, "family"
    housing.save_absence(absence=away, fields=[], by=dora)
    before = everything()
    split = divide(where, flat(host) if where == Where.OTHER else None)
    with acting(dora):
        undo_division(split=split, by=dora)
        check_now()
    after = everything()
    assert {row: after[row] for row in before} == before
    of_the_new = HouseholdMembership.objects.filter(household=split.new_household)
    assert all(row.starts_on == row.ends_on for row in of_the_new)
    assert Stay.objects.running().get().household == family
    assert not Household.objects.visible_to(dora).filter(pk=split.new_household_id).exists()
    assert not Referral.objects.visible_to(dora).filter(household=split.new_household_id).exists()


def test_what_was_corrected_meanwhile_is_kept(divide, family, dora):
    split = divide()
    after = Person.objects.get(household=split.new_household, last_name="Madrefinti")
    after.birth_place, after.address_secret = "Oristano", True
    after.save()
    Phone.objects.create(person=after, household=split.new_household, number="+390110000002")
    undo_division(split=split, by=dora)
    check_now()
    mother = Person.objects.get(household=family, last_name="Madrefinti")
    assert (mother.birth_place, mother.address_secret, mother.phones.count()) == ("Oristano", True, 2)


@pytest.mark.parametrize(
    "happens",
    [
        lambda new, dora: DiaryEntry.objects.create(
            household=new, organisation=dora.organisation, by=dora, text="Dopo"
        ),
        lambda new, dora: beneficiaries.add_member(household=new, person=PersonFactory.build(), by=dora),
        lambda new, dora: new.life_projects.get().reviews.create(household=new, by=dora),
        lambda new, dora: new.life_projects.get().goals.update(status="REACHED"),
        lambda new, dora: new.life_projects.update(closed_on=TODAY, closed_by=dora),
        lambda new, dora: housing.replan_stay(stay=new.stays.get(), until=TODAY + 9 * DAY, by=dora),
        lambda new, dora: housing.transfer(stay=new.stays.get(), places=[flat(dora.organisation)], on=TODAY, by=dora),
        lambda new, dora: new.referrals.get().save(),
    ],
)
def test_what_cannot_go_back_is_not_undone_and_says_why(divide, family, dora, host, happens):
    split = divide(Where.OTHER, flat(host))
    happens(split.new_household, dora)
    assert why_not_undone(split)
    with pytest.raises(ValidationError):
        undo_division(split=split, by=dora)

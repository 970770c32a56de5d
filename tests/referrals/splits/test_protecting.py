"""A division that protects somebody: who reads it afterwards, and who may undo it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.models import (
    DiaryEntry,
    Goal,
    Household,
    HouseholdMembership,
    HouseholdSplit,
    LivesApart,
    Need,
    Person,
    Phone,
)
from beneficiaries.splits import ask_undo
from housing.models import Occupant
from referrals.actions.splits import undo_division
from tests.constraints import check_now
from tests.referrals.splits.family import TODAY, member
from wemix.acting import acting


def who_sees(rows, readers, **which):
    return {user.first_name for user in readers if rows.visible_to(user).filter(**which).exists()}


def test_a_division_that_protects_cuts_the_other_side_at_once(divide, family, readers, bob, olga, alice):
    mother = member(family, "Madrefinti").person
    assert who_sees(Person.objects, readers, pk=mother.pk) == {"Alice", "Bob", "Dora", "Dina", "Olga"}
    split = divide(is_protective=True, shut_out=(bob, olga))
    new = split.new_household
    assert who_sees(Household.objects, readers, pk=family.pk) == {"Alice", "Bob", "Dora", "Dina", "Olga"}
    assert who_sees(Household.objects, readers, pk=new.pk) == {"Alice", "Dora", "Dina"}
    assert who_sees(Person.objects, readers, last_name="Madrefinti", household=new) == {"Alice", "Dora", "Dina"}
    for rows in (Person.objects, HouseholdMembership.objects, Goal.objects, Occupant.objects):
        name = "last_name" if rows.model is Person else "person__last_name"
        assert who_sees(rows, readers, **{name: "Madrefinti", "household": family}) - {"Carlo"} == {"Dora", "Dina"}
    new.refresh_from_db()
    assert new.is_protected
    assert LivesApart.objects.filter(household=family, other_household=new).exists()


def test_another_body_takes_charge_and_the_first_one_has_no_access(divide, family, readers, charlie, olga, bob, alice):
    new = divide(is_protective=True, worker=charlie, shut_out=(olga,)).new_household
    assert who_sees(Household.objects, readers, pk=new.pk) == {"Charlie", "Dora", "Dina"}


@pytest.mark.parametrize("name", ["alice", "olga"])
def test_the_old_file_is_frozen_for_everybody_but_the_coordinator(divide, family, request, dora, name):
    divide(is_protective=True)
    user, father = request.getfixturevalue(name), member(family, "Padrefinti").person
    family.refresh_from_db()
    assert not family.can_be_changed_by(user)
    for write in (
        lambda: Phone.objects.create(person=father, household=family, number="+390110000009"),
        lambda: Goal.objects.filter(household=family).update(title="Altro"),
        lambda: Household.objects.filter(pk=family.pk).update(contact="Altro"),
        lambda: DiaryEntry.objects.create(household=family, organisation=user.organisation, by=user, text="Nota"),
        lambda: Need.objects.filter(household=family).delete(),
    ):
        with pytest.raises(IntegrityError, match="file_is_frozen"), transaction.atomic(), acting(user):
            write()
    with acting(dora):
        Phone.objects.create(person=father, household=family, number="+390110000009")


def test_protection_is_not_undone_by_one_person(divide, family, dora, dina):
    split = divide(is_protective=True)
    with pytest.raises(PermissionDenied):
        undo_division(split=split, by=dora)
    ask_undo(split, by=dora)
    with pytest.raises(PermissionDenied):
        undo_division(split=split, by=dora)
    with pytest.raises(IntegrityError, match="protection_is_undone_by_two"), transaction.atomic():
        HouseholdSplit.objects.filter(pk=split.pk).update(undone_by=dora, undone_at=timezone.now())
    undo_division(split=split, by=dina)
    check_now()
    family.refresh_from_db()
    assert family.frozen_on is None
    assert not Person.objects.filter(is_sealed=True).exists()
    assert len(family.members_on(TODAY)) == 3


@pytest.mark.parametrize(
    "around",
    [
        lambda split: Household.objects.filter(pk=split.household_id).update(frozen_on=None),
        lambda split: Person.objects.filter(household=split.household_id).update(is_sealed=False),
        lambda split: HouseholdSplit.objects.update(is_protective=False),
        lambda split: HouseholdSplit.objects.all().delete(),
    ],
)
def test_nor_by_going_around_it(divide, around):
    split = divide(is_protective=True)
    with pytest.raises(IntegrityError, match="protection_lasts|never_edited"), transaction.atomic():
        around(split)
        check_now()

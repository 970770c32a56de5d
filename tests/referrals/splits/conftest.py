"""Father, mother and a child; who may read of them; and how they part."""

from datetime import date

import pytest

from beneficiaries import actions as beneficiaries
from beneficiaries.models import (
    Addendum,
    DiaryEntry,
    Goal,
    HouseholdSplit,
    IdentityDocument,
    LifeProject,
    Need,
    Phone,
    ResidencePermit,
)
from housing import actions as housing
from housing.actions.splits import Where
from referrals.actions.splits import divide_household
from referrals.models import Referral, ReferralAttachment
from tests.constraints import check_now
from tests.factories import PersonFactory, UserFactory, household, need, paper, referral
from tests.referrals.splits.family import DAY, TODAY, decided
from wemix.access import Role
from wemix.acting import acting


@pytest.fixture
def family(host, alice, dora, home):
    """Father, mother and a child who have lived in a flat of four beds for twenty nights, with all that is theirs."""
    of = household(alice, size=1, last_name="Padrefinti", sex="M")
    mother = PersonFactory.build(last_name="Madrefinti", sex="F", born_on=date(1992, 2, 2))
    child = PersonFactory.build(last_name="Bimbofinti", born_on=date(2017, 1, 1))
    beneficiaries.add_member(household=of, person=mother, kinship=2, by=alice)
    beneficiaries.add_member(household=of, person=child, kinship=3, by=alice)
    of.memberships.update(starts_on=TODAY - 90 * DAY)
    made = referral(host, of=of, until="accepted", coordinator=dora, place=home)
    housing.hand_over_keys(stay=made.stay, on=TODAY - 20 * DAY, by=dora)
    Referral.objects.filter(pk=made.pk).update(state="housed")
    Phone.objects.create(person=mother, household=of, number="+390110000001")
    ResidencePermit.objects.create(person=mother, household=of, type="ASYLUM")
    IdentityDocument.objects.create(person=mother, household=of, kind="PASSPORT", number="AA1")
    beneficiaries.set_code(person=mother, kind="STP", value="STP0012345678901", by=alice)
    need(of, "QUIET")
    Need.objects.create(household=of, person=child, kind="STEP_FREE", answer="YES")
    project = LifeProject.objects.create(household=of, opened_by=dora, opened_on=TODAY - 15 * DAY)
    for person, title in ((mother, "Italiano"), (None, "Casa"), (of.people.first(), "Patente")):
        goal = Goal.objects.create(life_project=project, household=of, person=person, title=title, area="WORK")
        goal.steps.create(household=of, what=f"Passo di {title}")
    for person, text in ((mother, "Sua"), (None, "Di tutti")):
        entry = DiaryEntry.objects.create(household=of, person=person, organisation=host, by=dora, text=text)
        beneficiaries.add_to_diary(addendum=Addendum(entry=entry, text=text), by=dora)
    identity = paper(of, alice, person=mother)
    ReferralAttachment.objects.create(referral=made, attachment=identity, household=of, by=alice)
    check_now()
    return of


@pytest.fixture
def divide(family, dora):
    def go(where=Where.LEAVE, place=None, **more):
        with acting(dora):
            split = divide_household(division=decided(family, **more), where=where, place=place, by=dora)
            check_now()
        return HouseholdSplit.objects.get(pk=split.pk)

    return go


@pytest.fixture
def dina(host):
    """A second coordinator."""
    return UserFactory(first_name="Dina", last_name="Coordina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def readers(alice, bob, charlie, dora, dina, olga, carlo, mara, otto, tecla, dario):
    return (alice, bob, charlie, dora, dina, olga, carlo, mara, otto, tecla, dario)

"""Who belongs to a household, from when to when."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from beneficiaries import codice_fiscale
from beneficiaries.actions.identity import set_code
from beneficiaries.models import HouseholdMembership, Person, Phone
from beneficiaries.vocabularies.people import Answer, Kinship
from wemix import audit, sockets


@dataclass(frozen=True)
class Newcomer:
    """A person who is about to enter a household (unsaved), and what is saved beside."""

    person: Person
    kinship: int | None = None
    code: str = ""
    override: str = ""
    phone: str = ""
    phone_is_safe: str = Answer.UNKNOWN


@transaction.atomic
def welcome(*, household, newcomer, by, since=None):
    """A further member, with code and telephone."""
    kinship = newcomer.kinship or Kinship.UNKNOWN
    membership = add_member(household=household, person=newcomer.person, kinship=kinship, since=since, by=by)
    write_code_and_phone(newcomer, by)
    return membership


def write_code_and_phone(newcomer, by):
    person = newcomer.person
    if newcomer.code:
        kind = codice_fiscale.kind(newcomer.code)
        set_code(person=person, kind=kind, value=newcomer.code, override=newcomer.override, by=by)
    if newcomer.phone:
        household = person.household_id
        Phone.objects.create(
            person=person, household_id=household, number=newcomer.phone, is_safe=newcomer.phone_is_safe
        )


@transaction.atomic
def add_member(*, household, person, by, kinship=Kinship.UNKNOWN, is_head=False, since=None):
    """`person` is unsaved; who is born during a stay joins on the birth date."""
    person.household = household
    person.save()
    membership = HouseholdMembership.objects.create(
        household=household, person=person, kinship=kinship, is_head=is_head, starts_on=since or timezone.localdate()
    )
    audit.change("household.add_member", person, by=by)
    sockets.member_joined.tell(membership, by=by)
    return membership


@transaction.atomic
def take_back(*, person, by, kinship=Kinship.UNKNOWN, since):
    """Who belonged to the household once belongs to it again: the same file goes on."""
    membership = HouseholdMembership.objects.create(
        household_id=person.household_id, person=person, kinship=kinship, starts_on=since
    )
    audit.change("household.take_back", membership, by=by)
    sockets.member_joined.tell(membership, by=by)
    return membership


@transaction.atomic
def end_membership(*, membership, on, by, new_head=None):
    """The person leaves the household: `on` is the first day outside it. The file stays where it is."""
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    audit.change("household.end_membership", membership, by=by, fields=["ends_on"])
    sockets.member_left.tell(membership, by=by)
    if new_head:
        make_head(membership=new_head, by=by)


@transaction.atomic
def make_head(*, membership, by):
    """The contact person from now on; who was it before is somebody whose kinship is not known."""
    before = HouseholdMembership.objects.filter(household=membership.household_id, is_head=True)
    before.exclude(pk=membership.pk).update(is_head=False, kinship=Kinship.UNKNOWN)
    membership.is_head, membership.kinship = True, Kinship.HEAD
    membership.save(update_fields=["is_head", "kinship"])
    audit.change("household.make_head", membership, by=by, fields=["is_head", "kinship"])

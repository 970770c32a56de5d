"""The file of a household: opened with its first person or its whole family, changed, in whose hands."""

from django.db import transaction

from beneficiaries.actions.members import add_member, make_head, welcome, write_code_and_phone
from beneficiaries.actions.needs import answer_needs
from beneficiaries.models import Household
from beneficiaries.vocabularies.people import Kinship
from wemix import audit


@transaction.atomic
def register_family(*, head, members, contact, needs, by, worker=None):
    """A household with all its people at once. `head`, `members`: newcomers; `needs`: kind -> answer."""
    household = register_household(
        head=head.person, contact=contact, by=by, worker=worker, organisation=worker.organisation if worker else None
    )
    write_code_and_phone(head, by)
    for member in members:
        welcome(household=household, newcomer=member, by=by)
    answer_needs(household=household, answers=needs, by=by)
    return household


@transaction.atomic
def register_household(*, head, contact, by, organisation=None, worker=None):
    """A new file, with its first person (unsaved). `organisation`: another's, when the host writes for it."""
    household = Household.objects.create(
        organisation=organisation or by.organisation,
        worker=worker or by,
        name=str(head),
        contact=contact,
        registered_by=by,
    )
    audit.change("household.register", household, by=by)
    add_member(household=household, person=head, kinship=Kinship.HEAD, is_head=True, by=by)
    return household


@transaction.atomic
def change_household(*, household, head, by, fields, secret=None):
    """`secret`: whether the addresses must stay secret: a yes is of all, a no of those of whom nobody knew."""
    household.save()
    if secret is not None:
        _answer_for_all(household, secret, by)
    audit.change("household.change", household, by=by, fields=fields)
    if not head.is_head:
        make_head(membership=head, by=by)


def _answer_for_all(household, secret, by):
    people = household.people.filter(memberships__ends_on=None)
    for person in people.exclude(address_secret=True) if secret else people.filter(address_secret=None):
        person.address_secret = secret
        person.save()
        audit.change("person.change", person, by=by, fields=["address_secret"])


@transaction.atomic
def hand_to_colleague(*, household, worker, substitute, by):
    household.worker, household.substitute = worker, substitute
    household.save()
    audit.change("household.hand_to_colleague", household, by=by, fields=["worker", "substitute"])

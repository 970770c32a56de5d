"""What is written of a person."""

from django.db import transaction

from beneficiaries.models import Person, Phone
from wemix import audit, sockets


@transaction.atomic
def change_person(*, person, by, fields, membership=None, kinship=None):
    """`kinship`: to the contact person of the household that `membership` is of."""
    person.save()
    if membership and kinship is not None and kinship != membership.kinship:
        membership.kinship = kinship
        membership.save(update_fields=["kinship"])
    audit.change("person.change", person, by=by, fields=fields)
    sockets.person_changed.tell(person, fields, by=by)


@transaction.atomic
def save_phones(*, person, lines, by):
    """`lines`: (phone or None, number, safe, note); a line without number is no telephone any more."""
    for phone, number, is_safe, note in lines:
        if phone and not number:
            phone.delete()
        elif number:
            phone = phone or Phone(person=person, household_id=person.household_id)
            phone.number, phone.is_safe, phone.note = number, is_safe, note
            phone.save()
    person.save(update_fields=["version"])
    audit.change("person.save_phones", person, by=by, fields=["phones"])


@transaction.atomic
def come_of_age(*, coming, fields, by):
    coming.by = by
    coming.save()
    audit.change("person.come_of_age", coming, by=by, fields=fields)


@transaction.atomic
def link_people(*, person, other, by):
    """Two rows are one human: refused by the database if both have a bed on one night."""
    Person.objects.filter(human=other.human).update(human=person.human)
    audit.change("person.link", person, by=by)


@transaction.atomic
def unlink_person(*, person, human, by):
    """Undo a link: the row becomes a human of its own again (`human`: a new UUID)."""
    Person.objects.filter(pk=person.pk).update(human=human)
    audit.change("person.unlink", person, by=by)

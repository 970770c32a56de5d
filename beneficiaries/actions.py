"""What changes more than one row of a household, or has a consequence."""

from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Handover, Household, HouseholdMembership, Identifier, Person
from beneficiaries.vocabularies.codes import CodeKind
from beneficiaries.vocabularies.people import Kinship
from wemix import audit

CHANGE = audit.Action.CHANGE


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
    audit.record(CHANGE, "household.register", household, by=by)
    add_member(household=household, person=head, kinship=Kinship.HEAD, is_head=True, by=by)
    return household


@transaction.atomic
def add_member(*, household, person, by, kinship=Kinship.UNKNOWN, is_head=False, since=None):
    """`person` is unsaved; who is born during a stay joins on the birth date."""
    person.household = household
    person.save()
    membership = HouseholdMembership.objects.create(
        household=household, person=person, kinship=kinship, is_head=is_head, starts_on=since or timezone.localdate()
    )
    audit.record(CHANGE, "household.add_member", person, by=by)
    return membership


@transaction.atomic
def end_membership(*, membership, on, by):
    """The person leaves the household: `on` is the first day outside it. The file stays where it is."""
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    audit.record(CHANGE, "household.end_membership", membership, by=by, fields=["ends_on"])


@transaction.atomic
def set_code(*, person, kind, value, by, override=""):
    """Give the person this code from today on; the one of the same kind before it is kept as replaced."""
    current = person.identifiers.current().filter(kind__in=_replaced_by(kind))
    if current.filter(kind=kind, value=value, override=override).exists():
        return
    current.update(replaced_on=timezone.localdate())
    if value:
        Identifier.objects.create(
            person=person,
            household_id=person.household_id,
            organisation_id=person.household.organisation_id,
            kind=kind,
            value=value,
            override=override,
        )
    audit.record(CHANGE, "person.set_code", person, by=by, fields=[kind])


def _replaced_by(kind):
    """The 16-character code takes the place of the provisional one."""
    return [kind, CodeKind.PROVISIONAL] if kind == CodeKind.CODICE_FISCALE else [kind]


@transaction.atomic
def hand_to_colleague(*, household, worker, substitute, by):
    household.worker, household.substitute = worker, substitute
    household.save()
    audit.record(CHANGE, "household.hand_to_colleague", household, by=by, fields=["worker", "substitute"])


@transaction.atomic
def ask_handover(*, household, to_organisation, note, by):
    handover = Handover.objects.create(household=household, to_organisation=to_organisation, note=note, asked_by=by)
    audit.record(CHANGE, "household.ask_handover", household, by=by)
    return handover


@transaction.atomic
def answer_handover(*, handover, accepted, by):
    """Accepted: the household is the answering worker's from now on; its former body reads it for 30 days more."""
    handover.accepted, handover.answered_by, handover.answered_at = accepted, by, timezone.now()
    handover.save()
    if accepted:
        household = handover.household
        household.organisation, household.worker, household.substitute = by.organisation, by, None
        household.save()
    audit.record(CHANGE, "household.answer_handover", handover.household, by=by)


@transaction.atomic
def link_people(*, person, other, by):
    """Two rows are one human: refused by the database if both have a bed on one night."""
    Person.objects.filter(human=other.human).update(human=person.human)
    audit.record(CHANGE, "person.link", person, by=by)


@transaction.atomic
def unlink_person(*, person, human, by):
    """Undo a link: the row becomes a human of its own again (`human`: a new UUID)."""
    Person.objects.filter(pk=person.pk).update(human=human)
    audit.record(CHANGE, "person.unlink", person, by=by)

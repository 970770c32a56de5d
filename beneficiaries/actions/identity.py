"""What proves who somebody is, and that they may stay."""

from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Identifier, ResidencePermit
from beneficiaries.vocabularies.codes import CodeKind
from wemix import audit


@transaction.atomic
def save_permit(*, permit, by, fields):
    """A new permit takes the place of the current one, which is kept."""
    if permit.pk is None:
        ResidencePermit.objects.filter(person=permit.person, is_current=True).update(is_current=False)
    permit.save()
    audit.change("person.save_permit", permit, by=by, fields=fields)


@transaction.atomic
def save_identity_document(*, document, by, fields):
    document.save()
    audit.change("person.save_identity_document", document, by=by, fields=fields)


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
    audit.change("person.set_code", person, by=by, fields=[kind])


def _replaced_by(kind):
    """The 16-character code takes the place of the provisional one."""
    return [kind, CodeKind.PROVISIONAL] if kind == CodeKind.CODICE_FISCALE else [kind]

"""Declarations of hospitality: written down when somebody enters a home, and delivered."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from housing.models import HospitalityDeclaration
from housing.models.declarations import WITHIN, must_be_declared
from wemix import audit

CHANGE = audit.Action.CHANGE


def declare_guests(stay, on):
    """For each home that somebody who must be declared enters on this day."""
    uses = stay.uses.holding().filter(occupants__starts_on=on).prefetch_related("occupants__person")
    entered = {
        use.unit_id
        for use in uses
        for occupant in use.occupants.all()
        if occupant.starts_on == on and must_be_declared(occupant.person)
    }
    for unit_id in sorted(entered):
        HospitalityDeclaration.objects.get_or_create(
            stay=stay,
            unit_id=unit_id,
            since=on,
            defaults={"household_id": stay.household_id, "due_at": _entered_at(on) + WITHIN},
        )


def _entered_at(day):
    """Now, of what happens today; of a day that is past nobody knows the hour, and the law counts from the first."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time()))


@transaction.atomic
def deliver_declaration(*, declaration, at, how, reference, by):
    declaration.delivered_at, declaration.how, declaration.reference = at, how, reference
    declaration.delivered_by = by
    declaration.save()
    fields = ["delivered_at", "how", "reference"]
    audit.record(CHANGE, "declaration.deliver", declaration, by=by, fields=fields)

"""Declarations of hospitality: written down when somebody enters a home, and delivered."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Person
from housing.models import HospitalityDeclaration, Occupant, Stay
from housing.models.declarations import WITHIN, entered, must_be_declared
from wemix import audit


def declare_guests(stay, on):
    """For each home that somebody who must be declared enters on this day, and is not named there yet."""
    if not any(map(must_be_declared, Person.objects.filter(nights__place_use__stay=stay))):
        return
    nights = entered(Occupant.objects.filter(place_use__stay__in=stay.lineage), on)
    for unit_id in sorted(set(nights.values_list("place_use__unit", flat=True))):
        declaration = HospitalityDeclaration(stay=stay, household_id=stay.household_id, unit_id=unit_id, since=on)
        declaration.due_at = _entered_at(on) + WITHIN
        waits = stay.declarations.to_deliver().filter(unit=unit_id, since=on)
        if declaration.guests and not waits.exists():
            declaration.save()


def declare_who_becomes_known(person, fields, *, by):
    """Their citizenship was written while they lived here: the hours count from when they entered, not from now."""
    if "citizenships" not in fields:
        return
    for night in person.nights.on(timezone.localdate()).select_related("place_use__stay"):
        stay = night.place_use.stay
        if stay.state == Stay.State.RUNNING:
            declare_guests(stay, _first_in_this_home(night).starts_on)
            drop_what_names_nobody(stay, by=by)


def move_declarations(stay, before, after, *, by):
    """The day of entering was written wrong: what waits says the right one. What was delivered was delivered so."""
    waiting = stay.declarations.to_deliver()
    for declaration in waiting.filter(since=before):
        if not waiting.filter(unit=declaration.unit_id, since=after).exists():
            declaration.since, declaration.due_at = after, _entered_at(after) + WITHIN
            declaration.save()
            audit.change("declaration.move", declaration, by=by, fields=["since", "due_at"])
    drop_what_names_nobody(stay, by=by)


def drop_what_names_nobody(stay, *, by):
    """Who was to be declared turns out to be European, or never to have slept there: nothing is left to deliver."""
    for declaration in stay.declarations.to_deliver().filter(signed_copies=None):
        if not declaration.guests:
            audit.change("declaration.drop", declaration, by=by)
            declaration.delete()


def _first_in_this_home(night):
    """Followed back from bed to bed."""
    nights = Occupant.objects.filter(human=night.human, place_use__unit=night.place_use.unit_id)
    while before := nights.filter(
        place_use__is_cancelled=False, ends_on=night.starts_on, starts_on__lt=night.starts_on
    ).first():
        night = before
    return night


def _entered_at(day):
    """Now, of what happens today; of a day that is past nobody knows the hour, and the law counts from the first."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time()))


@transaction.atomic
def deliver_declaration(*, declaration, at, how, reference, by):
    declaration.declared = [person.pk for person in declaration.guests]  # before it is delivered: then these are
    declaration.delivered_at, declaration.how, declaration.reference = at, how, reference
    declaration.delivered_by = by
    declaration.save()
    fields = ["delivered_at", "how", "reference"]
    audit.change("declaration.deliver", declaration, by=by, fields=fields)

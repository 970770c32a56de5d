"""The household's file and its home agree: who joins it sleeps there too, and who leaves it does so no more."""

from django.db import transaction

from housing.actions.beds import join_stay, leave_stay
from housing.models import Occupant
from housing.sleeping import bed_for, sleeps_in_cot
from housing.workflow import lock
from wemix import audit
from wemix.periods import beyond
from wemix.periods import on as on_day


def follow_joining(membership, *, by):
    """In every stay that is planned or runs. Where no bed is left it is for people to settle (housing/settling.py)."""
    for stay in membership.household.stays.open():
        give_bed(stay=stay, person=membership.person, on=max(membership.starts_on, stay.first_day), by=by)


def follow_leaving(membership, *, by):
    for stay in membership.household.stays.open():
        leave_stay(stay=stay, person=membership.person, on=max(membership.ends_on, stay.first_day), by=by)


@transaction.atomic
def give_bed(*, stay, person, on, by):
    """A bed in each home that the stay has had from that day on, as long as there is one left."""
    lock(stay)
    while on and (use := _use_with_a_bed(stay, person, on)):
        join_stay(use=use, person=person, on=on, ends_on=use.ends_on, by=by)
        on = use.ends_on


def _use_with_a_bed(stay, person, day):
    uses = list(stay.uses.holding().filter(on_day(day)).select_related("place", "stay").order_by("pk"))
    if uses and sleeps_in_cot(person, day):
        return bed_for(person, uses, day)
    return next((use for use in uses if beds_left(use, day)), None)


def beds_left(use, day):
    sleepers = use.occupants.filter(beyond(day), in_cot=False)
    return use.place.beds + use.excess - sleepers.count()


@transaction.atomic
def settle_in(*, use, person, on, by, excess_reason=""):
    """A bed given by hand; the reason is kept why one more sleeps there than there are beds, or than is lawful."""
    lock(use.stay)
    use.refresh_from_db()
    if excess_reason:
        needs_bed = not sleeps_in_cot(person, on)
        use.excess += needs_bed and beds_left(use, on) < 1
        use.excess_reason, use.excess_by = excess_reason, by
        use.save()
    join_stay(use=use, person=person, on=on, ends_on=use.ends_on, by=by)


@transaction.atomic
def sleeps_elsewhere(*, use, person, on, by):
    """Belongs to the household and does not sleep here: a row without a night, so that nobody is asked again."""
    Occupant.objects.create(
        place_use=use, household_id=use.household_id, person=person, starts_on=on, ends_on=on, in_cot=False
    )
    audit.change("stay.elsewhere", use.stay, by=by)

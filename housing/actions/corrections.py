"""Days that are put right afterwards, with a reason: the nights follow, both values are kept."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from housing.actions.declarations import move_declarations
from housing.actions.follow_ups import move_follow_ups
from housing.actions.turnarounds import end_use
from housing.models import Correction
from housing.sleeping import first_night
from housing.workflow import Step, lock, take_step

Which = Correction.Which


def days_written(stay):
    """The days of a stay that can be put right: [(which, day)]."""
    if stay.started_on is None:
        return []
    uses = stay.uses.holding().filter(starts_on__gt=stay.started_on)
    moves = uses.order_by("starts_on").values_list("starts_on", flat=True).distinct()
    written = [(Which.ENTRY, stay.started_on), *((Which.MOVE, day) for day in moves), (Which.EXIT, stay.ended_on)]
    return [(which, day) for which, day in written if day]


@transaction.atomic
def correct_day(*, stay, which, before, after, reason, by, note=""):
    """`before`: the day as it is written; of several moves it says which one."""
    lock(stay)
    if (which, before) not in days_written(stay):
        raise ValidationError(_("Meanwhile this day was changed: look at it again."))
    changes = {Which.ENTRY: {"started_on": after}, Which.EXIT: {"ended_on": after}}.get(which, {})
    event = take_step(stay, Step.CORRECT, by=by, on=after, reason=reason, note=note, **changes)
    Correction.objects.create(event=event, household_id=stay.household_id, which=which, before=before, after=after)
    _move_nights(stay, which, before, after, by)
    if which == Which.EXIT:
        move_follow_ups(stay)
    else:
        move_declarations(stay, before, after, by=by)


def _move_nights(stay, which, before, after, by):
    """At a move, what grows shorter comes first: on no night is anybody in two beds."""
    moves = {Which.ENTRY: [_move_starts], Which.EXIT: [_move_ends], Which.MOVE: [_move_ends, _move_starts]}[which]
    for move in moves if after < before else reversed(moves):
        move(stay, before, after, by)


def _move_starts(stay, before, after, by):
    for use in stay.uses.holding().filter(starts_on=before):
        use.starts_on = after
        use.save()
        use.occupants.filter(ends_on__lt=after).update(ends_on=after)
        for occupant in use.occupants.filter(Q(starts_on=before) | Q(starts_on__lt=after)).select_related("person"):
            occupant.starts_on = first_night(occupant.person, after)
            occupant.save()


def _move_ends(stay, before, after, by):
    for use in stay.uses.holding().filter(ends_on=before):
        end_use(use=use, on=after, by=by)
        use.occupants.filter(starts_on__gt=after).update(starts_on=after)
        use.occupants.filter(Q(ends_on=before) | Q(ends_on__gt=after)).update(ends_on=after)

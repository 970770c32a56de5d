"""The day of leaving: confirmed, so that the place can be given to who comes next; and taken back.

Reality can always be recorded: who stays on keeps the place, and what was to follow is displaced, for a person to
settle. The exclusion constraint is the judge of both.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.actions.places import release
from housing.actions.turnarounds import end_use
from housing.models import PlaceUse, Stay
from housing.workflow import Step, remember, take_step
from wemix.periods import beyond
from wemix.periods import on as on_day

Kind = PlaceUse.Kind


@transaction.atomic
def confirm_exit(*, stay, on, by, note=""):
    """They leave on this day: from it on their places can be given to others. It is no exit yet."""
    take_step(stay, Step.CONFIRM_EXIT, by=by, on=on, note=note, planned_until=on)
    for use in stay.uses.holding().filter(ends_on__isnull=True).select_related("place__unit"):
        use.occupants.filter(beyond(on)).update(ends_on=on)
        end_use(use=use, on=on, by=by)


@transaction.atomic
def undo_exit(*, stay, by, reason, note=""):
    """They do not leave on that day, or have not left: the places are theirs again, without an end in sight."""
    take_step(stay, Step.UNDO_EXIT, by=by, on=stay.confirmed_exit, reason=reason, note=note)
    keep_places(stay, until=None, by=by)


def keep_places(stay, *, until, by):
    """Where the exit was confirmed for an earlier day, the stay keeps its places up to `until` (None: no end)."""
    day = stay.confirmed_exit
    if day is None or (until and until <= day):
        return
    for use in stay.uses.holding().filter(ends_on=day).select_related("place__unit"):
        for following in in_the_way(use, until):
            _displace(following, by)
        end_use(use=use, on=until, by=by)
        still_here = stay.household.memberships.filter(on_day(day)).values("person")
        use.occupants.filter(ends_on=day, person__in=still_here).update(ends_on=until)


def in_the_way(use, until=None):
    """What takes the place, or lets the flat the other way, after the end of this use."""
    others = PlaceUse.objects.within(use.ends_on, until).in_the_way_of(use.place).exclude(stay=use.stay_id)
    return others.select_related("stay", "place")


def entries_behind(stay):
    """The planned entries that are displaced if this stay goes on."""
    day = stay.confirmed_exit
    uses = stay.uses.holding().filter(ends_on=day).select_related("place") if day else []
    keys = {following.stay_id for use in uses for following in in_the_way(use)}
    return Stay.objects.filter(pk__in=keys, state=Stay.State.PLANNED)


def _displace(use, by):
    """What was to follow takes its place no longer. Days of making ready are reckoned anew at the exit."""
    if use.kind == Kind.STAY and use.stay.state != Stay.State.PLANNED:
        raise ValidationError(_("Somebody has moved in there since: the earlier stay has ended, or is elsewhere."))
    release(use=use, by=by)
    if use.kind == Kind.TURNAROUND:
        return
    use.displaced_at = timezone.now()
    use.save()
    if use.kind == Kind.STAY and not use.stay.displaced_at:
        use.stay.displaced_at = use.displaced_at
        use.stay.save()
        remember(use.stay, Step.DISPLACE, by=by, on=use.stay.planned_from, fields=["displaced_at"])

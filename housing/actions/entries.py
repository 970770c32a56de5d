"""An entry that is planned, and needs another place or another day."""

from django.db import transaction

from housing.actions.beds import take_places
from housing.actions.places import release
from housing.workflow import Step, take_step


@transaction.atomic
def place_entry(*, stay, places, on, by, note="", excess=0, excess_reason=""):
    """Also settles an entry that was displaced. A planned exit before the new day is a forecast no more."""
    until = stay.planned_until if stay.planned_until and stay.planned_until >= on else None
    take_step(
        stay,
        Step.PLACE,
        by=by,
        on=on,
        note=note,
        planned_from=on,
        planned_until=until,
        displaced_at=None,
    )
    for use in stay.uses.holding():
        release(use=use, by=by)
    take_places(stay=stay, places=places, starts_on=on, by=by, excess=excess, excess_reason=excess_reason)

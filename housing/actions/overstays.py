"""Past the planned exit: authorised until a day, or not."""

from django.db import transaction

from housing.actions.exits import keep_places
from housing.workflow import Step, take_step


@transaction.atomic
def authorise_overstay(*, stay, until, reason, by, note=""):
    take_step(stay, Step.AUTHORISE, by=by, on=until, reason=reason, note=note)
    keep_places(stay, until=None, by=by)


@transaction.atomic
def refuse_overstay(*, stay, reason, by, note=""):
    """Not authorised, and still here: the place is theirs until they leave."""
    take_step(stay, Step.NOT_AUTHORISE, by=by, on=stay.planned_until, reason=reason, note=note)
    keep_places(stay, until=None, by=by)

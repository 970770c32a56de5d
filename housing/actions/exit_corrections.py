"""Why somebody left and where to, put right afterwards, with a reason: the outcome follows, both values are kept."""

from django.db import transaction

from housing.actions.follow_ups import replan_follow_ups
from housing.models import ExitCorrection
from housing.workflow import Step, lock, take_step


@transaction.atomic
def correct_exit(*, stay, reason, by, exit_reason="", destination="", note=""):
    """`exit_reason`, `destination`: what is right; empty where it stays as it is."""
    lock(stay)
    before = {"reason_before": stay.exit_reason, "destination_before": stay.destination}
    facts = {"exit_reason": exit_reason or stay.exit_reason, "destination": destination or stay.destination}
    event = take_step(stay, Step.CORRECT_EXIT, by=by, on=stay.ended_on, reason=reason, note=note, **facts)
    after = {"reason_after": stay.exit_reason, "destination_after": stay.destination}
    ExitCorrection.objects.create(event=event, household_id=stay.household_id, **before, **after)
    replan_follow_ups(stay)

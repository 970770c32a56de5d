"""Three, six and twelve months after the exit: asked of everybody but the dead."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.utils import timezone

from beneficiaries.vocabularies.exits import ExitDestination, ExitReason
from housing.models import AFTER_MONTHS, ExitFollowUp
from housing.workflow import Step, take_step


def plan_follow_ups(stay):
    if _died(stay):
        return
    ExitFollowUp.objects.bulk_create(
        ExitFollowUp(
            stay=stay, household_id=stay.household_id, months=months, due_on=months_after(stay.ended_on, months)
        )
        for months in AFTER_MONTHS
    )


def move_follow_ups(stay):
    """The day of leaving was corrected: what is not recorded yet is due accordingly."""
    for follow_up in stay.follow_ups.to_do():
        follow_up.due_on = months_after(stay.ended_on, follow_up.months)
        follow_up.save()


def replan_follow_ups(stay):
    """Why they left was corrected: the dead are asked nothing, and the living are."""
    if _died(stay):
        stay.follow_ups.to_do().delete()
    elif not stay.follow_ups.exists():
        plan_follow_ups(stay)


def _died(stay):
    return stay.exit_reason == ExitReason.DEATH or stay.destination == ExitDestination.DECEASED


def months_after(day, months):
    """The same day of a later month, or its last one where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def record_follow_up(*, follow_up, by):
    """What was learnt, or that nobody was reached. `follow_up`: filled in and not saved."""
    follow_up.by, follow_up.at = by, timezone.now()
    take_step(follow_up.stay, Step.FOLLOW_UP, by=by, on=follow_up.due_on, note=follow_up.note)
    follow_up.save()

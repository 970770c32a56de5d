"""Goals and their steps, while the life project is open: rows come unsaved, or carrying what changed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from beneficiaries.actions.life_projects import refuse_if_closed
from wemix import audit


@transaction.atomic
def add_goal(*, goal, by):
    refuse_if_closed(goal.life_project)
    goal.household_id = goal.life_project.household_id
    _save_goal(goal)
    audit.change("goal.add", goal, by=by)


@transaction.atomic
def change_goal(*, goal, fields, by):
    refuse_if_closed(goal.life_project)
    _save_goal(goal)
    audit.change("goal.change", goal, by=by, fields=fields)


def _save_goal(goal):
    """The day on which it ended is kept as long as it stays ended."""
    goal.ended_on = None if goal.is_open else goal.ended_on or timezone.localdate()
    goal.save()


@transaction.atomic
def add_step(*, step, by):
    refuse_if_closed(step.goal.life_project)
    step.household_id = step.goal.household_id
    step.save()
    audit.change("goal.add_step", step, by=by)


@transaction.atomic
def tick_step(*, step, on, by):
    """`on`: the day on which it was done; None: it was ticked by mistake."""
    refuse_if_closed(step.goal.life_project)
    if not step.may_be_ticked_by(by):
        raise PermissionDenied
    step.done_on = on
    step.save(update_fields=["done_on"])
    audit.change("goal.tick_step", step, by=by, fields=["done_on"])

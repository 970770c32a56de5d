"""Goals and their steps, while the life project is open: rows come unsaved, or carrying what changed.

Each change leaves a GoalEvent, dated and signed: what a review is prepared from.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.actions.life_projects import refuse_if_closed
from beneficiaries.models import Goal, GoalEvent
from wemix import audit

What = GoalEvent.What
WORDS = {"title", "indicator", "evidence", "area", "person", "horizon", "is_private"}


@transaction.atomic
def add_goal(*, goal, by):
    """The last of its person's: what matters more is moved up."""
    refuse_if_closed(goal.life_project)
    goal.household_id = goal.life_project.household_id
    last = goal.life_project.goals.filter(person=goal.person).aggregate(last=Max("position"))["last"]
    goal.position = (last or 0) + 1
    _save_goal(goal)
    _remember(goal, What.ADDED, by, after=goal.status)
    audit.change("goal.add", goal, by=by)


@transaction.atomic
def change_goal(*, goal, fields, by):
    refuse_if_closed(goal.life_project)
    before = Goal.objects.values("status", "due_on").get(pk=goal.pk)
    _save_goal(goal)
    if before["status"] != goal.status:
        _remember(goal, What.STATUS, by, before["status"], goal.status)
    if before["due_on"] != goal.due_on:
        _remember(goal, What.DAY, by, before["due_on"], goal.due_on)
    if WORDS & set(fields):
        _remember(goal, What.WORDS, by)
    audit.change("goal.change", goal, by=by, fields=fields)


def _save_goal(goal):
    """The day on which it ended is kept as long as it stays ended."""
    goal.ended_on = None if goal.is_open else goal.ended_on or timezone.localdate()
    goal.save()


@transaction.atomic
def move_goal(*, goal, up, by):
    """Before, or after, the next open one of the same person. At the end of the row it stays where it is."""
    refuse_if_closed(goal.life_project)
    row = list(goal.life_project.goals.open().filter(person=goal.person_id).select_for_update(of=["self"]))
    if goal not in row:
        raise ValidationError(_("A goal that ended has no place in the order any more."))
    here = row.index(goal)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for position, each in enumerate(row, start=1):
        Goal.objects.filter(pk=each.pk).exclude(position=position).update(position=position)
    audit.change("goal.move", goal, by=by, fields=["position"])


@transaction.atomic
def add_step(*, step, by):
    refuse_if_closed(step.goal.life_project)
    step.household_id = step.goal.household_id
    step.save()
    _remember(step.goal, What.STEP_ADDED, by, step=step)
    audit.change("goal.add_step", step, by=by)


@transaction.atomic
def tick_step(*, step, on, by):
    """`on`: the day on which it was done; None: it was ticked by mistake."""
    refuse_if_closed(step.goal.life_project)
    if not step.may_be_ticked_by(by):
        raise PermissionDenied
    before, step.done_on = step.done_on, on
    step.save(update_fields=["done_on"])
    if before != on:
        _remember(step.goal, What.STEP_DONE if on else What.STEP_UNDONE, by, before, on, step=step)
    audit.change("goal.tick_step", step, by=by, fields=["done_on"])


def remember_status(goal, before, *, at, by):
    """The status that a review gave it, at the moment of the review: it is no change since then."""
    _remember(goal, What.STATUS, by, before, goal.status, at=at)


def _remember(goal, what, by, before="", after="", **more):
    said = {"goal": goal, "household_id": goal.household_id, "what": what, "by": by}
    GoalEvent.objects.create(before=before or "", after=after or "", **said, **more)

"""The goals of a life project as its page, its reviews and its papers show them."""

from itertools import groupby

from beneficiaries.models import Goal, GoalEvent, GoalStep, ReviewedGoal
from beneficiaries.templatetags.life import is_late
from beneficiaries.vocabularies.life import Aim, LifeArea


def goals_of(project, user, person=None):
    """Those of a household's page, or of one person's own: what is apart stands on the latter only.

    Each with `its_steps`, its `last_line` in a review, and its `changes`, the newest first: those after the
    project's last review, `changes_since`, or all of them if that is None.
    The whole household's come before anybody's, then the eldest's; what is open before what ended.
    """
    goals = Goal.objects.visible_to(user).filter(life_project=project).select_related("person")
    goals = list(goals.filter(person=person) if person else goals.of_all_readers())
    for step in (step for goal in with_steps(goals, user) for step in goal.its_steps):
        step.can_tick = project.is_open and step.may_be_ticked_by(user)
    _add_lines(goals, user)
    _add_changes(goals, project, user)
    return sorted(goals, key=lambda goal: (_eldest_first(goal.person), not goal.is_open, goal.position))


def _eldest_first(person):
    if person is None:
        return (0, "", 0)
    return (1, f"{person.born_on or '9999'}", person.pk)


def with_steps(goals, user):
    """A list, each goal with `its_steps`, as far as the reader may see them."""
    found = {goal.pk: goal for goal in goals}
    for goal in found.values():
        goal.its_steps = []
    for step in GoalStep.objects.visible_to(user).filter(goal__in=found).select_related("household"):
        found[step.goal_id].its_steps.append(step)
    return list(found.values())


def _add_lines(goals, user):
    lines = ReviewedGoal.objects.visible_to(user).filter(goal__in=goals).select_related("review")
    last = {line.goal_id: line for line in lines.order_by("review__held_on", "review_id")}
    for goal in goals:
        goal.last_line = last.get(goal.pk)


def _add_changes(goals, project, user):
    events = GoalEvent.objects.visible_to(user).filter(goal__in=goals).select_related("by", "step")
    since = last_review_of(project)
    if since:
        events = events.filter(at__gt=since.at)
    by_goal = {}
    for event in events:
        by_goal.setdefault(event.goal_id, []).append(event)
    for goal in goals:
        goal.changes, goal.changes_since = by_goal.get(goal.pk, []), since


def last_review_of(project):
    return project.reviews.order_by("held_on", "pk").last()


def by_person(goals):
    """[(person or None, goals still open, goals that ended)]"""
    groups = groupby(goals, key=lambda goal: goal.person)
    return [(person, *_open_and_ended(list(theirs))) for person, theirs in groups]


def _open_and_ended(goals):
    return [goal for goal in goals if goal.is_open], [goal for goal in goals if not goal.is_open]


def at_a_glance(goals):
    """The columns (people, None for all of them), and per aim its areas, each with the goals of every column.

    An area serves up to two aims: it stands under the first.
    """
    columns = list(dict.fromkeys(goal.person for goal in goals))
    rows = []
    for aim in Aim:
        areas = [area for area in LifeArea if area.aims[0] == aim and any(goal.area == area for goal in goals)]
        if areas:
            rows.append((aim, [(area, _cells(goals, area, columns)) for area in areas]))
    return columns, rows


def _cells(goals, area, columns):
    return [(person, [goal for goal in goals if goal.area == area and goal.person == person]) for person in columns]


def overdue(goals):
    """(goals, steps) whose day has gone by, of goals that are still open."""
    still = [goal for goal in goals if goal.is_open]
    steps = [step for goal in still for step in goal.its_steps if not step.done_on and is_late(step.due_on)]
    return [goal for goal in still if is_late(goal.due_on)], steps

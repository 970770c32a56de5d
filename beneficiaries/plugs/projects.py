"""What the life project and the diary show on pages of the house: the household's page, and the page of today."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Goal, GoalStep, LifeProject
from beneficiaries.plugs.days import days_of
from wemix.sockets import Panel, Task, TaskRow

AHEAD = timedelta(days=14)
LAST_ENTRIES = 3


def household_panels(household, user):
    if not user.is_case_worker:
        return []
    diary = household.diary.visible_to(user).notes().select_related("person", "by", "organisation")[:LAST_ENTRIES]
    return [
        *_life_project_panel(household, user),
        Panel(60, "beneficiaries/_diary_panel.html", {"household": household, "entries": diary}),
    ]


def _life_project_panel(household, user):
    """The open one, or the last; to whom may not know that the household is with us, nothing."""
    if household.is_hidden_from(user):
        return []
    projects = LifeProject.objects.visible_to(user).filter(household=household)
    project = max(projects, key=lambda each: each.is_open, default=None)
    goals = Goal.objects.visible_to(user).open().of_all_readers().filter(life_project=project).select_related("person")
    context = {"household": household, "project": project, "goals": goals, "may_open": user.is_team}
    return [Panel(50, "beneficiaries/_life_project_panel.html", context)]


def tasks(user):
    if not user.is_case_worker:
        return []
    tasks = [_steps_due(user)]
    if user.is_team:
        tasks.append(_reviews_due(user))
    return [task for task in tasks if task.rows]


def _reviews_due(user):
    last = timezone.localdate() + AHEAD
    projects = LifeProject.objects.visible_to(user).to_review_by(last).select_related("household")
    rows = [
        TaskRow(
            project.household.name,
            _at(project.pk),
            due=project.next_review_on,
            of=f"{project.pk}:{project.next_review_on}",
            arose=project.next_review_on - AHEAD,
        )
        for project in projects.order_by("next_review_on", "pk")
    ]
    return Task("projects.review", _("Reviews of life projects"), tuple(rows), order=60)


def appointments(user, first, last):
    if not user.is_case_worker:
        return []
    projects = LifeProject.objects.visible_to(user).to_review_by(last).filter(next_review_on__gte=first)
    return days_of(projects, user, "projects.review", "next_review_on")


def _steps_due(user):
    """The team follows what itself and the households promised; the sending service what it promised itself."""
    steps = GoalStep.objects.visible_to(user).to_do_by(timezone.localdate() + AHEAD)
    sender = GoalStep.Who.SENDER
    if user.is_social_worker:
        steps = steps.filter(who=sender, household__organisation=user.organisation_id)
    else:
        steps = steps.exclude(who=sender)
    rows = [
        TaskRow(
            step.what,
            _at(step.goal.life_project_id, step.goal),
            due=step.due_on,
            note=step.household.name,
            of=f"{step.pk}:{step.due_on}",
            arose=step.due_on - AHEAD,
        )
        for step in steps.select_related("household", "goal").order_by("due_on", "pk")
    ]
    return Task("projects.step", _("Steps of life projects"), tuple(rows), order=65)


def _at(project, goal=None):
    """A goal that is kept apart stands on its person's own page."""
    page = reverse("beneficiaries:life_project", args=[project])
    if goal is None:
        return page
    return f"{page}?persona={goal.person_id}#goal-{goal.pk}" if goal.is_private else f"{page}#goal-{goal.pk}"

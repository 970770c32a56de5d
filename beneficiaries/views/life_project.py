"""The life project of a household: its page, and how it opens, changes and closes."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries import actions
from beneficiaries.forms.life_project import CloseForm, LifeProjectForm
from beneficiaries.models import Goal, GoalStep, Household, LifeProject, Review, ScaleReading
from beneficiaries.scale import courses
from beneficiaries.vocabularies.life import LifeArea
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page
from wemix.sockets import line_of_work

AREAS = list(LifeArea)


@require_GET
def life_project(request, pk):
    project = get_visible_or_404(LifeProject.objects.select_related("household", "opened_by"), request.user, pk=pk)
    audit.record(audit.Action.LOOK, "life_project.page", project, by=request.user)
    user, household = request.user, project.household
    goals = goals_of(project, user)
    groups, scales, alone = one_alone(grouped(goals), courses(readings_of(project, user)), request.GET.get("persona"))
    context = {
        "project": project,
        "household": household,
        "alone": alone,
        "groups": groups,
        "counts": [sum(goal.is_open for goal in goals), sum(not goal.is_open for goal in goals)],
        "scales": scales,
        "reviews": Review.objects.visible_to(user).filter(life_project=project).select_related("by"),
        "steps": line_of_work.gather(household, user),
        "may_write": user.is_team and project.is_open,
    }
    return render(request, "beneficiaries/life_project.html", context)


def goals_of(project, user):
    """By person, the household's own first; what is open before what ended; then by area."""
    goals = list(Goal.objects.visible_to(user).filter(life_project=project).select_related("person"))
    steps = GoalStep.objects.visible_to(user).filter(goal__life_project=project).select_related("household")
    by_goal = {}
    for step in steps:
        step.can_tick = project.is_open and step.may_be_ticked_by(user)
        by_goal.setdefault(step.goal_id, []).append(step)
    for goal in goals:
        goal.its_steps = by_goal.get(goal.pk, [])
    return sorted(goals, key=lambda goal: (_eldest_first(goal.person), not goal.is_open, AREAS.index(goal.area)))


def _eldest_first(person):
    """The whole household before anybody, then by birth."""
    if person is None:
        return (0, "", 0)
    return (1, f"{person.born_on or '9999'}", person.pk)


def grouped(goals):
    return [(person, list(theirs)) for person, theirs in groupby(goals, key=lambda goal: goal.person)]


def one_alone(groups, scales, person_pk):
    """For a paper of one person's own: a household is not one reader, and one may be afraid of another."""
    if not person_pk:
        return groups, scales, None
    groups = [(person, goals) for person, goals in groups if person and str(person.pk) == person_pk]
    scales = [(person, rows) for person, rows in scales if str(person.pk) == person_pk]
    if not groups and not scales:
        raise Http404
    return groups, scales, (groups or scales)[0][0]


def readings_of(project, user):
    readings = ScaleReading.objects.visible_to(user).filter(review__life_project=project)
    return readings.select_related("person").order_by("person__born_on", "person_id", "review__held_on", "review_id")


@require_http_methods(["GET", "POST"])
@role_required(*TEAM)
def open_project(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)

    def act(form):
        actions.open_life_project(project=form.instance, by=request.user)
        return reverse("beneficiaries:life_project", args=[form.instance.pk]), _("The life project is open.")

    context = {
        "title": _("Open the life project"),
        "lede": household.name,
        "back": reverse("beneficiaries:household", args=[pk]),
        "submit": _("Open the project"),
    }
    return form_page(
        request,
        lambda data: LifeProjectForm(data, instance=LifeProject(household=household)),
        act,
        context=context,
        keeps_draft=True,
    )


@require_http_methods(["GET", "POST"])
@role_required(*TEAM)
def edit(request, pk):
    project = get_visible_or_404(LifeProject, request.user, pk=pk)
    audit.look(request, "life_project.page", project)
    back = reverse("beneficiaries:life_project", args=[pk])

    def act(form):
        actions.change_life_project(project=form.instance, fields=form.changed_data, by=request.user)
        return back, _("Saved.")

    context = {"title": _("Change the life project"), "lede": project.household.name, "back": back}
    return form_page(request, lambda data: LifeProjectForm(data, instance=project), act, context=context)


@require_http_methods(["GET", "POST"])
@role_required(*TEAM)
def close(request, pk):
    project = get_visible_or_404(LifeProject, request.user, pk=pk)
    back = reverse("beneficiaries:life_project", args=[pk])

    def act(form):
        said = form.cleaned_data
        project.refresh_from_db()  # as it stands, not as the form has filled it
        actions.close_life_project(project=project, on=said["closed_on"], note=said["closing_note"], by=request.user)
        return back, _("The life project is closed.")

    context = {
        "title": _("Close the life project"),
        "lede": project.household.name,
        "back": back,
        "submit": _("Close the project"),
        "warning": _("A closed project can be read and printed, but no longer changed."),
        "consequences": _left_open(project, request.user),
    }
    return form_page(
        request, lambda data: CloseForm(data, instance=project), act, template="confirm.html", context=context
    )


def _left_open(project, user):
    many = Goal.objects.visible_to(user).open().filter(life_project=project).count()
    if not many:
        return []
    told = ngettext(
        "%(count)s goal is still open: it stays as it is. A last review can say how it ended.",
        "%(count)s goals are still open: they stay as they are. A last review can say how they ended.",
        many,
    )
    return [told % {"count": many}]

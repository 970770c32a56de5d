"""The life project of a household: its page, and how it opens, changes and closes."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.fields import people_of
from beneficiaries.forms.life_project import CloseForm, LifeProjectForm
from beneficiaries.goals import at_a_glance, by_person, goals_of
from beneficiaries.models import Goal, Household, LifeProject, ProgressReport, Review, ScaleReading
from beneficiaries.scale import courses, moments
from beneficiaries.vocabularies.life import GoalStatus
from wemix import audit, typed
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.sockets import line_of_work
from wemix.terms import offered


@require_GET
def life_project(request, pk):
    project = get_visible_or_404(LifeProject.objects.select_related("household", "opened_by"), request.user, pk=pk)
    audit.record(audit.Action.LOOK, "life_project.page", project, by=request.user)
    user, household = request.user, project.household
    alone = person_alone(project, user, request.GET.get("persona"))
    goals, readings = goals_of(project, user, alone), readings_of(project, user, alone)
    may_write = user.is_team and project.is_open
    context = {
        "project": project,
        "household": household,
        "alone": alone,
        "people": people_of(household, user),
        "glance": at_a_glance(goals),
        "groups": by_person(goals),
        "counts": [sum(goal.is_open for goal in goals), sum(not goal.is_open for goal in goals)],
        "scales": courses(readings),
        "moments": moments(readings),
        "reviews": Review.objects.visible_to(user).filter(life_project=project).select_related("by"),
        "reports": ProgressReport.objects.visible_to(user).filter(life_project=project).select_related("by"),
        "may_report": user.is_team,
        "steps": line_of_work.gather(household, user),
        "may_write": may_write,
        "author": typed.author_token(user),
    }
    for goal in goals if may_write else ():
        goal.statuses = offered(GoalStatus.choices, goal.status)
        goal.once = (typed.new_key(), typed.new_key())  # of its status, and of its place in the order
    return render(request, "beneficiaries/life_project.html", context)


def person_alone(project, user, asked):
    """For a page and a paper of one person's own: a household is not one reader, and one may be afraid of another.

    Of every member of today, so that a page of one's own does not say that something is kept apart.
    """
    if not asked:
        return None
    theirs = {"person": asked if asked.isdecimal() else 0}
    if member := people_of(project.household, user).filter(pk=theirs["person"]).first():
        return member
    goals = Goal.objects.visible_to(user).filter(life_project=project, **theirs)
    readings = ScaleReading.objects.visible_to(user).filter(review__life_project=project, **theirs)
    row = goals.select_related("person").first() or readings.select_related("person").first()
    if row is None:
        raise Http404
    return row.person


def readings_of(project, user, person=None):
    readings = ScaleReading.objects.visible_to(user).standing().filter(review__life_project=project)
    if person:
        readings = readings.filter(person=person)
    return list(readings.select_related("person", "review").order_by("person__born_on", "person_id", "review__held_on"))


@require_form_methods
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


@require_form_methods
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


@require_form_methods
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

"""Goals of a life project, and the steps towards them."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries import actions
from beneficiaries.forms.goal import GoalChangeForm, GoalForm, MoveForm, StatusForm, StepForm, TickForm
from beneficiaries.models import Goal, GoalStep, LifeProject
from wemix import audit
from wemix.access import CASE_WORKERS, TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@require_form_methods
@role_required(*TEAM)
def add(request, pk):
    project = get_visible_or_404(LifeProject, request.user, pk=pk)

    def make_form(data):
        goal = Goal(life_project=project, household_id=project.household_id)
        return GoalForm(data, instance=goal, household=project.household, user=request.user)

    def act(form):
        actions.add_goal(goal=form.instance, by=request.user)
        return _at(form.instance), _("The goal is in the project.")

    back = reverse("beneficiaries:life_project", args=[pk])
    context = {"title": _("New goal"), "lede": project.household.name, "back": back, "submit": _("Add the goal")}
    return form_page(request, make_form, act, context=context, keeps_draft=True)


@require_form_methods
@role_required(*TEAM)
def edit(request, pk):
    goal = get_visible_or_404(Goal.objects.select_related("life_project__household"), request.user, pk=pk)
    audit.look(request, "life_project.page", goal.life_project)

    def make_form(data):
        return GoalChangeForm(data, instance=goal, household=goal.life_project.household, user=request.user)

    def act(form):
        actions.change_goal(goal=form.instance, fields=form.changed_data, by=request.user)
        return _at(goal), _("Saved.")

    context = {"title": _("Change the goal"), "lede": goal.life_project.household.name, "back": _at(goal)}
    return form_page(request, make_form, act, context=context)


@require_form_methods
@role_required(*TEAM)
def change_status(request, pk):
    """Sent from the project's page, in place; shown as a page of its own when it is refused."""
    goal = get_visible_or_404(Goal.objects.select_related("life_project"), request.user, pk=pk)

    def act(form):
        actions.change_goal(goal=form.instance, fields=form.changed_data, by=request.user)
        said = {"status": goal.get_status_display().lower()}
        return _at(goal), _("The goal is now: %(status)s.") % said

    context = {"title": _("How the goal stands"), "lede": goal.title, "back": _at(goal)}
    return form_page(request, lambda data: StatusForm(data, instance=goal), act, context=context)


@require_form_methods
@role_required(*TEAM)
def move(request, pk):
    """Sent from the project's page, in place."""
    goal = get_visible_or_404(Goal.objects.select_related("life_project"), request.user, pk=pk)

    def act(form):
        actions.move_goal(goal=goal, up=form.cleaned_data["direction"] == "up", by=request.user)
        return _at(goal), ""

    context = {"title": _("Move the goal"), "lede": goal.title, "back": _at(goal)}
    return form_page(request, MoveForm, act, context=context)


@require_form_methods
@role_required(*TEAM)
def add_step(request, pk):
    goal = get_visible_or_404(Goal.objects.select_related("life_project"), request.user, pk=pk)

    def act(form):
        actions.add_step(step=form.instance, by=request.user)
        return _at(goal), _("The step is written down.")

    context = {"title": _("New step"), "lede": goal.title, "back": _at(goal), "submit": _("Add the step")}
    return form_page(request, lambda data: StepForm(data, instance=GoalStep(goal=goal)), act, context=context)


@require_form_methods
@role_required(*CASE_WORKERS)
def tick_step(request, pk):
    steps = GoalStep.objects.select_related("household", "goal__life_project")
    step = get_visible_or_404(steps, request.user, pk=pk)
    if not step.may_be_ticked_by(request.user):
        raise PermissionDenied

    def act(form):
        done_on = form.cleaned_data["done_on"]
        actions.tick_step(step=step, on=done_on, by=request.user)
        return _at(step.goal), _("Done: well!") if done_on else _("The step is to do again.")

    context = {
        "title": _("Step done"),
        "lede": step.what,
        "back": _at(step.goal),
        "submit": _("Save") if step.done_on else _("It is done"),
    }
    return form_page(request, lambda data: TickForm(data, instance=step), act, context=context)


def _at(goal):
    """The goal's own place: in the page of its project, or in its person's own if it is kept apart."""
    own = f"?persona={goal.person_id}" if goal.is_private else ""
    return reverse("beneficiaries:life_project", args=[goal.life_project_id]) + f"{own}#goal-{goal.pk}"

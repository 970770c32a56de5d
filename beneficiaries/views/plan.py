"""The plan that people take home: chosen on a page, printed as a PDF."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from beneficiaries.forms.fields import people_of
from beneficiaries.forms.plan import PlanForm
from beneficiaries.goals import with_steps
from beneficiaries.models import Goal, LifeProject
from beneficiaries.papers.plan import Plan, plan_paper
from beneficiaries.papers.whose import goals_for_household, goals_of, is_in_one_voice
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pdf import pdf, pdf_response

WITH_WHOM_TO_CALL = ("household__worker", "household__organisation", "opened_by__organisation")


@require_GET
@role_required(*CASE_WORKERS)
def plan_print(request, pk):
    project = get_visible_or_404(LifeProject.objects.select_related(*WITH_WHOM_TO_CALL), request.user, pk=pk)
    audit.look(request, "life_project.page", project)
    return _page(request, project, _form(project, request.user, whose=request.GET.get("whose")))


@require_GET
@role_required(*CASE_WORKERS)
def plan_pdf(request, pk):
    """The name of the file says nothing of the person, nor of the language that they speak."""
    project = get_visible_or_404(LifeProject.objects.select_related(*WITH_WHOM_TO_CALL), request.user, pk=pk)
    form = _form(project, request.user, data=request.GET)
    if not form.is_valid():
        return _page(request, project, form, status=422)
    audit.record(audit.Action.PRINT, "life_project.plan", project, by=request.user)
    day = timezone.localdate()
    content = pdf("plan.typ", plan_paper(_plan(project, request.user, form), day))
    return pdf_response(content, f"piano_{pk}_{day:%Y-%m-%d}.pdf")


def _form(project, user, data=None, **known):
    return PlanForm(data, initial=known, household=project.household, people=people_of(project.household, user))


def _page(request, project, form, status=200):
    context = {"form": form, "project": project, "household": project.household}
    return render(request, "beneficiaries/plan_print.html", context, status=status)


def _plan(project, user, form):
    person, people = form.person, form.people.values()
    return Plan(
        project=project,
        person=person,
        goals=_goals(project, user, form),
        adults=[person] if person else [each for each in people if not each.is_minor],
        language=form.chosen_language,
        is_large=form.cleaned_data["is_large"],
        says_own_words=is_in_one_voice(project.household, people),
    )


def _goals(project, user, form):
    rows = Goal.objects.visible_to(user).open().filter(life_project=project).select_related("person")
    if form.person:
        return with_steps(goals_of(form.person, rows), user)
    return with_steps(goals_for_household(rows, form.cleaned_data.get("joining", ())), user)

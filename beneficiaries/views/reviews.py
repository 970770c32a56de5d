"""Reviews of a life project: one form to write, one page to read and print; never edited."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries import actions
from beneficiaries.forms.fields import people_of
from beneficiaries.forms.review import ReviewForm
from beneficiaries.models import Goal, LifeProject, Review, ReviewedGoal, ScaleReading
from beneficiaries.scale import courses
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page


@require_http_methods(["GET", "POST"])
@role_required(*TEAM)
def add(request, pk):
    project = get_visible_or_404(LifeProject.objects.select_related("household"), request.user, pk=pk)
    audit.look(request, "life_project.page", project)
    people = list(people_of(project.household, request.user))

    def make_form(data):
        return ReviewForm(
            data,
            instance=Review(life_project=project),
            goals=_open_goals(project, request.user, people, locked=data is not None),
            adults=[person for person in people if not person.is_minor],
            with_children=any(person.is_minor for person in people),
        )

    def act(form):
        actions.record_review(
            review=form.instance,
            lines=form.reviewed(),
            readings=form.readings(),
            next_review_on=form.cleaned_data["next_review_on"],
            by=request.user,
        )
        return reverse("beneficiaries:review", args=[form.instance.pk]), _("The review is kept as it was written.")

    context = {
        "title": _("Review"),
        "lede": project.household.name,
        "back": reverse("beneficiaries:life_project", args=[pk]),
        "submit": _("Save the review"),
    }
    template = "beneficiaries/review_form.html"
    return form_page(request, make_form, act, template=template, context=context, keeps_draft=True)


def _open_goals(project, user, people, locked):
    """Locked when they are about to be moved, so that of two writers one is told."""
    goals = Goal.objects.visible_to(user).open().filter(life_project=project)
    goals = list(goals.select_for_update(of=["self"]) if locked else goals)
    known = {person.pk: person for person in people}
    for goal in goals:
        goal.whose = known.get(goal.person_id)
    return goals


@require_GET
def review(request, pk):
    reviews = Review.objects.select_related("life_project__household", "by")
    row = get_visible_or_404(reviews, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "review.page", row, by=request.user)
    of_review = {"review": row}
    readings = ScaleReading.objects.visible_to(request.user).filter(**of_review).select_related("person")
    context = {
        "review": row,
        "project": row.life_project,
        "lines": ReviewedGoal.objects.visible_to(request.user).filter(**of_review).select_related("goal__person"),
        "scales": courses(readings.order_by("person__born_on", "person_id")),
    }
    return render(request, "beneficiaries/review.html", context)

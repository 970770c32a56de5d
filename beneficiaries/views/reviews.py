"""Reviews of a life project: one form to write, one page to read and print; never edited."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.fields import people_of
from beneficiaries.forms.review import CorrectionForm, ReviewForm
from beneficiaries.models import Goal, LifeProject, Review, ReviewedGoal, ScaleReading
from beneficiaries.reviewing import moment_of, preparation
from beneficiaries.scale import courses
from beneficiaries.templatetags.life import given_name
from beneficiaries.views.life_project import person_alone
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@require_form_methods
@role_required(*TEAM)
def add(request, pk):
    project = get_visible_or_404(LifeProject.objects.select_related("household"), request.user, pk=pk)
    audit.look(request, "life_project.page", project)
    people = list(people_of(project.household, request.user))

    def make_form(data):
        return ReviewForm(
            data,
            instance=Review(life_project=project, moment=moment_of(project)),
            goals=_open_goals(project, request.user, locked=data is not None),
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
        "project": project,
        "prepared": preparation(project, request.user),
    }
    template = "beneficiaries/review_form.html"
    return form_page(request, make_form, act, template=template, context=context, keeps_draft=True)


def _open_goals(project, user, locked):
    """Locked when they are about to be moved, so that of two writers one is told."""
    goals = Goal.objects.visible_to(user).open().filter(life_project=project).select_related("person")
    return list(goals.select_for_update(of=["self"]) if locked else goals)


@require_GET
def review(request, pk):
    """The household's, or one person's own (?persona=): what is kept apart stands on the latter only."""
    reviews = Review.objects.select_related("life_project__household", "by")
    row = get_visible_or_404(reviews, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "review.page", row, by=request.user)
    user = request.user
    alone = person_alone(row.life_project, user, request.GET.get("persona"))
    lines = ReviewedGoal.objects.visible_to(user).filter(review=row).select_related("goal__person")
    readings = ScaleReading.objects.visible_to(user).filter(review=row).select_related("person", "review", "corrects")
    if alone:
        lines, readings = lines.filter(goal__person=alone), readings.filter(person=alone)
    else:
        lines = lines.filter(goal__is_private=False)
    standing = list(readings.standing().order_by("person__born_on", "person_id"))
    context = {
        "review": row,
        "project": row.life_project,
        "alone": alone,
        "lines": lines,
        "scales": courses(standing),
        "people": people_of(row.life_project.household, user),
        "readings": standing,
        "corrected": [reading for reading in standing if reading.corrects],
        "may_correct": user.is_team and row.life_project.is_open,
    }
    return render(request, "beneficiaries/review.html", context)


@require_form_methods
@role_required(*TEAM)
def correct(request, pk):
    """One reading of the scale: the first one stays beside its correction."""
    readings = ScaleReading.objects.select_related("review__life_project", "person")
    reading = get_visible_or_404(readings, request.user, pk=pk)
    back = reverse("beneficiaries:review", args=[reading.review_id])

    def act(form):
        said = form.cleaned_data
        actions.correct_reading(reading=reading, level=said["level"], why=said["why"], by=request.user)
        return back, _("The reading is corrected. The first one stays beside it.")

    context = {
        "title": _("Correct a reading"),
        "lede": f"{given_name(reading.person)} · {reading.get_domain_display()} · {reading.get_voice_display()}",
        "back": back,
    }
    return form_page(request, lambda data: CorrectionForm(data, reading=reading), act, context=context)

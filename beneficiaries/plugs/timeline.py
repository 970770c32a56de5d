"""What this floor tells on a household's timeline: notes, reviews, and how goals began and ended."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from beneficiaries.models import Goal, LifeProject, Review
from beneficiaries.templatetags.life import kind_icon
from wemix.timeline import Kind, Moment

LENGTH = 300  # of a text: the whole stands on its own page


def told(household, user):
    return [*_notes(household, user), *_projects(household, user), *_goals(household, user), *_reviews(household, user)]


def _notes(household, user):
    """Without incidents: they stand in the diary alone."""
    rows = household.diary.visible_to(user).notes().select_related("by")
    return [
        Moment(
            entry.happened_at,
            Kind.NOTE,
            entry.get_kind_display().capitalize(),
            Truncator(entry.text).chars(LENGTH),
            by=entry.by,
            url=f"{reverse('beneficiaries:diary', args=[household.pk])}#nota-{entry.pk}",
            icon=kind_icon(entry),
            person=entry.person_id,
        )
        for entry in rows
    ]


def _projects(household, user):
    for project in LifeProject.objects.visible_to(user).filter(household=household).select_related("opened_by"):
        url = reverse("beneficiaries:life_project", args=[project.pk])
        yield Moment(project.opened_on, Kind.PROJECT, _("Life project opened"), by=project.opened_by, url=url)
        if project.closed_on:
            yield Moment(project.closed_on, Kind.PROJECT, _("Life project closed"), url=url)


def _goals(household, user):
    """Those that ended: the others stand on the page of the project; what is kept apart, on its person's own."""
    for goal in Goal.objects.visible_to(user).of_all_readers().filter(household=household, ended_on__isnull=False):
        yield Moment(
            goal.ended_on,
            Kind.PROJECT,
            _("Goal: %(status)s") % {"status": goal.get_status_display().lower()},
            goal.title,
            url=reverse("beneficiaries:life_project", args=[goal.life_project_id]) + f"#goal-{goal.pk}",
            icon="check-circle",
            person=goal.person_id,
        )


def _reviews(household, user):
    for review in Review.objects.visible_to(user).filter(household=household).select_related("by"):
        yield Moment(
            review.held_on,
            Kind.REVIEW,
            _("Review of the life project"),
            Truncator(review.summary).chars(LENGTH),
            by=review.by,
            url=reverse("beneficiaries:review", args=[review.pk]),
            icon="calendar",
        )

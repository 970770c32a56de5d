"""What this floor tells on a household's timeline: notes, reviews, and each change of a goal."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from beneficiaries.models import Goal, GoalEvent, LifeProject, Review
from beneficiaries.templatetags.life import event_words, kind_icon
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
    """Each change, as it was signed; of a goal that is kept apart, its person's own page tells."""
    goals = Goal.objects.visible_to(user).of_all_readers().filter(household=household)
    events = GoalEvent.objects.visible_to(user).filter(goal__in=goals).select_related("goal", "step", "by")
    for event in events:
        yield Moment(
            event.at,
            Kind.PROJECT,
            _("Goal: %(title)s") % {"title": event.goal.title},
            event_words(event),
            by=event.by,
            url=reverse("beneficiaries:life_project", args=[event.goal.life_project_id]) + f"#goal-{event.goal_id}",
            icon="check-circle",
            person=event.goal.person_id,
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

"""The reviews of a life project: dated, never edited."""

from django.db import transaction

from beneficiaries.actions.goals import remember_status
from beneficiaries.actions.life_projects import refuse_if_closed
from beneficiaries.models import ReviewedGoal, ScaleReading
from beneficiaries.vocabularies.life import OPEN_GOALS
from wemix import audit


@transaction.atomic
def record_review(*, review, lines, readings, next_review_on, by):
    """A photograph of the project. `lines`: (goal, its status now, note); `readings`: unsaved, of the scale."""
    project = review.life_project
    refuse_if_closed(project)
    review.household_id, review.by = project.household_id, by
    review.save()
    ReviewedGoal.objects.bulk_create([_reviewed(review, goal, status, note, by) for goal, status, note in lines])
    for reading in readings:
        reading.review, reading.household_id = review, review.household_id
    ScaleReading.objects.bulk_create(readings)
    project.next_review_on = next_review_on
    project.save(update_fields=["next_review_on"])
    audit.change("life_project.review", review, by=by)


def _reviewed(review, goal, status, note, by):
    """Words and status are copied; the goal itself is touched only where the review moved it."""
    if goal.status != status:
        before, goal.status = goal.status, status
        goal.ended_on = None if status in OPEN_GOALS else review.held_on
        goal.save(update_fields=["status", "ended_on"])
        remember_status(goal, before, at=review.at, by=by)
    said = {"title": goal.title, "status": status, "note": note}
    return ReviewedGoal(review=review, goal=goal, household_id=review.household_id, **said)


@transaction.atomic
def correct_reading(*, reading, level, why, by):
    """Another reading takes the place of this one, which stays beside it."""
    refuse_if_closed(reading.review.life_project)
    correction = ScaleReading.objects.create(
        review=reading.review,
        household_id=reading.household_id,
        person_id=reading.person_id,
        domain=reading.domain,
        voice=reading.voice,
        level=level,
        corrects=reading,
        why=why,
        by=by,
    )
    audit.change("reading.correct", correction, by=by, fields=["level"])
    return correction

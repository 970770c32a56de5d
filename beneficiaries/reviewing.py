"""What a review begins from: what was agreed, what happened since the last one, what is overdue."""

from dataclasses import dataclass
from datetime import date

from beneficiaries.goals import goals_of, last_review_of, overdue
from beneficiaries.models import DiaryEntry
from beneficiaries.vocabularies.life import ReviewMoment


@dataclass(frozen=True)
class Preparation:
    since: date | None  # the day of the last review
    to_do: list  # steps
    changes: list  # of goals, the newest first
    late_goals: list
    late_steps: list
    notes: int

    @property
    def is_late(self):
        return bool(self.late_goals or self.late_steps)


def preparation(project, user):
    """Of what stands on the household's page: what is kept apart is spoken of with its person."""
    goals, last = goals_of(project, user), last_review_of(project)
    late_goals, late_steps = overdue(goals)
    steps = [step for goal in goals if goal.is_open for step in goal.its_steps if not step.done_on]
    notes = DiaryEntry.objects.visible_to(user).notes().filter(household=project.household_id)
    since = last.held_on if last else None
    return Preparation(
        since=since,
        to_do=[step for step in steps if step not in late_steps],
        changes=sorted((event for goal in goals for event in goal.changes), key=lambda event: event.at, reverse=True),
        late_goals=late_goals,
        late_steps=late_steps,
        notes=notes.filter(happened_at__date__gte=since or project.opened_on).count(),
    )


def moment_of(project):
    """The first reading is the entry's; the others are of reviews until somebody says otherwise."""
    return ReviewMoment.REVIEW if project.reviews.exists() else ReviewMoment.ENTRY

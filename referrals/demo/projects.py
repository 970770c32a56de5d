"""Life projects at every stage: none yet, without goals, on the way, to be reviewed, closed."""

from datetime import timedelta

from beneficiaries.models import Goal, GoalStep, LifeProject, Review, ReviewedGoal, ScaleReading
from beneficiaries.vocabularies.life import OPEN_GOALS, ScaleDomain
from beneficiaries.vocabularies.people import Kinship
from referrals.demo import project_words as words
from referrals.demo.clock import STARTED, at

EVERY = 90
BEFORE_A_PROJECT = 12  # days: first they settle in
ENDINGS = ("REACHED", "REACHED", "REACHED", "PARTLY_REACHED", "PARTLY_REACHED", "NOT_REACHED", "NO_LONGER_RELEVANT")


def write_project(dice, plan, today):
    """The project of a household that has, or had, a home with us."""
    end = plan.days.get("close") or today
    opened = plan.days["house"] + timedelta(days=BEFORE_A_PROJECT)
    if opened > end:
        return
    project = _open(dice, plan, opened)
    if dice.random() < 0.08 and not plan.is_over:
        return  # opened, and still empty
    goals = _goals(dice, plan, project, opened)
    _hold_reviews(dice, plan, project, goals, end)
    if plan.is_over:
        _close(dice, plan, project, goals, end)


def _open(dice, plan, day):
    with at(day, 14):
        return LifeProject.objects.create(
            household=plan.household,
            opened_on=day,
            opened_by=plan.operator,
            horizon_on=plan.stay.planned_until,
            own_words=dice.choice(words.HOPES),
            next_review_on=day + timedelta(days=EVERY),
        )


def _goals(dice, plan, project, day):
    rows = words.GOALS if plan.size > 1 else [row for row in words.GOALS if row.area not in words.FOR_FAMILIES]
    chosen = dice.sample(rows, dice.randint(2, 5))
    return [_goal(dice, plan, project, row, day + timedelta(days=7 * index)) for index, row in enumerate(chosen)]


def _goal(dice, plan, project, row, day):
    days = {"SHORT": 45, "MEDIUM": 150, "LONG": 330}[row.horizon]
    with at(min(day, plan.days.get("close", day)), 15):
        goal = Goal.objects.create(
            life_project=project,
            household=plan.household,
            person=None if row.of_all else dice.choice(_adults(plan)),
            area=row.area,
            title=row.title,
            indicator=row.indicator,
            horizon=row.horizon,
            due_on=day + timedelta(days=days),
            status=dice.choice(["PLANNED", "IN_PROGRESS", "IN_PROGRESS"]),
        )
        for index, (who, what) in enumerate(row.steps):
            _step(dice, plan, goal, who, what, day + timedelta(days=20 * (index + 1)))
    return goal


def _step(dice, plan, goal, who, what, due):
    done = due + timedelta(days=dice.randint(-10, 8))
    is_done = dice.random() < 0.7 and done < (plan.days.get("close") or STARTED.date())
    GoalStep.objects.create(
        goal=goal, household=plan.household, who=who, what=what, due_on=due, done_on=done if is_done else None
    )


def _adults(plan):
    return [member.person for member in plan.members[:2] if member.kinship != Kinship.CHILD]


def _hold_reviews(dice, plan, project, goals, end):
    """One every three months; the last may be late, and the page of today says so."""
    day, nth = project.opened_on + timedelta(days=EVERY), 1
    while day < end and not (not plan.is_over and end - day < timedelta(days=EVERY) and dice.random() < 0.3):
        _review(dice, plan, project, goals, day, nth)
        day, nth = day + timedelta(days=EVERY), nth + 1
    project.next_review_on = day
    project.save()


def _review(dice, plan, project, goals, day, nth):
    for goal in goals:
        if goal.is_open and dice.random() < 0.15 * nth:
            _end_goal(dice, goal, day)
    with at(day, 16):
        review = Review.objects.create(
            life_project=project,
            household=plan.household,
            held_on=day,
            present=dice.choice(words.PRESENT),
            own_words=dice.choice(words.SAID_AT_REVIEW),
            summary=dice.choice(words.SEEN_AT_REVIEW),
            by=plan.operator,
        )
    _photograph(dice, plan, review, goals, nth)


def _photograph(dice, plan, review, goals, nth):
    ReviewedGoal.objects.bulk_create(
        ReviewedGoal(review=review, goal=goal, household=plan.household, title=goal.title, status=goal.status)
        for goal in goals
    )
    ScaleReading.objects.bulk_create(
        ScaleReading(
            review=review,
            household=plan.household,
            person=person,
            domain=domain,
            voice=voice,
            level=max(0, min(4, dice.randint(0, 2) + nth // 2 + (voice == "person" and dice.random() < 0.3))),
        )
        for person in _adults(plan)[:1]
        for domain in ScaleDomain.values
        for voice in ("person", "worker")
    )


def _end_goal(dice, goal, day):
    goal.status, goal.ended_on = dice.choice(ENDINGS), day
    goal.save()


def _close(dice, plan, project, goals, day):
    for goal in goals:
        if goal.status in OPEN_GOALS:
            _end_goal(dice, goal, day)
    project.closed_on, project.closed_by = day, plan.coordinator
    project.closing_note = dice.choice(words.ENDINGS)
    project.next_review_on = None
    project.save()

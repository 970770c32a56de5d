"""Life projects at every stage: none yet, without goals, on the way, to be reviewed, closed."""

from datetime import timedelta

from beneficiaries import actions
from beneficiaries.models import Goal, GoalStep, LifeProject, Review, ScaleReading
from beneficiaries.vocabularies.life import LifeArea, ReviewMoment, ScaleDomain
from beneficiaries.vocabularies.people import Kinship
from referrals.demo import project_words as words
from referrals.demo.clock import STARTED, at

EVERY = 90
KEPT_APART = {LifeArea.HEALTH, LifeArea.GENDER}  # where they are one person's
BEFORE_A_PROJECT = 12  # days: first they settle in
ENDINGS = ("REACHED", "REACHED", "REACHED", "PARTLY_REACHED", "PARTLY_REACHED", "NOT_REACHED", "NO_LONGER_RELEVANT")


def write_project(dice, plan, today):
    """The project of a household that has, or had, a home with us."""
    end = plan.days.get("close") or today
    opened = plan.days["house"] + timedelta(days=BEFORE_A_PROJECT)
    if opened > end:
        return
    project = _open(dice, plan, opened)
    if plan.story == "no_goals":
        return
    goals = _goals(dice, plan, project, opened)
    _hold_reviews(dice, plan, project, goals, end)
    if plan.is_over:
        _close(dice, plan, project, goals, end)


def _open(dice, plan, day):
    project = LifeProject(
        household=plan.household,
        opened_on=day,
        horizon_on=plan.stay.planned_until,
        own_words=dice.choice(words.HOPES),
        next_review_on=day + timedelta(days=EVERY),
    )
    with at(day, 14):
        actions.open_life_project(project=project, by=plan.operator)
    return project


def _goals(dice, plan, project, day):
    rows = words.GOALS if plan.size > 1 else [row for row in words.GOALS if row.area not in words.FOR_FAMILIES]
    chosen = dice.sample(rows, dice.randint(2, 5))
    return [_goal(dice, plan, project, row, day + timedelta(days=7 * index)) for index, row in enumerate(chosen)]


def _goal(dice, plan, project, row, day):
    days = {"SHORT": 45, "MEDIUM": 150, "LONG": 330}[row.horizon]
    person = None if row.of_all else dice.choice(_adults(plan))
    goal = Goal(
        life_project=project,
        person=person,
        is_private=bool(person) and row.area in KEPT_APART,
        area=row.area,
        title=row.title,
        indicator=row.indicator,
        evidence=dice.choice(words.EVIDENCE),
        horizon=row.horizon,
        due_on=day + timedelta(days=days),
        status=dice.choice(["PLANNED", "IN_PROGRESS", "IN_PROGRESS"]),
    )
    with at(min(day, plan.days.get("close", day)), 15):
        actions.add_goal(goal=goal, by=plan.operator)
        for index, (who, what) in enumerate(row.steps):
            _step(dice, plan, goal, who, what, day + timedelta(days=20 * (index + 1)))
    return goal


def _step(dice, plan, goal, who, what, due):
    """Most are done, about when they should be."""
    step = GoalStep(goal=goal, who=who, what=what, due_on=due)
    done = due + timedelta(days=dice.randint(-10, 8))
    if dice.random() < 0.7 and done < (plan.days.get("close") or STARTED.date()):
        step.done_on = done
    actions.add_step(step=step, by=plan.operator)


def _adults(plan):
    return [member.person for member in plan.members[:2] if member.kinship != Kinship.CHILD]


def _hold_reviews(dice, plan, project, goals, end):
    """At the entry, then every three months; the last may be late, and the page of today says so."""
    day, nth = project.opened_on + timedelta(days=EVERY), 1
    _review(dice, plan, project, goals, project.opened_on, 0)
    while day < end and not _is_put_off(dice, plan, day, end):
        _review(dice, plan, project, goals, day, nth)
        day, nth = day + timedelta(days=EVERY), nth + 1
    if plan.is_over:
        _review(dice, plan, project, goals, end, nth, moment=ReviewMoment.EXIT)


def _is_put_off(dice, plan, day, end):
    is_last = end - day < timedelta(days=EVERY)
    return is_last and not plan.is_over and dice.random() < 0.3


def _review(dice, plan, project, goals, day, nth, moment=ReviewMoment.REVIEW):
    review = Review(
        life_project=project,
        moment=moment if nth else ReviewMoment.ENTRY,
        held_on=day,
        present=dice.choice(words.PRESENT),
        own_words=dice.choice(words.SAID_AT_REVIEW),
        summary=dice.choice(words.SEEN_AT_REVIEW),
    )
    with at(day, 16):
        actions.record_review(
            review=review,
            lines=[(goal, _status(dice, goal, 0.15 * nth), "") for goal in goals],
            readings=_readings(dice, plan, nth),
            next_review_on=day + timedelta(days=EVERY),
            by=plan.operator,
        )


def _status(dice, goal, chance):
    return dice.choice(ENDINGS) if goal.is_open and dice.random() < chance else goal.status


def _readings(dice, plan, nth):
    """Said twice; the higher the longer they are here, with ups and downs."""
    return [
        ScaleReading(person=person, domain=domain, voice=voice, level=_level(dice, voice, nth))
        for person in _adults(plan)[:1]
        for domain in ScaleDomain.values
        for voice in ("person", "worker")
    ]


def _level(dice, voice, nth):
    hopeful = voice == "person" and dice.random() < 0.3
    return min(4, dice.randint(0, 2) + nth // 2 + hopeful)


def _close(dice, plan, project, goals, day):
    with at(day, 10):
        for goal in [goal for goal in goals if goal.is_open]:
            goal.status, goal.ended_on = dice.choice(ENDINGS), day
            actions.change_goal(goal=goal, fields=["status"], by=plan.operator)
        actions.close_life_project(project=project, on=day, note=dice.choice(words.ENDINGS), by=plan.coordinator)

"""A life project, its goals and reviews, as its pages and the tests make them."""

import uuid

from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Goal, GoalStep, Review

TODAY = timezone.localdate()


def goal_of(project, by, **said):
    goal = Goal(life_project=project, **{"title": "Obiettivo", "area": "HOUSING"} | said)
    actions.add_goal(goal=goal, by=by)
    return goal


def step_of(goal, by, **said):
    step = GoalStep(goal=goal, **{"what": "Telefonare all'agenzia"} | said)
    actions.add_step(step=step, by=by)
    return step


def review_of(project, by, lines=(), readings=()):
    review = Review(life_project=project, own_words="Sto meglio")
    actions.record_review(review=review, lines=lines, readings=readings, next_review_on=None, by=by)
    return review


def page(name, row):
    return reverse(f"beneficiaries:{name}", args=[row.pk])


def once():
    return {"once": str(uuid.uuid4())}


def review_post(goal, **said):
    line = {f"goal_{goal.pk}_status": goal.status, f"goal_{goal.pk}_version": goal.version}
    return once() | line | {"moment": "review", "held_on": TODAY.isoformat()} | said


def goal_post(goal, **said):
    now = {"title": goal.title, "area": goal.area, "horizon": goal.horizon, "status": goal.status}
    return once() | now | {"version": goal.version} | said

"""The plan to take home: where I want to get to, my goals, who does what, whom to call; in a language that I read.

Fixed sentences are translated; what people wrote stays as they wrote it. No address, no note, no level of a scale.
"""

import unicodedata
from dataclasses import dataclass

from beneficiaries.models import GoalStep
from beneficiaries.papers.languages import RIGHT_TO_LEFT, WORDS
from beneficiaries.templatetags.life import given_name
from wemix.templatetags.wemix import dmy

STEPS = 8  # the next ones: more are no help
SIZES = {False: 11, True: 18}  # points
LINES_TO_WRITE_ON = 3


@dataclass(frozen=True)
class Plan:
    """What stands on one paper. `person`: None is the whole household; `goals`, with `its_steps`: as whose.py says."""

    project: object
    person: object
    goals: list
    adults: list
    language: str
    is_large: bool = False
    says_own_words: bool = True

    @property
    def words(self):
        words = WORDS[self.language]
        return words | words["ours" if self.person is None else "mine"]


def plan_paper(plan, day):
    words, project = plan.words, plan.project
    return {
        "language": plan.language,
        "is_rtl": plan.language in RIGHT_TO_LEFT,
        "size": SIZES[plan.is_large],
        "title": words["title"],
        "name": as_typed(_who(plan)),
        "printed": words["printed"].format(day=dmy(day)),
        "about": words["about"],
        "dream_title": words["dream"],
        "dream": as_typed(project.own_words if plan.says_own_words else ""),
        "lines": LINES_TO_WRITE_ON,
        "groups": _groups(plan) or [{"title": as_typed(words["goals"]), "goals": []}],
        "no_goals": words["no_goals"],
        "steps_title": words["steps"],
        "steps_head": [words["what"], words["who"], words["due"]],
        "steps": _steps(plan),
        "no_steps": words["no_steps"],
        "review_title": words["review"],
        "review": _review(words, project),
        "call_title": words["call"],
        "call": _call(words, project),
        "change": words["change"],
        "signatures_title": words["signatures"],
        "signatures": [words["date"], *map(str, plan.adults), words["for_team"], words["for_sender"]],
    }


def as_typed(text):
    """With the direction of its own first letter, whatever the paper's language."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return {"text": text.strip(), "is_rtl": first != "L"}


def _who(plan):
    return plan.project.household.name if plan.person is None else given_name(plan.person)


def _groups(plan):
    """Mine first, then those of all of us; on the household's paper the other way round, and each by name."""
    people = {goal.person for goal in plan.goals if goal.person}
    if plan.person is None:
        titles = {None: plan.words["goals"]} | {each: given_name(each) for each in sorted(people, key=str)}
    else:
        titles = {plan.person: plan.words["goals"], None: plan.words["of_all"]}
    groups = [(title, [goal for goal in plan.goals if goal.person == whose]) for whose, title in titles.items()]
    return [
        {"title": as_typed(title), "goals": [_goal(goal, plan.words) for goal in goals]}
        for title, goals in groups
        if goals
    ]


def _goal(goal, words):
    return {
        "area": words["areas"][goal.area],
        "title": as_typed(goal.title),
        "indicator": [[words["indicator"], as_typed(goal.indicator)]] if goal.indicator else [],
        "due": [[words["due"], dmy(goal.due_on)]] if goal.due_on else [],
    }


def _steps(plan):
    steps = [(step, goal) for goal in plan.goals for step in goal.its_steps if step.done_on is None]
    steps.sort(key=lambda pair: (pair[0].due_on is None, pair[0].due_on, pair[0].pk))
    return [[as_typed(step.what), _who_does(plan, step, goal), _by(step)] for step, goal in steps[:STEPS]]


def _who_does(plan, step, goal):
    if step.who == GoalStep.Who.HOUSEHOLD and plan.person is None and goal.person:
        return as_typed(given_name(goal.person))
    return as_typed(plan.words[step.who])


def _by(step):
    return dmy(step.due_on) if step.due_on else "–"


def _review(words, project):
    day = project.next_review_on
    return words["review_on"].format(day=dmy(day)) if day else words["no_review"]


def _call(words, project):
    worker, sender, host = project.household.worker, project.household.organisation, project.opened_by.organisation
    return [
        [as_typed(sender.name), as_typed(_joined(worker.get_full_name(), worker.phone or sender.phone))],
        [as_typed(words["team"]), as_typed(_joined(host.name, host.phone))],
        [as_typed(words["danger"]), as_typed(words["danger_call"])],
    ]


def _joined(*parts):
    return ", ".join(part for part in parts if part)

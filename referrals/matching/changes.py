"""What would change it? For a verdict that is no yes, each single fact that would make it one.

Nothing is promised that was not tried: a change is told only when the rule, asked again with that one fact changed,
passes. Who must live apart has no such line: it would say that there is somebody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from referrals.matching import change_wording
from referrals.matching.facts import NO, YES
from referrals.matching.rules import RULES
from referrals.matching.verdicts import FAIL, PASS

CHECKS = {rule.code: rule.check for rule in RULES}


@dataclass(frozen=True)
class Change:
    """`code` and `params` become a sentence; `to` gives the pair's facts with the one fact changed."""

    rule: str
    code: str
    params: dict = field(default_factory=dict)
    to: Callable = field(default=None, compare=False, repr=False)

    @property
    def sentence(self):
        return str(change_wording.CHANGES[self.code](self.params))


def changes(verdict, household, place, rulebook, today):
    """The changes that would let this rule pass, each by itself."""
    if verdict.outcome == PASS:
        return ()
    pair = (household, place, rulebook, today)
    candidates = (*OF_RULE.get(verdict.rule, _none)(verdict, *pair), *_answers(verdict))
    return tuple(change for change in candidates if CHECKS[verdict.rule](*change.to(*pair)).outcome == PASS)


def _none(verdict, *pair):
    return ()


def _household(**facts):
    return lambda household, place, rulebook, today: (replace(household, **facts), place, rulebook, today)


def _place(**facts):
    return lambda household, place, rulebook, today: (household, replace(place, **facts), rulebook, today)


def _rules(**numbers):
    return lambda household, place, rulebook, today: (household, place, replace(rulebook, **numbers), today)


# What is not known, or was answered


def _answers(verdict):
    for question in verdict.questions:
        side, _, name = question.field.partition(".")
        to = _household if side == "household" else _place
        if name in ANSWERED:
            yield from (
                Change(verdict.rule, "answered", {"field": question.field, "answer": answer}, to(**{name: answer}))
                for answer in (YES, NO)
            )


ANSWERED = {  # whether an address must stay secret is not among them: nobody is shown which answer opens a home
    "accepts_shared",
    "accepts_women",
    "accepts_men",
    "accepts_mixed",
    "step_free",
    "ground_floor",
    "quiet",
    "pets",
    "smokes",
    "night_work",
    "with_children",
    "with_smokers",
    "with_pets",
    "pets_allowed",
}


def _another_choice(verdict, household, place, rulebook, today):
    """People may choose otherwise; nobody chooses for them."""
    kinds = {"shared": "shared", "gender": verdict.params.get("kind")}
    name = f"accepts_{kinds[verdict.rule]}"
    if verdict.outcome == FAIL and hasattr(household, name):
        yield Change(verdict.rule, "chosen", {"field": f"household.{name}"}, _household(**{name: YES}))


# What a coordinator may allow


def _more_people_than_beds(verdict, household, place, rulebook, today):
    excess = household.people - place.beds
    yield Change("size", "excess", {"people": excess}, _place(beds=household.people))


def _empty_beds(verdict, household, place, rulebook, today):
    empty = verdict.params["empty"]
    yield Change("waste", "empty_beds", {"beds": empty}, _rules(max_empty_beds=empty))


def _beyond_the_law(verdict, household, place, rulebook, today):
    yield Change("lawful", "lawful", {}, _place(lawful=verdict.params["people"]))


# What time brings


def _shorter(verdict, household, place, rulebook, today):
    if place.max_stay_days is not None:
        longest = place.max_stay_days + rulebook.stay_tolerance_days
        yield Change("stay", "shorter", {"days": longest}, _household(planned_days=longest))


def _needed_later(verdict, household, place, rulebook, today):
    if place.free_from:
        day = place.free_from - timedelta(days=rulebook.max_days_after_need)
        yield Change("date", "needed_later", {"day": day.isoformat()}, _household(needed_from=day))


def _kept_no_longer(verdict, household, place, rulebook, today):
    if until := verdict.params["until"]:
        day = date.fromisoformat(until)
        yield Change("reserved", "from", {"day": until}, lambda one, there, rules, now: (one, there, rules, day))


def _left(verdict, household, place, rulebook, today):
    day = place.forecast or today
    params = {"day": place.forecast and place.forecast.isoformat()}
    yield Change("taken", "left", params, _place(free_from=day))


# What would change in the home


def _home(rule, code, **facts):
    return lambda verdict, *pair: (Change(rule, code, {}, _place(**facts)),)


OF_RULE = {
    "size": _more_people_than_beds,
    "waste": _empty_beds,
    "lawful": _beyond_the_law,
    "shared": _another_choice,
    "gender": _another_choice,
    "company": _home("company", "alone", neighbours=()),
    "access": _home("access", "adapted", step_free=YES),
    "floor": _home("floor", "lift", lift=YES),
    "pets": _home("pets", "pets", pets_allowed=YES),
    "secret": _home("secret", "protected", is_protected=True),
    "stay": _shorter,
    "date": _needed_later,
    "reserved": _kept_no_longer,
    "closed": _home("closed", "open", is_open=True),
    "held": _home("held", "released", is_held=False),
    "taken": _left,
}

"""May they? Ten hard rules; every one of them answers for every pair, and says what it would need to know.

A datum is missing only where its answer could change the verdict: a home without steps suits whoever may or may
not need one. So nobody is dropped in silence, and nobody is asked in vain.
"""

from collections.abc import Callable
from dataclasses import dataclass

from referrals.matching.facts import ANYONE, MIXED, REFUSED, UNKNOWN, answer
from referrals.matching.verdicts import COORDINATOR, FAIL, MISSING, NOBODY, PASS, Question, Verdict, suits


@dataclass(frozen=True)
class Rule:
    """`check(household, place, settings, today)` answers a Verdict. Nobody overrides a rule of safety, a choice
    that belongs to the people themselves, or a fact that a signature does not change; the others a coordinator may,
    with a written reason."""

    code: str
    check: Callable
    overridable_by: str


def _unless(broken):
    return FAIL if broken else PASS


def _asked(outcome, data):
    """The questions of a verdict that misses something: one for each datum not known."""
    if outcome != MISSING:
        return ()
    return tuple(Question.about(name, value) for name, value in data.items() if value in (None, UNKNOWN, REFUSED))


def size(household, place, settings, today):
    params = {"people": household.people, "beds": place.beds}
    return Verdict("size", _unless(household.people > place.beds), params)


def waste(household, place, settings, today):
    """Beds left in a shared flat are not lost: somebody else may sleep there."""
    empty = 0 if place.is_shared else max(0, place.beds - household.people)
    params = {"empty": empty, "allowed": settings.max_empty_beds, "shared": place.is_shared}
    return Verdict("waste", _unless(empty > settings.max_empty_beds), params)


def shared(household, place, settings, today):
    outcome = suits(answer(place.is_shared), household.accepts_shared)
    params = {"accepts": household.accepts_shared, "shared": place.is_shared}
    return Verdict("shared", outcome, params, _asked(outcome, {"household.accepts_shared": household.accepts_shared}))


def gender(household, place, settings, today):
    """Asks what the people chose, not who they are."""
    kind = _kind_of_company(place)
    accepts = household.accepts(kind)
    outcome = suits(answer(kind != ANYONE), accepts)
    params = {"accepts": accepts, "kind": kind}
    return Verdict("gender", outcome, params, _asked(outcome, {f"household.accepts_{kind}": accepts}))


def _kind_of_company(place):
    return MIXED if place.is_shared and place.residents == ANYONE else place.residents


def access(household, place, settings, today):
    outcome = suits(household.step_free, place.step_free)
    params = {"needed": household.step_free, "has": place.step_free}
    questions = _asked(outcome, {"household.step_free": household.step_free, "place.step_free": place.step_free})
    return Verdict("access", outcome, params, questions)


def secret(household, place, settings, today):
    params = {"secret": household.secret_address, "protected": place.is_protected}
    return Verdict("secret", _unless(household.secret_address and not place.is_protected), params)


def stay(household, place, settings, today):
    outcome = _stay_outcome(household.planned_days, place.max_stay_days, settings.stay_tolerance_days)
    params = {
        "planned": household.planned_days,
        "longest": place.max_stay_days,
        "tolerance": settings.stay_tolerance_days,
    }
    return Verdict("stay", outcome, params, _asked(outcome, {"household.planned_days": household.planned_days}))


def _stay_outcome(planned, longest, tolerance):
    if longest is None:
        return PASS
    if planned is None:
        return MISSING
    return _unless(planned > longest + tolerance)


def date(household, place, settings, today):
    needed, free = household.needed_from, place.free_from
    late = days_late(needed, free, today)
    outcome = _date_outcome(needed, late, settings.max_days_after_need)
    params = {
        "late": late,
        "allowed": settings.max_days_after_need,
        "needed": needed and needed.isoformat(),
        "free": free and free.isoformat(),
    }
    return Verdict("date", outcome, params, _asked(outcome, {"household.needed_from": needed, "place.free_from": free}))


def days_late(needed, free, today):
    """Days still to wait after the need. A need in the past counts from today: having waited must block nobody.
    Without a day of need, the most that it could be."""
    if free is None:
        return None
    return max(0, (free - max(needed or today, today)).days)


def _date_outcome(needed, late, allowed):
    if late is None:
        return MISSING
    if late <= allowed:
        return PASS
    return MISSING if needed is None else FAIL


def apart(household, place, settings, today):
    """Keeps no trace of who the other is."""
    together = bool(household.apart_from & place.occupants)
    return Verdict("apart", _unless(together), {"together": together})


def available(household, place, settings, today):
    held = place.is_held and place.held_for != household.id
    taken = place.free_from is None
    params = {"open": place.is_open, "held": held, "free": None if taken else place.free_from.isoformat()}
    return Verdict("available", _unless(not place.is_open or held or taken), params)


RULES = (
    Rule("size", size, COORDINATOR),
    Rule("waste", waste, COORDINATOR),
    Rule("shared", shared, NOBODY),
    Rule("gender", gender, NOBODY),
    Rule("access", access, COORDINATOR),
    Rule("secret", secret, NOBODY),
    Rule("stay", stay, COORDINATOR),
    Rule("date", date, COORDINATOR),
    Rule("apart", apart, NOBODY),
    Rule("available", available, NOBODY),
)
OVERRIDABLE_BY = {rule.code: rule.overridable_by for rule in RULES}

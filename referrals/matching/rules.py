"""May they? Every rule answers for every pair, and says what it would need to know.

A datum is missing only where its answer could change the verdict: a home without steps suits whoever may or may
not need one. So nobody is dropped in silence, and nobody is asked in vain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from referrals.matching.company import frictions, worst
from referrals.matching.facts import ANYONE, MIXED, REFUSED, UNKNOWN, YES, answer
from referrals.matching.verdicts import COORDINATOR, FAIL, MISSING, NOBODY, PASS, Question, Verdict, suits


@dataclass(frozen=True)
class Rule:
    """`check(household, place, rulebook, today)` answers a Verdict. Nobody overrides a rule of safety, a choice
    that belongs to the people themselves, or a fact that a signature does not change; the others a coordinator may,
    with a written reason, and a rulebook may switch off."""

    code: str
    check: Callable
    overridable_by: str

    @property
    def can_be_off(self):
        return self.overridable_by == COORDINATOR


def _unless(broken):
    return FAIL if broken else PASS


def _asked(outcome, data):
    """The questions of a verdict that misses something: one for each datum not known."""
    if outcome != MISSING:
        return ()
    return tuple(Question.about(name, value) for name, value in data.items() if value in (None, UNKNOWN, REFUSED))


def _met(code, needed, has, household_datum, place_datum):
    """A need of the household that the home meets, or does not."""
    outcome = suits(needed, has)
    questions = _asked(outcome, {f"household.{household_datum}": needed, f"place.{place_datum}": has})
    return Verdict(code, outcome, {"needed": needed, "has": has}, questions)


def size(household, place, rulebook, today):
    params = {"people": household.people, "beds": place.beds, "shared": place.is_shared}
    return Verdict("size", _unless(household.people > place.beds), params)


def waste(household, place, rulebook, today):
    """Beds left in a shared flat are not lost: somebody else may sleep there."""
    empty = 0 if place.is_shared else max(0, place.beds - household.people)
    params = {"empty": empty, "allowed": rulebook.max_empty_beds, "shared": place.is_shared}
    return Verdict("waste", _unless(empty > rulebook.max_empty_beds), params)


def lawful(household, place, rulebook, today):
    """Warns only: rooms that nobody measured say nothing."""
    people = place.living + household.people
    params = {"people": people, "lawful": place.lawful}
    return Verdict("lawful", _unless(place.lawful is not None and people > place.lawful), params)


def shared(household, place, rulebook, today):
    outcome = suits(answer(place.is_shared), household.accepts_shared)
    params = {"accepts": household.accepts_shared, "shared": place.is_shared}
    return Verdict("shared", outcome, params, _asked(outcome, {"household.accepts_shared": household.accepts_shared}))


def gender(household, place, rulebook, today):
    """Asks what the people chose, not who they are."""
    kind = _kind_of_company(place)
    accepts = household.accepts(kind)
    outcome = suits(answer(kind != ANYONE), accepts)
    params = {"accepts": accepts, "kind": kind}
    return Verdict("gender", outcome, params, _asked(outcome, {f"household.accepts_{kind}": accepts}))


def _kind_of_company(place):
    return MIXED if place.is_shared and place.residents == ANYONE else place.residents


def company(household, place, rulebook, today):
    """Who comes and who lives there; keeps no trace of who that is."""
    others = place.others_than(household) if place.is_shared else ()
    found = [each for there in others for each in frictions(household, there, rulebook)]
    outcome = worst(found)
    kinds = {each.kind for each in found if each.outcome == outcome} if outcome != PASS else ()
    questions = dict(ask for each in found for ask in each.asks)
    return Verdict("company", outcome, {"kinds": sorted(kinds)}, _questions(outcome, questions))


def _questions(outcome, asks):
    return tuple(Question.about(datum, said) for datum, said in sorted(asks.items())) if outcome == MISSING else ()


def access(household, place, rulebook, today):
    return _met("access", household.step_free, place.step_free, "step_free", "step_free")


def floor(household, place, rulebook, today):
    return _met("floor", household.ground_floor, place.without_stairs, "ground_floor", "floor")


def quiet(household, place, rulebook, today):
    return _met("quiet", household.quiet, place.quiet, "quiet", "quiet")


def pets(household, place, rulebook, today):
    return _met("pets", household.pets, place.pets_allowed, "pets", "pets_allowed")


def secret(household, place, rulebook, today):
    outcome = suits(household.secret_address, answer(place.is_protected))
    params = {"secret": household.secret_address, "protected": place.is_protected}
    return Verdict("secret", outcome, params, _asked(outcome, {"household.secret_address": household.secret_address}))


def stay(household, place, rulebook, today):
    outcome = _stay_outcome(household.planned_days, place.max_stay_days, rulebook.stay_tolerance_days)
    params = {
        "planned": household.planned_days,
        "longest": place.max_stay_days,
        "tolerance": rulebook.stay_tolerance_days,
    }
    return Verdict("stay", outcome, params, _asked(outcome, {"household.planned_days": household.planned_days}))


def _stay_outcome(planned, longest, tolerance):
    if longest is None:
        return PASS
    if planned is None:
        return MISSING
    return _unless(planned > longest + tolerance)


def date(household, place, rulebook, today):
    needed, free = household.needed_from, place.free_from
    late = days_late(needed, free, today)
    outcome = _date_outcome(needed, late, rulebook.max_days_after_need)
    params = {
        "late": late,
        "allowed": rulebook.max_days_after_need,
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


def reserved(household, place, rulebook, today):
    """A short hold protects what is scarce, where points do not (studies of queues: twice the wheelchair users
    housed for less than one point of occupancy)."""
    kept_for = scarce(place)
    until = kept_until(place, rulebook)
    needs = {f"household.{FACT_OF_SCARCE[code]}": getattr(household, FACT_OF_SCARCE[code]) for code in kept_for}
    outcome = PASS
    if kept_for and until and until > today:
        outcome = min((suits(YES, need) for need in needs.values()), key=(PASS, MISSING, FAIL).index)
    params = {"for": kept_for, "until": until and until.isoformat()}
    return Verdict("reserved", outcome, params, _asked(outcome, needs))


FACT_OF_SCARCE = {"access": "step_free", "secret": "secret_address"}


def scarce(place):
    """The rules that this home, and few others, can meet."""
    return [code for code, meets in (("access", place.step_free == YES), ("secret", place.is_protected)) if meets]


def kept_until(place, rulebook):
    """The first day on which the home is anybody's; None: it was never kept."""
    if not rulebook.hold_days or place.vacant_since is None:
        return None
    return place.vacant_since + timedelta(days=rulebook.hold_days)


def apart(household, place, rulebook, today):
    """Keeps no trace of who the other is."""
    together = any(household.is_apart_from(there) for there in place.others_than(household))
    return Verdict("apart", _unless(together), {"together": together})


def closed(household, place, rulebook, today):
    return Verdict("closed", _unless(not place.is_open), {"open": place.is_open})


def held(household, place, rulebook, today):
    for_others = place.is_held and place.held_for != household.id
    return Verdict("held", _unless(for_others), {"held": for_others})


def taken(household, place, rulebook, today):
    params = {
        "free": place.free_from and place.free_from.isoformat(),
        "forecast": place.forecast and place.forecast.isoformat(),
    }
    return Verdict("taken", _unless(place.free_from is None), params)


RULES = (
    Rule("size", size, COORDINATOR),
    Rule("waste", waste, COORDINATOR),
    Rule("lawful", lawful, COORDINATOR),
    Rule("shared", shared, NOBODY),
    Rule("gender", gender, NOBODY),
    Rule("company", company, COORDINATOR),
    Rule("access", access, COORDINATOR),
    Rule("floor", floor, COORDINATOR),
    Rule("quiet", quiet, COORDINATOR),
    Rule("pets", pets, COORDINATOR),
    Rule("secret", secret, NOBODY),
    Rule("stay", stay, COORDINATOR),
    Rule("date", date, COORDINATOR),
    Rule("reserved", reserved, COORDINATOR),
    Rule("apart", apart, NOBODY),
    Rule("closed", closed, NOBODY),
    Rule("held", held, NOBODY),
    Rule("taken", taken, NOBODY),
)
OVERRIDABLE_BY = {rule.code: rule.overridable_by for rule in RULES}
SWITCHABLE = tuple(rule.code for rule in RULES if rule.can_be_off)

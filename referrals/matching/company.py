"""Can two households share a flat? Each question is asked both ways, of what people do and of what others accept."""

from dataclasses import dataclass

from referrals.matching.facts import NO, YES
from referrals.matching.verdicts import FAIL, GRAVITY, MISSING, PASS, suits

NEIGHBOURS = "place.neighbours"  # the datum of whoever lives there: coordinators ask them
OPPOSITE = {YES: NO, NO: YES}


@dataclass(frozen=True)
class Friction:
    """One question between two households: `kind` is children, smoking, pets, night or ages; `asks`: the datum that
    is missing, if one is."""

    kind: str
    outcome: str
    asks: tuple[tuple[str, str | None], ...] = ()  # (datum, what was answered)


def frictions(household, other, rulebook):
    """From the side of `household`, whose data its sender can tell."""
    return (
        _friction("children", (household.has_children, "household.ages"), (other.with_children, NEIGHBOURS)),
        _friction("children", (other.has_children, NEIGHBOURS), (household.with_children, "household.with_children")),
        _friction("smoking", (household.smokes, "household.smokes"), (other.with_smokers, NEIGHBOURS)),
        _friction("smoking", (other.smokes, NEIGHBOURS), (household.with_smokers, "household.with_smokers")),
        _friction("pets", (household.pets, "household.pets"), (other.with_pets, NEIGHBOURS)),
        _friction("pets", (other.pets, NEIGHBOURS), (household.with_pets, "household.with_pets")),
        _friction("night", (household.night_work, "household.night_work"), (_bears_noise(other), NEIGHBOURS)),
        _friction("night", (other.night_work, NEIGHBOURS), (_bears_noise(household), "household.quiet")),
        _ages(household, other, rulebook.max_age_gap),
    )


def _friction(kind, does, accepts):
    """`does` and `accepts`: (answer, datum)."""
    outcome = suits(does[0], accepts[0])
    open_data = [(datum, said) for said, datum in (does, accepts) if said not in (YES, NO)]
    return Friction(kind, outcome, tuple(open_data) if outcome == MISSING else ())


def _bears_noise(household):
    return OPPOSITE.get(household.quiet, household.quiet)


def _ages(household, other, most):
    """The smallest and the greatest gap that could be between two adults, one of each."""
    if most is None:
        return Friction("ages", PASS)
    here, there = _adults(household), _adults(other)
    if any(abs(one - two) > most for one in here for two in there):
        return Friction("ages", FAIL)
    sides = ((household, "household.ages"), (other, NEIGHBOURS))
    unknown = [(datum, None) for each, datum in sides if None in each.ages]
    return Friction("ages", MISSING if unknown else PASS, tuple(unknown))


def _adults(household):
    return [age for age in household.ages if age is not None and age >= 18]


def clash(household, other, rulebook):
    """Why these two can't come into one flat together; empty: nothing known speaks against it."""
    kinds = {friction.kind for friction in frictions(household, other, rulebook) if friction.outcome == FAIL}
    if "company" in rulebook.off:
        kinds = set()
    if household.is_apart_from(other):
        kinds.add("apart")
    return tuple(sorted(kinds))


def worst(found):
    return max((friction.outcome for friction in found), key=GRAVITY.index, default=PASS)

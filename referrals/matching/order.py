"""Who first? The published order, and nothing else: no points, and nothing that is not said on the page.

A band is set by a person, with a reason and an end. Waiting lifts it, so that nobody waits for ever behind those
who came later; it never lifts into emergency, which would empty the word (studies of queues: emergencies housed
fell from 92 to 79 of 100 where waiting could make one).
"""

from dataclasses import dataclass

from referrals.matching.rulebook import DEFAULT

EMERGENCY, HIGH, PLANNED = 1, 2, 3


def band_of(household, today, rulebook=DEFAULT):
    """The band after the waiting guard."""
    if household.band == EMERGENCY or not rulebook.guard_days:
        return household.band
    return max(HIGH, household.band - household.days_waited(today) // rulebook.guard_days)


def is_lifted(household, today, rulebook=DEFAULT):
    return band_of(household, today, rulebook) < household.band


def standing(household, today, rulebook=DEFAULT):
    """The smaller comes first; ties by waiting, then by number."""
    band = band_of(household, today, rulebook)
    asked = {
        "emergency": band > EMERGENCY,
        "high": band > HIGH,
        "people": -household.people,
        "waiting": -household.days_waited(today),
    }
    return (*(asked[question] for question in rulebook.order), -household.days_waited(today), household.id)


def in_order(households, today, rulebook=DEFAULT):
    return sorted(households, key=lambda household: standing(household, today, rulebook))


@dataclass(frozen=True)
class Reason:
    """Why a household stands where it stands, from its own facts alone. `decided`: the first question of the order
    on which it differs from who comes just before; empty for the first."""

    band: int
    is_lifted: bool
    people: int
    days: int
    decided: str = ""


def reasons(ordered, today, rulebook=DEFAULT):
    """A Reason for each of these households, which stand in order."""
    standings = [standing(household, today, rulebook) for household in ordered]
    return [
        Reason(
            band=band_of(household, today, rulebook),
            is_lifted=is_lifted(household, today, rulebook),
            people=household.people,
            days=household.days_waited(today),
            decided=_first_difference(before, here, rulebook),
        )
        for household, before, here in zip(ordered, [None, *standings], standings, strict=False)
    ]


def _first_difference(before, here, rulebook):
    if before is None:
        return ""
    questions = (*rulebook.order, "waiting", "number")
    return next(question for question, one, two in zip(questions, before, here, strict=True) if one != two)

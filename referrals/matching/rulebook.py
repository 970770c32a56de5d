"""What a hosting body publishes: which rules hold, with which numbers, who comes first, and what counts for how much.

One version number for all of it, which every proposal keeps. A rulebook is changed by publishing the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# The published order, from the first question to the last. `high` counts whom the waiting guard lifted.
ORDER = ("emergency", "high", "people", "waiting")

# Points of 100. Who waits longer comes first by the order, and earns no points: the two are never mixed.
WEIGHTS = {
    "date": 25,
    "size": 25,
    "keeps_step_free": 20,
    "keeps_protected": 10,
    "keeps_ground_floor": 8,
    "keeps_quiet": 4,
    "smoking": 8,
}


@dataclass(frozen=True)
class Rulebook:
    """Whole numbers throughout; a criterion not named weighs nothing."""

    version: int = 0
    off: frozenset[str] = frozenset()  # codes of rules that are switched off; those of safety can't be
    max_empty_beds: int = 1
    max_days_after_need: int = 45
    stay_tolerance_days: int = 30
    max_age_gap: int | None = None  # years between adults who share a flat; None: no rule
    guard_days: int = 90  # waiting so long lifts one band, never into emergency; 0: no guard
    hold_days: int = 14  # homes without steps, and protected ones, kept for who needs them; 0: no hold
    order: tuple[str, ...] = ORDER
    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))

    def __post_init__(self):
        if sorted(self.order) != sorted(ORDER):
            raise ValueError(f"the order names each of {', '.join(ORDER)} once")
        if strange := self.weights.keys() - WEIGHTS.keys():
            raise ValueError(f"no such criterion: {', '.join(sorted(strange))}")
        if min(self.weights.values(), default=0) < 0 or sum(self.weights.values()) != 100:
            raise ValueError("weights are not negative and sum to 100")

    def weight_of(self, criterion):
        return self.weights.get(criterion, 0)


DEFAULT = Rulebook()

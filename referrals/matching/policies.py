"""Ways of choosing who gets which home: `choose(households, places, today, rulebook)` answers the pairs to house.

What may not be is the same for all of them: the rules. They differ in who comes first, and in what is looked at
together.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from referrals.matching.beds import left_by
from referrals.matching.company import clash
from referrals.matching.criteria import points_of
from referrals.matching.order import in_order
from referrals.matching.plan import make
from referrals.matching.rulebook import Rulebook
from referrals.matching.rules import RULES
from referrals.matching.verdicts import PASS

FIRST_COME = "first_come"


@dataclass(frozen=True)
class Policy:
    name: str
    rulebook: Rulebook
    choose: Callable

    @classmethod
    def first_come(cls, rulebook):
        """What everybody knows: who came first chooses first, and nothing is kept for anybody."""
        return cls(FIRST_COME, replace(rulebook, hold_days=0), first_come)


def fits(household, place, today, rulebook):
    """Whether every rule passes; nobody reads why not, so the first that does not is enough."""
    return all(
        rule.check(household, place, rulebook, today).outcome == PASS for rule in RULES if rule.code not in rulebook.off
    )


def first_come(households, places, today, rulebook):
    by_arrival = sorted(households, key=lambda household: (household.waiting_since, household.id))
    return one_by_one(by_arrival, places, today, rulebook)


def urgent_first(households, places, today, rulebook):
    return one_by_one(in_order(households, today, rulebook), places, today, rulebook)


def planned(households, places, today, rulebook):
    """The plan; where there is one home, or one household, choosing in turn is the plan, and quicker."""
    if min(len(households), len(places)) == 1:
        return urgent_first(households, places, today, rulebook)
    return list(make(households, places, today, rulebook).pairs.items())


def one_by_one(households, places, today, rulebook):
    """Each in turn takes the best of what is left."""
    left, pairs, newcomers = list(places), [], []
    for household in households:
        fitting = [
            place
            for place in left
            if fits(household, place, today, rulebook) and not _is_refused_by(newcomers, household, place, rulebook)
        ]
        if fitting:
            place = max(fitting, key=lambda place: (_points(household, place, today, rulebook), -place.id))
            left = left_by(household, place, left)
            newcomers.append((place.unit, household))
            pairs.append((household.id, place.id))
    return pairs


def _points(household, place, today, rulebook):
    return sum(each.points for each in points_of(household, place, rulebook, today))


def _is_refused_by(newcomers, household, place, rulebook):
    """Those who enter the same flat on the same day are asked too."""
    return any(
        place.is_shared and unit == place.unit and clash(household, other, rulebook) for unit, other in newcomers
    )

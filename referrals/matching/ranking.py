"""Puts rules and criteria together, for one pair or for many, in both directions."""

from dataclasses import dataclass
from datetime import date

from referrals.matching.criteria import Weights, points_of
from referrals.matching.facts import Settings
from referrals.matching.rules import RULES
from referrals.matching.verdicts import FAIL, GRAVITY, MISSING, PASS, Points, Verdict

DEFAULT_SETTINGS = Settings()
DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True)
class Assessment:
    """All that the program says about one household and one place on one day."""

    household_id: int
    place_id: int
    on: date
    weights_version: int
    verdicts: tuple[Verdict, ...]
    points: tuple[Points, ...]

    @property
    def total(self):
        return round(sum(each.points for each in self.points), 1)

    @property
    def failed(self):
        return tuple(verdict for verdict in self.verdicts if verdict.outcome == FAIL)

    @property
    def missing(self):
        return tuple(verdict for verdict in self.verdicts if verdict.outcome == MISSING)

    @property
    def fits(self):
        return not self.failed and not self.missing

    @property
    def is_blocked(self):
        return bool(self.failed)

    @property
    def neutral_verdicts(self):
        """For readers outside the named staff: people to keep apart look like a place that is taken, so
        that nobody can infer from a "no" where somebody else lives."""
        hidden = [verdict for verdict in self.verdicts if verdict.rule in HIDDEN]
        worst = max((verdict.outcome for verdict in hidden), key=GRAVITY.index, default=PASS)
        shown = tuple(verdict for verdict in self.verdicts if verdict.rule not in HIDDEN)
        return shown + (Verdict("availability", worst),)


HIDDEN = ("apart", "available")


def assess(household, place, today, settings=DEFAULT_SETTINGS, weights=DEFAULT_WEIGHTS):
    return Assessment(
        household_id=household.id,
        place_id=place.id,
        on=today,
        weights_version=weights.version,
        verdicts=tuple(rule.check(household, place, settings, today) for rule in RULES),
        points=points_of(household, place, settings, today, weights),
    )


def places_for(household, places, today, settings=DEFAULT_SETTINGS, weights=DEFAULT_WEIGHTS):
    return rank(assess(household, place, today, settings, weights) for place in places)


def households_for(place, households, today, settings=DEFAULT_SETTINGS, weights=DEFAULT_WEIGHTS):
    """Where this place does most good; who comes first is another question, which points do not answer."""
    return rank(assess(household, place, today, settings, weights) for household in households)


def rank(assessments):
    """Those that fit, by points; then those with questions open; then the blocked; the fewest reasons first."""
    return sorted(assessments, key=_place_in_rank)


def _place_in_rank(assessment):
    blocked, asking = len(assessment.failed), len(assessment.missing)
    return blocked, asking, -assessment.total, assessment.place_id, assessment.household_id

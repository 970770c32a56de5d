"""Puts rules and criteria together, for one pair or for many, in both directions."""

from dataclasses import dataclass
from datetime import date

from referrals.matching.criteria import points_of
from referrals.matching.order import standing
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import OVERRIDABLE_BY, RULES
from referrals.matching.verdicts import FAIL, GRAVITY, MISSING, NOBODY, PASS, Points, Verdict


@dataclass(frozen=True)
class Assessment:
    """All that the program says about one household and one place on one day."""

    household_id: int
    place_id: int
    on: date
    version: int  # of the rulebook
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
    def obstacles(self):
        """What nobody may set aside."""
        return [verdict for verdict in self.failed if OVERRIDABLE_BY[verdict.rule] == NOBODY]

    @property
    def neutral_verdicts(self):
        """For readers outside the named staff: people to keep apart look like a place that is taken, so
        that nobody can infer from a "no" where somebody else lives, or how."""
        hidden = [verdict for verdict in self.verdicts if verdict.rule in HIDDEN]
        worst = max((verdict.outcome for verdict in hidden), key=GRAVITY.index, default=PASS)
        asked = [question for verdict in hidden for question in verdict.questions if worst == MISSING]
        shown = tuple(verdict for verdict in self.verdicts if verdict.rule not in HIDDEN)
        return shown + (Verdict("availability", worst, questions=tuple(asked)),)


HIDDEN = ("company", "apart", "closed", "held", "taken")


def assess(household, place, today, rulebook=DEFAULT):
    rules = [rule for rule in RULES if rule.code not in rulebook.off]
    return Assessment(
        household_id=household.id,
        place_id=place.id,
        on=today,
        version=rulebook.version,
        verdicts=tuple(rule.check(household, place, rulebook, today) for rule in rules),
        points=points_of(household, place, rulebook, today),
    )


def by_points(assessments):
    """Of one household: the places that fit, by points; then those with questions open; then the blocked; the fewest
    reasons first."""
    return sorted(assessments, key=lambda each: (*_against(each), -each.total, each.place_id))


def in_turn(assessments, households, today, rulebook=DEFAULT):
    """Of one place: those that it fits, in the published order, for points do not say who comes first; then the
    others likewise."""
    standings = {household.id: standing(household, today, rulebook) for household in households}
    return sorted(assessments, key=lambda each: (*_against(each), *standings[each.household_id]))


def _against(assessment):
    return len(assessment.failed), len(assessment.missing)

"""Households and places weighed together, as one reader may see them, in both directions."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone

from housing.models import Place
from referrals import rulebooks
from referrals.loading import household_facts, households_facts, place_facts
from referrals.matching import facts
from referrals.matching.changes import changes
from referrals.matching.grid import Grid
from referrals.matching.order import reasons
from referrals.matching.order_wording import band_words
from referrals.matching.ranking import Assessment, in_turn, places_for
from referrals.matching.rulebook import Rulebook
from referrals.matching.rules import OVERRIDABLE_BY, kept_until
from referrals.matching.verdicts import FAIL, MISSING, NOBODY
from referrals.models import Proposal, Referral
from wemix.models import User


def weighed(referral, places, reader):
    """The household's facts, and a pair for each place, the best first."""
    rows = {place.pk: place for place in places.select_related("unit__building")}
    there = {each.id: each for each in place_facts(rows.values())}
    household, rulebook = household_facts(referral), rulebooks.current(referral.host)
    holds = _holds(rows, reader)
    ranked = places_for(household, there.values(), timezone.localdate(), rulebook)
    return household, [
        Pair(referral, rows[pk], household, there[pk], rulebook, each, reader, holds.get(pk))
        for each in ranked
        for pk in [each.place_id]
    ]


def weighed_for(place, referrals, reader):
    """The place's facts, and a pair for each household, in the published order of those whom it fits."""
    rows = {referral.household_id: referral for referral in referrals}
    household = {each.id: each for each in households_facts(rows.values())}
    (there,), rulebook = place_facts([place]), rulebooks.current(place.unit.building.host)
    hold = _holds([place.pk], reader).get(place.pk)
    ranked = _in_turn(there, household.values(), rulebook)
    return there, [
        Pair(rows[pk], place, household[pk], there, rulebook, each, reader, hold)
        for each in ranked
        for pk in [each.household_id]
    ]


def _in_turn(place, households, rulebook):
    """Thousands of households at once: the grid asks each rule once for each combination of facts."""
    today = timezone.localdate()
    grid = Grid(households, [place], today, rulebook)
    return in_turn([grid.assessment(row, 0) for row in range(len(households))], households, today, rulebook)


def grouped(pairs):
    """Those that fit; those that an answer decides; those that a coordinator may still weigh; the others."""
    blocked = [pair for pair in pairs if pair.assessment.is_blocked]
    return {
        "fitting": [pair for pair in pairs if pair.assessment.fits],
        "open": [pair for pair in pairs if pair.missing and not pair.assessment.is_blocked],
        "nearly": [pair for pair in blocked if not pair.obstacles],
        "impossible": [pair for pair in blocked if pair.obstacles],
    }


FIRST = 20


def first_rows(request):
    """A long group shows its first rows, and the others when asked: what templates need for that."""
    return {"shown": "" if "tutti" in request.GET else f":{FIRST}", "minus": f"-{FIRST}"}


def one_of_each(pairs):
    """Four equal beds of one flat are one line, not four."""
    alike = {}
    for pair in pairs:
        said = repr((pair.assessment.verdicts, pair.assessment.points))
        alike.setdefault((pair.place.unit_id, said), []).append(pair)
    return [replace(first, twins=len(others)) for first, *others in alike.values()]


def _holds(places, reader):
    """For whom a place is held: for coordinators, who may call and ask."""
    if not reader.is_coordinator:
        return {}
    proposals = Proposal.objects.visible_to(reader).open().filter(place__in=places).select_related("household")
    return {proposal.place_id: proposal for proposal in proposals}


def offered_to(reader):
    """The places that this reader may weigh."""
    return Place.objects.visible_to(reader).in_service()


@dataclass(frozen=True)
class Pair:
    referral: Referral
    place: Place
    household: facts.Household
    facts: facts.Place
    rulebook: Rulebook
    assessment: Assessment
    reader: User
    proposal: Proposal | None = None  # that holds the place, if the reader may know
    twins: int = 0  # other beds of the same flat, of which all the same is said

    @cached_property
    def verdicts(self):
        """Only coordinators read which rule made a place unavailable: it could say where somebody else lives."""
        return self.assessment.verdicts if self.reader.is_coordinator else self.assessment.neutral_verdicts

    @property
    def failed(self):
        return [verdict for verdict in self.verdicts if verdict.outcome == FAIL]

    @property
    def missing(self):
        return [verdict for verdict in self.verdicts if verdict.outcome == MISSING]

    @property
    def obstacles(self):
        """What nobody may set aside."""
        return [verdict for verdict in self.assessment.failed if OVERRIDABLE_BY[verdict.rule] == NOBODY]

    @property
    def to_be_justified(self):
        """What a coordinator may set aside, or go on without knowing, saying why."""
        return [] if self.obstacles else [*self.assessment.failed, *self.assessment.missing]

    @cached_property
    def would_change(self):
        """(verdict, changes) of each verdict that is no yes, as this reader may know it."""
        pair = (self.household, self.facts, self.rulebook, self.assessment.on)
        said = [(verdict, changes(verdict, *pair)) for verdict in (*self.failed, *self.missing)]
        return [(verdict, found) for verdict, found in said if found]

    @property
    def losses(self):
        """Where it loses points, the most first."""
        lost = [points for points in self.assessment.points if points.points < points.weight]
        return sorted(lost, key=lambda points: points.points - points.weight)

    @property
    def band(self):
        return band_words(reasons([self.household], self.assessment.on, self.rulebook)[0])

    @property
    def kept_until(self):
        """The first day on which anybody may have this home; None: today already."""
        until = kept_until(self.facts, self.rulebook)
        return until if until and until > timezone.localdate() else None

    @property
    def free_day(self):
        """None: from today on, or never."""
        free = self.facts.free_from
        return free if free and free > timezone.localdate() else None

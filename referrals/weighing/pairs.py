"""Households and places weighed together, as one reader may see them, in both directions."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from housing.forecast.loading import outlooks
from housing.forecast.months import Outlook
from housing.forecast.wording import when, why
from housing.models import Place, beds_of
from referrals import rulebooks
from referrals.matching import facts
from referrals.matching.beds import taken_by
from referrals.matching.changes import changes
from referrals.matching.grid import households_for, places_for
from referrals.matching.order import reasons
from referrals.matching.order_wording import band_words
from referrals.matching.ranking import Assessment
from referrals.matching.rulebook import Rulebook
from referrals.matching.rules import kept_until
from referrals.matching.verdicts import FAIL, MISSING
from referrals.models import Proposal, Referral
from referrals.weighing.availability import OF_TIME
from referrals.weighing.first_rows import FirstRows
from referrals.weighing.loading import household_facts, households_facts, place_facts
from wemix.models import User


def weighed(referral, places, reader):
    """The household's facts, and a pair for each place, the best first."""
    rows = {place.pk: place for place in places.select_related("unit__building")}
    there = {each.id: each for each in place_facts(rows.values())}
    household, rulebook = household_facts(referral), rulebooks.current(referral.host)
    holds, ahead = _holds(rows, reader), outlooks(rows.values())
    ranked = places_for(household, there.values(), timezone.localdate(), rulebook)
    return household, [
        Pair(referral, rows[pk], household, there[pk], rulebook, each, reader, holds.get(pk), ahead.get(pk))
        for each in ranked
        for pk in [each.place_id]
    ]


def weighed_for(place, referrals, reader, most):
    """The place's facts, and the groups of pairs, one for each household, in the published order of those whom it fits.
    There may be thousands: of each group the first have their rows."""
    household = {each.id: each for each in households_facts(referrals.requests())}
    (there,), rulebook = place_facts([place]), rulebooks.current(place.unit.building.host)
    hold = _holds([place.pk], reader).get(place.pk)
    ranked = households_for(there, household.values(), timezone.localdate(), rulebook)
    pairs = [Pair(None, place, household[each.household_id], there, rulebook, each, reader, hold) for each in ranked]
    return there, _with_rows(grouped(pairs, most), referrals)


def _with_rows(groups, referrals):
    """Who left the list meanwhile is not shown."""
    shown = [pair.household.id for group in groups.values() for pair in group.rows]
    rows = {referral.household_id: referral for referral in referrals.filter(household__in=shown)}
    return {
        name: replace(
            group,
            rows=[replace(pair, referral=rows[pair.household.id]) for pair in group.rows if pair.household.id in rows],
        )
        for name, group in groups.items()
    }


def grouped(pairs, most):
    """The first of those that fit; of those that an answer decides; of those that a coordinator may still weigh; of
    the others."""
    groups = {"fitting": [], "open": [], "nearly": [], "impossible": []}
    for pair in pairs:
        groups[_group_of(pair.assessment)].append(pair)
    return {name: FirstRows.of(group, most) for name, group in groups.items()}


def _group_of(assessment):
    if assessment.is_blocked:
        return "impossible" if assessment.obstacles else "nearly"
    return "open" if assessment.missing else "fitting"


def one_of_each(pairs):
    """Four equal beds of one flat are one line, not four; for who needs several a shared flat is one home, the best
    of its beds."""
    alike = {}
    for pair in pairs:
        is_one_home = pair.facts.is_shared and pair.household.people > 1
        said = "" if is_one_home else repr((pair.assessment.verdicts, pair.assessment.points))
        alike.setdefault((pair.place.unit_id, said), []).append(pair)
    return [replace(first, twins=len(others)) for first, *others in alike.values()]


def _holds(places, reader):
    """For whom a place is held: for coordinators, who may call and ask."""
    if not reader.is_coordinator:
        return {}
    holding = Q(place__in=places) | Q(more_beds__hold__place__in=places)
    proposals = Proposal.objects.visible_to(reader).open().filter(holding).distinct()
    return {place.pk: each for each in proposals.with_places().select_related("household") for place in each.places}


def offered_to(reader):
    """The places that this reader may weigh."""
    return Place.objects.visible_to(reader).in_service()


def home_for(place, beds):
    """In words, for who takes so many beds of the flat."""
    return beds_of(place.unit, beds) if beds > 1 else str(place)


@dataclass(frozen=True)
class Pair:
    referral: Referral | None  # of one in thousands, once it is shown
    place: Place
    household: facts.Household
    facts: facts.Place
    rulebook: Rulebook
    assessment: Assessment
    reader: User
    proposal: Proposal | None = None  # that holds the place, if the reader may know
    outlook: Outlook | None = None  # when the place may come free, where somebody looked
    twins: int = 0  # other beds of the same flat, of which all the same is said

    @property
    def beds(self):
        """How many places it takes, where there are as many: the flat, or a bed each."""
        beds = taken_by(self.household, self.facts)
        return beds if beds <= self.facts.beds else 1

    @property
    def home(self):
        return home_for(self.place, self.beds)

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
        return self.assessment.obstacles

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

    @property
    def coming(self):
        """When the home may come free and why one thinks so, where only that stands in between."""
        if self.outlook is None or self.outlook.sure_from or {each.rule for each in self.assessment.failed} - OF_TIME:
            return None
        return {"when": when(self.outlook), "why": " ".join(why(self.outlook))}

"""The plan of a host, for all that wait and all its places, and what one reader may see of it.

The same plan for everybody: who may not know of a household sees neither it nor the place that the plan gives it,
and the totals stay.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from housing.models import Place
from referrals import rulebooks
from referrals.matching import facts, plan_wording, why
from referrals.matching.beds import taken_by
from referrals.matching.order import EMERGENCY, Reason, band_of, in_order, reasons
from referrals.matching.order_wording import band_words
from referrals.matching.plan import Board
from referrals.models import Referral
from referrals.weighing.first_rows import FirstRows
from referrals.weighing.loading import households_facts, place_facts
from referrals.weighing.pairs import home_for
from wemix.keys import one_of

SHOWN = ("household__name", "household__is_protected")


def planned(host, reader, wishes):
    """Of all that wait and are not on pause. `wishes`: the pairs that the reader fixes, and those set aside."""
    waiting = Referral.objects.waiting().not_parked().filter(host=host).requests()
    places = list(Place.objects.in_service().filter(unit__building__host=host).select_related("unit__building"))
    board = Board(households_facts(waiting), place_facts(places), timezone.localdate(), rulebooks.current(host))
    visible = Referral.objects.visible_to(reader).waiting().not_parked()
    seen = dict(visible.values_list("household_id", "pk").order_by())
    return Planned(
        board.plan(*(_of_those(seen, pairs) for pairs in (wishes.fixed, wishes.set_aside))),
        seen=seen,
        places={place.pk: place for place in places},
        reader=reader,
        paused=Referral.objects.waiting().parked().filter(host=host).count(),
    )


def _of_those(seen, pairs):
    """A wish about somebody else would tell by the plan that moves that they wait, and where they could live."""
    return frozenset(pair for pair in pairs if pair[0] in seen)


@dataclass(frozen=True)
class Row:
    """A household in the place that the plan gives it."""

    referral: Referral
    household: facts.Household
    reason: Reason
    place: Place
    facts: facts.Place
    points: float
    could_live: int
    better: object
    is_fixed: bool
    beds: int  # that it takes

    @property
    def pair(self):
        return f"{self.household.id}-{self.place.pk}"

    @property
    def home(self):
        return home_for(self.place, self.beds)

    @property
    def band(self):
        return band_words(self.reason)

    @property
    def free_day(self):
        """None: from today on."""
        return self.facts.free_from if self.facts.free_from > timezone.localdate() else None


@dataclass(frozen=True)
class Better:
    """The place that would suit best, if it is not the plan's, and who has it in the plan, if the reader may know."""

    place: Place
    more: float
    goes_to: Referral | None


@dataclass(frozen=True)
class Choice:
    """One place that suits a household, and what it would cost."""

    household: int
    place: Place
    choice: why.Choice
    goes_to: Referral | None
    left_out: list  # those who would lose their home for it, whom the reader may see
    beds: int  # that it would take

    @property
    def pair(self):
        return f"{self.household}-{self.place.pk}"

    @property
    def home(self):
        return home_for(self.place, self.beds)

    @property
    def points(self):
        return self.choice.tenths / 10

    @property
    def cost(self):
        return plan_wording.cost(self.choice)

    @property
    def mark(self):
        """How the cost is marked: for nobody, in points, in homes."""
        if self.choice.costs_nothing:
            return "ok"
        return "warn" if self.choice.lost and not self.choice.left_out else "bad"


@dataclass(frozen=True)
class Waiting:
    """A household that would still wait."""

    planned: object
    referral: Referral
    why: str

    @property
    def more(self):
        """What to ask, or what rules the places out: reckoned for those that are shown."""
        if self.why not in ("asking", "nothing"):
            return ""
        return plan_wording.more(why.obstacles(self.planned.plan, self.referral.household_id), self.planned.reader)


@dataclass(frozen=True)
class Group:
    """Those who wait for the same reason, as far as the reader may see them."""

    why: str
    sentence: str
    rows: FirstRows


class Planned:
    """`seen`: household -> referral, of those that the reader may see. There may be thousands: only of those that are
    shown the row is fetched."""

    def __init__(self, plan, *, seen, places, reader, paused):
        self.plan, self.board = plan, plan.board
        self.seen, self.places, self.reader, self.paused = seen, places, reader, paused

    def referrals(self, households):
        """household -> its row, with what the page shows of it, of those that the reader may see."""
        rows = Referral.objects.filter(pk__in=one_of({self.seen[each] for each in households if each in self.seen}))
        return {row.household_id: row for row in rows.select_related("household").only(*SHOWN)}

    @property
    def proof(self):
        return plan_wording.proof(self.plan)

    @cached_property
    def figures(self):
        """(of the plan, of all): nothing here depends on who looks."""
        everybody = self.board.households
        housed = [each for each in everybody if each.id in self.plan.pairs]
        emergencies = [[self._band(each) for each in among].count(EMERGENCY) for among in (housed, everybody)]
        return {
            "households": (len(housed), len(everybody)),
            "people": (sum(each.people for each in housed), sum(each.people for each in everybody)),
            "emergencies": emergencies,
            "places": (len(self.plan.owners), len(self.plan.owners) + len(self._empty)),
        }

    def _band(self, household):
        return band_of(household, self.board.today, self.board.rulebook)

    # Who would live where

    @cached_property
    def housed(self):
        """Facts of those whom the plan houses and the reader may see, in the published order."""
        seen = [each for each in self.board.households if each.id in self.plan.pairs and each.id in self.seen]
        return in_order(seen, self.board.today, self.board.rulebook)

    def rows(self, households):
        reasons_of = reasons(households, self.board.today, self.board.rulebook)
        better = {each.id: next(iter(why.better_places(self.plan, each.id)), None) for each in households}
        referrals = self.referrals([*better, *(each.goes_to for each in better.values() if each)])
        return [
            self._row(household, reason, better[household.id], referrals)
            for household, reason in zip(households, reasons_of, strict=True)
        ]

    def _row(self, household, reason, better, referrals):
        place = self.plan.pairs[household.id]
        row, column = self.board.row_of[household.id], self.board.column_of[place]
        return Row(
            referral=referrals[household.id],
            household=household,
            reason=reason,
            place=self.places[place],
            facts=self.board.places[column],
            points=self.board.grid.tenths[row, column] / 10,
            could_live=int(self.board.fits[:, column].sum()),
            better=better and Better(self.places[better.place], better.tenths_more / 10, referrals.get(better.goes_to)),
            is_fixed=(household.id, place) in self.plan.pins,
            beds=len(self.plan.beds[household.id]),
        )

    def choices(self, household):
        found = why.choices(self.plan, household)
        referrals = self.referrals({each.goes_to for each in found}.union(*(each.left_out for each in found)))
        return [
            Choice(
                household,
                self.places[each.place],
                each,
                referrals.get(each.goes_to),
                [referrals[other] for other in each.left_out if other in referrals],
                taken_by(self._facts(household), self.board.places[self.board.column_of[each.place]]),
            )
            for each in found
        ]

    def _facts(self, household):
        return self.board.households[self.board.row_of[household]]

    # Who would wait, and what would stay empty

    def left(self, most):
        """Groups of those who would wait; the bottleneck with most of them first, then what an answer may change."""
        groups = defaultdict(list)
        for each in why.left(self.plan):
            groups[each.why, each.bottleneck].append(each)
        order = list(plan_wording.LEFT)
        keys = sorted(groups, key=lambda key: (order.index(key[0]), -len(groups[key])))
        first = {key: FirstRows.of(self._seen_of(groups[key]), most) for key in keys}
        referrals = self.referrals([household.id for group in first.values() for household in group.rows])
        return [self._group(groups[key], first[key], referrals) for key in keys if first[key].count]

    def _seen_of(self, left):
        rows = [self.board.row_of[each.household] for each in left if each.household in self.seen]
        return in_order([self.board.households[row] for row in rows], self.board.today, self.board.rulebook)

    def _group(self, left, first, referrals):
        rows = [Waiting(self, referrals[household.id], left[0].why) for household in first.rows]
        sentence = plan_wording.why_left(left[0], self.reader)
        return Group(left[0].why, sentence, FirstRows(rows, first.count))

    def empty(self, most):
        return FirstRows.of(self._empty, most)

    @cached_property
    def _empty(self):
        """Free places, held for nobody, that the plan leaves empty, and how many households each would suit."""
        return [
            (self.places[place.id], int(self.board.fits[:, column].sum()))
            for column, place in enumerate(self.board.places)
            if self.board.free[column] and place.is_open and not place.is_held and place.id not in self.plan.owners
        ]

    def foreseen(self, most):
        """(place, day, whether it has gone by) of planned exits that nobody confirmed: they are not in the plan."""
        waiting_for = [place for place in self.board.places if not place.free_from and place.forecast and place.is_open]
        by_day = sorted(waiting_for, key=lambda place: (place.forecast, place.id))
        rows = [(self.places[place.id], place.forecast, place.forecast < self.board.today) for place in by_day]
        return FirstRows.of(rows, most)

    # What the reader wishes

    @property
    def refused(self):
        """(household, place, why) of the fixed pairs that are not followed."""
        referrals = self.referrals([each.household for each in self.plan.refused])
        return [
            (referrals[each.household], self.places[each.place], plan_wording.refused(each, self.reader))
            for each in self.plan.refused
            if each.household in referrals
        ]

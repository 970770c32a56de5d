"""Is anybody treated worse? Group by group: what became of those who were referred, and how sure that is.

Each group is compared with all the others of its dimension, and with what first-come would have done with the same
people and the same homes: what is worse there too comes from the homes, not from the choices. A group is flagged
only when the whole interval lies beyond the line, and intervals are widened by how many groups are looked at: out
of thirty comparisons one or two look bad by chance.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from referrals.matching import intervals
from referrals.matching.groups import ALL, DIMENSIONS
from referrals.matching.small_cells import FEW, hidden

LEAST_HOUSED = 0.8  # times as often as the others
MOST_LATE = 1.5  # times the days within which 95 of 100 of the others were housed
HOUSED, WAIT = "housed", "wait"


@dataclass(frozen=True)
class Case:
    """A referral: what became of it, and of what groups the household is."""

    groups: dict[str, str]
    is_proposed: bool = False
    is_housed: bool = False
    waited: int | None = None  # days from the waiting list to the keys
    declined: tuple[str, ...] = ()  # by the household: reasons of the proposals it refused
    refused: tuple[str, ...] = ()  # by the team: why not eligible, or why a proposal was taken back
    is_withdrawn: bool = False
    has_no_place: bool = False  # no home of ours could ever be theirs, by the rules
    first_come: int | None = None  # days it would have waited if who came first had chosen first; None: not housed


@dataclass(frozen=True)
class Measure:
    code: str
    holds: Callable  # (case) -> whether it is counted


MEASURES = (
    Measure("proposed", lambda case: case.is_proposed),
    Measure(HOUSED, lambda case: case.is_housed),
    Measure("declined", lambda case: bool(case.declined)),
    Measure("refused", lambda case: bool(case.refused)),
    Measure("withdrawn", lambda case: case.is_withdrawn),
    Measure("no_place", lambda case: case.has_no_place),
    Measure("first_come", lambda case: case.first_come is not None),
)
SIDES = ("declined", "refused")


@dataclass(frozen=True)
class Flag:
    what: str  # HOUSED or WAIT
    ratio: float  # to the others
    with_first_come: float | None  # the same ratio, had who came first chosen first


@dataclass(frozen=True)
class Line:
    """What is shown of one group; what is hidden is None, or left out."""

    dimension: str
    code: str
    n: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[str, intervals.Interval] = field(default_factory=dict)
    mean: intervals.Interval | None = None
    late: intervals.Interval | None = None
    first_come_mean: intervals.Interval | None = None
    reasons: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # side -> (reason, times)
    flags: tuple[Flag, ...] = ()


def report(cases):
    """All together, then each dimension's groups: (Line, {dimension: [Line]})."""
    members = {dimension: _members(cases, dimension) for dimension in DIMENSIONS}
    level = intervals.USUAL / max(1, sum(len(groups) for groups in members.values()))
    together = _Dimension(ALL, {ALL: list(cases)}, level)
    return together.lines()[0], {
        dimension: _Dimension(dimension, groups, level).lines() for dimension, groups in members.items()
    }


def _members(cases, dimension):
    groups = {}
    for case in cases:
        groups.setdefault(case.groups.get(dimension, "unknown"), []).append(case)
    return dict(sorted(groups.items()))


class _Dimension:
    """The groups of one dimension, which together are everybody: so what is hidden is decided column by column."""

    def __init__(self, name, groups, level):
        self.name, self.groups, self.level = name, groups, level
        sizes = {code: len(cases) for code, cases in groups.items()}
        self.hidden = hidden(sizes)
        self.counts = {
            measure.code: {code: sum(map(measure.holds, cases)) for code, cases in groups.items()}
            for measure in MEASURES
        }
        self.hidden_in = {code: self.hidden | hidden(counts, sizes) for code, counts in self.counts.items()}
        self.reasons = {side: self._reasons(side) for side in SIDES}

    def _reasons(self, side):
        """Per group, the reasons that may be told: (reason, times), the most frequent first."""
        said = {
            code: Counter(why for case in cases for why in getattr(case, side)) for code, cases in self.groups.items()
        }
        told = {code: [] for code in self.groups}
        for why in {why for counter in said.values() for why in counter}:
            counts = {code: counter[why] for code, counter in said.items()}
            for code in self.groups.keys() - hidden(counts) - self.hidden_in[side]:
                if counts[code]:
                    told[code].append((why, counts[code]))
        return {code: tuple(sorted(whys, key=lambda each: (-each[1], each[0]))) for code, whys in told.items()}

    def lines(self):
        return [self._line(code, cases) for code, cases in self.groups.items()]

    def _line(self, code, cases):
        if code in self.hidden or not cases:
            return Line(self.name, code)
        shown = [measure.code for measure in MEASURES if code not in self.hidden_in[measure.code]]
        n, waits = len(cases), _waits(cases) if HOUSED in shown else []
        would_wait = [case.first_come for case in cases if case.first_come is not None] if "first_come" in shown else []
        return Line(
            dimension=self.name,
            code=code,
            n=n,
            counts={measure: self.counts[measure][code] for measure in shown},
            shares={measure: intervals.share(self.counts[measure][code], n) for measure in shown},
            mean=intervals.mean(waits) if len(waits) >= FEW else None,
            late=intervals.late(waits) if len(waits) >= FEW else None,
            first_come_mean=intervals.mean(would_wait) if len(would_wait) >= FEW else None,
            reasons={side: self.reasons[side][code] for side in SIDES},
            flags=self._flags(code, cases, waits) if HOUSED in shown else (),
        )

    def _flags(self, code, cases, waits):
        others = [case for other, members in self.groups.items() if other != code for case in members]
        if len(others) < FEW:
            return ()
        found = (self._seldom_housed(cases, others), self._late(waits, _waits(others), cases, others))
        return tuple(flag for flag in found if flag)

    def _seldom_housed(self, cases, others):
        compared = _compared(lambda case: case.is_housed, cases, others, self.level)
        if compared.high >= LEAST_HOUSED:
            return None
        would = _compared(lambda case: case.first_come is not None, cases, others, self.level)
        return Flag(HOUSED, compared.value, would.value)

    def _late(self, waits, other_waits, cases, others):
        if min(len(waits), len(other_waits)) < FEW:
            return None
        here, there = intervals.late(waits, self.level), intervals.late(other_waits, self.level)
        if here.low <= MOST_LATE * there.high:
            return None
        return Flag(WAIT, here.value / max(1, there.value), _late_with_first_come(cases, others))


def _waits(cases):
    return [case.waited for case in cases if case.is_housed and case.waited is not None]


def _compared(holds, cases, others, level):
    return intervals.ratio(sum(map(holds, cases)), len(cases), sum(map(holds, others)), len(others), level)


def _late_with_first_come(cases, others):
    here, there = ([case.first_come for case in group if case.first_come is not None] for group in (cases, others))
    if min(len(here), len(there)) < FEW:
        return None
    return intervals.late(here).value / max(1, intervals.late(there).value)

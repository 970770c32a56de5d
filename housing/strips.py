"""A year of a place as a strip: a drawing for each month, and its numbers in words."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from housing.calendar import Kind, Period, months_of

HEIGHT = 12  # a night is 1 wide; the strip has this height
BANDS = {  # which part of the height a kind fills: told apart without colour
    Kind.STAY: ((0, 12),),
    Kind.BEYOND: ((0, 5), (7, 12)),
    Kind.PLANNED: ((6, 12),),
    Kind.HOLD: ((4, 8),),
    Kind.CLOSURE: ((0, 2), (10, 12)),
    Kind.TURNAROUND: ((9, 12),),
    Kind.TAKEN: ((0, 12),),
    Kind.BLOCKED: ((0, 3),),
    Kind.OUT: ((5, 7),),
    Kind.FREE: (),
}
NOT_FREE = set(Kind) - {Kind.FREE}


@dataclass(frozen=True)
class Strip:
    """A place in a month."""

    month: Period
    pieces: list  # (kind, first night, nights)

    @property
    def width(self):
        return len(self.month.nights)

    @property
    def taken(self):
        return sum(nights for kind, _first, nights in self.pieces if kind in NOT_FREE)

    @property
    def paths(self):
        """(kind, the outline of what it fills)"""
        return [(kind, _outline(kind, first, nights)) for kind, first, nights in self.pieces if BANDS[kind]]

    @property
    def said(self):
        counts = Counter()
        for kind, _first, nights in self.pieces:
            counts[kind] += nights
        return ", ".join(_("%(kind)s %(nights)s") % {"kind": kind.label, "nights": n} for kind, n in counts.items())


def strips(houses, year):
    """[(building, [(place, its strips)])]"""
    months = months_of(year)
    return [(house, [(row.place, [_strip(row, month) for month in months]) for row in house.rows]) for house in houses]


def outlines(kinds):
    """For the legend: each of these kinds for a month."""
    return [(kind, _outline(kind, 0, 30)) for kind in kinds]


def _strip(row, month):
    pieces = []
    for run in row.runs:
        first, end = max(run.first, month.first), min(run.end, month.end)
        if first < end:
            pieces.append((run.kind, (first - month.first).days, (end - first).days))
    return Strip(month, pieces)


def _outline(kind, first, nights):
    return "".join(f"M{first} {top}h{nights}v{bottom - top}h-{nights}z" for top, bottom in BANDS[kind])

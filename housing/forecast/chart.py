"""The coming months as a drawing: what is sure, what is expected, and between which numbers. Pure."""

from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, FOOT, SIDE = 720, 250, 34, 44  # of the drawing, of the names of the months, of the numbers
BAR = 0.55  # of a month's breadth


@dataclass(frozen=True)
class Column:
    month: date
    x: float
    middle: float
    breadth: float
    sure_top: float
    sure_height: float
    high_top: float
    range_height: float
    expected: float  # where it lies


@dataclass(frozen=True)
class Chart:
    columns: tuple
    lines: tuple  # (number, where it lies)
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - FOOT
    side: int = SIDE


def chart(months):
    most = max([month.high for month in months], default=0) or 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if most / step <= 6)
    top = step * -(-most // step)
    ground = HEIGHT - FOOT
    breadth = (WIDTH - SIDE) / max(len(months), 1)

    def level(number):
        return round(ground - (ground - 12) * number / top, 1)

    columns = tuple(_column(month, SIDE + breadth * turn, breadth, level) for turn, month in enumerate(months))
    return Chart(columns, tuple((number, level(number)) for number in range(0, top + 1, step)))


def _column(month, left, breadth, level):
    x, ground = left + breadth * (1 - BAR) / 2, level(0)
    return Column(
        month=month.last_day,
        x=round(x, 1),
        middle=round(left + breadth / 2, 1),
        breadth=round(breadth * BAR, 1),
        sure_top=level(month.sure),
        sure_height=round(ground - level(month.sure), 1),
        high_top=level(month.high),
        range_height=round(level(month.low) - level(month.high), 1),
        expected=level(month.expected),
    )

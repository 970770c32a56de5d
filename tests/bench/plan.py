"""The plan: weighing all pairs with their reasons, and planning, against the bare work."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from referrals.matching import why
from referrals.matching.grid import Grid
from referrals.matching.plan import Board, make
from referrals.matching.ranking import assess
from referrals.matching.rulebook import DEFAULT
from tests.bench.floor import Columns, read_and_score
from tests.bench.measure import Line, in_turn, seconds
from tests.referrals.matching.village import TODAY, village


def lines():
    make(*village(0, 5, 5), TODAY)  # scipy is imported
    yield from _weighing()
    for shared, flats in ((0, "no shared flats"), (0.05, "shared flats")):
        yield _planning(shared, flats)
    yield from _explaining()


def _weighing():
    yield _weighing_all((50, 30), most=300)
    yield _weighing_all((500, 300))
    yield _weighing_all((2000, 300))
    households, places = village(1, 50, 30)
    one = seconds(lambda: [assess(household, place, TODAY) for household in households for place in places])
    yield Line("50 × 30: pair by pair, for comparison", f"{one * 1e3:.0f} ms")


def _weighing_all(size, most=None):
    households, places = village(1, *size)
    facts = Columns(households, places, TODAY)
    ours, floor = in_turn(lambda: _explain_all(households, places), lambda: read_and_score(facts), times=3)
    said = f"{ours * 1e3:.0f} ms; numpy {floor * 1e3:.2f} ms"
    return Line(f"{_size(size)}: every reason of every pair ÷ numpy", said, ours / floor, most)


def _explain_all(households, places):
    grid = Grid(households, places, TODAY, DEFAULT)
    rows, columns = range(len(households)), range(len(places))
    return [grid.assessment(row, column) for row in rows for column in columns]


def _planning(shared, flats):
    board = Board(*village(1, 500, 300, shared=shared), TODAY)
    points = np.where(board.fits, board.grid.tenths, 0).astype(float)
    plan = board.plan()  # what is reckoned once is reckoned now
    ours, bare = in_turn(board.plan, lambda: linear_sum_assignment(points, maximize=True), times=3)
    runs = plan.assignments
    said = f"{ours * 1e3:.0f} ms, {runs} assignments of {bare * 1e3:.1f} ms, {_proof(plan)}"
    return Line(f"500 × 300, {flats}: plan ÷ (assignment × their number)", said, ours / bare / runs, 10)


def _explaining():
    plan = make(*village(1, 50, 30), TODAY)
    left = seconds(lambda: why.left(plan))
    household = max(plan.pairs, key=lambda each: len(why.choices(plan, each)))
    choices = why.choices(plan, household)
    costs = seconds(lambda: why.choices(plan, household))
    yield Line("50 × 30: why everybody left waits", f"{left * 1e3:.0f} ms for {len(plan.waiting)}")
    yield Line("50 × 30: what each other choice of one costs", f"{costs * 1e3:.0f} ms for {len(choices)} choices")


def _size(size):
    return " × ".join(f"{each:,}" for each in size)


def _proof(plan):
    gap = [level for level, got, most in zip(plan.levels, plan.value, plan.bound, strict=True) if got != most]
    return f"bound of {gap[0]} not reached" if gap else "proven"

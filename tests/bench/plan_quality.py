"""What the plan is good for, against three simpler ways to fill the same places, on 60 invented villages."""

from statistics import mean

import numpy as np

from referrals.matching.order import band_of
from referrals.matching.plan import Board
from tests.bench.measure import Line
from tests.referrals.matching.village import TODAY, village

SEEDS = 60


def lines():
    boards = [Board(*village(seed, 50, 30), TODAY) for seed in range(SEEDS)]
    ways = {
        "first come, first place that fits": first_come,
        "urgent first, then waiting; the best place": urgent_first,
        "the rarest place first, to the most urgent": rarest_first,
        "the plan": planned,
    }
    for name, way in ways.items():
        found = [figures(board, way(board)) for board in boards]
        people, emergencies, homes, points = (mean(each) for each in zip(*found, strict=True))
        said = f"{people:5.1f} people, {emergencies:.2f} emergencies, {homes:.1f} households, {points:.1f} points each"
        yield Line(f"50 × 30: {name}", said)


def planned(board):
    columns = board.plan().columns
    return {row: columns[row] for row in np.flatnonzero(columns >= 0)}


def figures(board, chosen):
    rows = [board.households[row] for row in chosen]
    points = [board.grid.tenths[row, column] / 10 for row, column in chosen.items()]
    emergencies = sum(band_of(each, TODAY, board.rulebook) == 1 for each in rows)
    return sum(each.people for each in rows), emergencies, len(rows), mean(points) if points else 0


def first_come(board):
    return _one_by_one(board, range(len(board.households)), key=lambda row, column: column)


def urgent_first(board):
    return _one_by_one(board, _urgency(board), key=lambda row, column: -board.grid.tenths[row, column])


def _urgency(board):
    bands = [band_of(each, TODAY, board.rulebook) for each in board.households]
    return sorted(range(len(bands)), key=lambda row: (bands[row], row))


def _one_by_one(board, rows, key):
    chosen = {}
    for row in rows:
        columns = sorted(np.flatnonzero(board.fits[row]), key=lambda column: key(row, column))
        _take_first(board, chosen, [(row, column) for column in columns])
    return chosen


def rarest_first(board):
    chosen, urgency = {}, _urgency(board)
    for column in np.argsort(board.fits.sum(axis=0), kind="stable"):
        _take_first(board, chosen, [(row, column) for row in urgency if board.fits[row, column]])
    return chosen


def _take_first(board, chosen, pairs):
    for row, column in pairs:
        free = row not in chosen and column not in chosen.values()
        if free and not board.together.codes_of({**chosen, row: column}, column):
            chosen[row] = column
            return

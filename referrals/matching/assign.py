"""The best assignment, level by level, exactly: no good on a lower level outweighs the smallest on a higher one.

The first levels say who; they hang on the rows alone, and are answered by searching alternating paths in their order.
The others are whole numbers, packed into words as long as a float keeps exact; each word is one run of a kept solver.
Between two steps the whole prices of the one before (its duals) say what every equally good assignment keeps to:
pairs that earn exactly their prices, and all rows and columns that have one. They prove it the best, too.
"""

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

EXACT = 2**51  # below it, sums and differences of whole numbers are exact in the solver's floats


@dataclass(frozen=True)
class Assignment:
    """`columns`: for each row its column, or -1. `values`: what it earns, by level."""

    columns: np.ndarray
    values: tuple[int, ...]
    runs: int

    @property
    def pairs(self):
        rows = np.flatnonzero(self.columns >= 0)
        return rows, self.columns[rows]


def best(allowed, levels):
    """`allowed`: which row may take which column. `levels`: what each pair earns (not negative), the most important
    first; a level that depends on the row alone is one column wide."""
    of_rows = list(takewhile(lambda level: level.shape[1] == 1, levels))
    ranks = _ranks(of_rows, len(allowed))
    chosen, runs = who(allowed, ranks), 0
    if allowed.any():
        face = _Face.of(ranks[:, None] * allowed, allowed, chosen)
        rows = np.flatnonzero(face.allowed.any(axis=1))  # on a long list, few
        chosen, runs = _where(face.part(rows), [level[rows] for level in levels[len(of_rows) :]], chosen, rows)
    return Assignment(chosen, values_of(chosen, levels), runs)


def values_of(chosen, levels):
    rows = np.flatnonzero(chosen >= 0)
    return tuple(int(level[rows, 0 if level.shape[1] == 1 else chosen[rows]].sum()) for level in levels)


@dataclass(frozen=True)
class _Face:
    """What every equally good assignment keeps to."""

    allowed: np.ndarray
    kept: np.ndarray  # for each pair, how many of its row and column must be in the assignment

    @classmethod
    def of(cls, word, allowed, found):
        of_rows, of_columns = prices(word, found)
        kept = np.sign(of_rows)[:, None] + np.sign(of_columns)
        return cls(allowed & (of_rows[:, None] + of_columns == word), kept)

    def part(self, rows):
        return _Face(self.allowed[rows], self.kept[rows])


# Who


def _ranks(levels, count):
    """What depends on rows alone is a matroid: which rows are best hangs on their order, not on how much each earns.
    So several levels are one small number: the place of the row in that order; 0 earns nothing."""
    if not levels:
        return np.zeros(count, dtype=np.int64)
    earned = np.hstack(levels)
    _, ranks = np.unique(earned, axis=0, return_inverse=True)
    return np.where(earned.any(axis=1), ranks.reshape(-1) + 1, 0)


def who(allowed, ranks):
    """The rows of the highest ranks that can have a column together. Each is let in if those before it can move; a
    search that fails has seen columns that nobody will ever leave: they are closed to all that follow."""
    masks = row_masks(allowed)
    owner, free, unclosed = {}, (1 << allowed.shape[1]) - 1, (1 << allowed.shape[1]) - 1
    for row in np.argsort(-ranks, kind="stable"):
        if not ranks[row]:
            break
        path, seen = _way_to_free(row, masks, owner, free, unclosed)
        if path is None:
            unclosed &= ~seen
            continue
        free &= ~(1 << path[0][1])
        owner.update((column, mover) for mover, column in path)
    found = np.full(len(allowed), -1)
    found[list(owner.values())] = list(owner.keys())
    return found


def row_masks(allowed):
    """Each row as one whole number, with a bit for each column."""
    return [int.from_bytes(row.tobytes(), "little") for row in np.packbits(allowed, axis=1, bitorder="little")]


def _way_to_free(row, masks, owner, free, unclosed):
    """([(row, its new column)], ...) from the free column back to this row, or None; and the columns seen."""
    came, queue, unseen = {}, [row], unclosed
    for mover in queue:
        seen = masks[mover] & unseen
        if seen & free:
            column = lowest(seen & free)
            return _walk_back(mover, column, row, came), 0
        unseen &= ~seen
        while seen:
            column = lowest(seen)
            seen &= seen - 1
            came[owner[column]] = (mover, column)
            queue.append(owner[column])
    return None, unclosed & ~unseen


def _walk_back(mover, column, row, came):
    path = [(mover, column)]
    while mover != row:
        mover, column = came[mover]
        path.append((mover, column))
    return path


def lowest(mask):
    return (mask & -mask).bit_length() - 1


# Where


def _where(face, levels, found, rows):
    found, words = found.copy(), _words(levels, face.allowed.shape)
    for run, (packed, most) in enumerate(words, start=1):
        word = np.where(face.allowed, packed + (most + 1) * face.kept, 0)
        found[rows] = _solve(word, face.allowed)
        if run < len(words):
            face = _Face.of(word, face.allowed, found[rows])
    return found, len(words)


def _words(levels, shape):
    """Levels packed into as few words as stay exact: (word, the most that an assignment can earn of it). Each leaves
    room for the rows and columns that must be kept."""
    words, most_pairs = [], min(shape)
    for level in levels:
        most = int(np.sort(level.max(axis=1))[-most_pairs:].sum())
        if words and (words[-1][1] + 1) * (most + 1) * (2 * most_pairs + 2) < EXACT:
            word, before = words[-1]
            words[-1] = (word * (most + 1) + level, before * (most + 1) + most)
        else:
            words.append((level.astype(np.int64), most))
    return words


def _solve(word, allowed):
    from scipy.optimize import linear_sum_assignment  # half a second to import, for this alone

    rows, columns = linear_sum_assignment(word, maximize=True)
    kept = allowed[rows, columns]
    found = np.full(len(word), -1)
    found[rows[kept]] = columns[kept]
    return found


def prices(word, found):
    """The lowest whole prices of rows and columns at which nobody would rather take another column: what each
    would be worth to the best of the others. They prove that the assignment is the best."""
    rows = np.flatnonzero(found >= 0)
    columns = found[rows]
    earned = word[rows, columns]
    of_columns = word[found < 0].max(axis=0, initial=0)
    moved = np.arange(len(rows))
    for _ in range(len(rows) + 1):
        bids = word[rows[moved]] - (earned[moved] - of_columns[columns[moved]])[:, None]
        raised = np.maximum(of_columns, bids.max(axis=0, initial=0))
        moved = np.flatnonzero(raised[columns] > of_columns[columns])
        of_columns = raised
        if not len(moved):
            break
    of_rows = np.zeros(len(word), dtype=np.int64)
    of_rows[rows] = earned - of_columns[columns]
    if len(moved) or of_rows.min(initial=0) < 0 or of_rows.sum() + of_columns.sum() != earned.sum():
        raise ArithmeticError("the assignment is not the best: its numbers are too large for the solver")
    return of_rows, of_columns

"""The assignment is exact on every level, whatever the sizes of the numbers."""

import numpy as np
import pytest

from referrals.matching import assign
from referrals.matching.assign import best, prices, values_of, who


def instance(seed):
    chance = np.random.default_rng(seed)
    rows, columns = chance.integers(1, 6), chance.integers(1, 5)
    allowed = chance.random((rows, columns)) < 0.6
    sizes = [(2, 1), (3, 1), (4, columns), (2**30, columns), (3, 1), (5, columns)]
    return allowed, [chance.integers(0, most, (rows, width)) for most, width in sizes]


def counted(allowed, levels, row=0, chosen=()):
    """The best values of all assignments, one after the other."""
    if row == len(allowed):
        return values_of(np.array(chosen), levels)
    columns = [column for column in np.flatnonzero(allowed[row]) if column not in chosen]
    return max(counted(allowed, levels, row + 1, (*chosen, column)) for column in [-1, *columns])


@pytest.mark.parametrize("exact", [2**51, 2**12], ids=["one word", "a word for each level"])
def test_no_assignment_earns_more(monkeypatch, exact):
    monkeypatch.setattr(assign, "EXACT", exact)
    for seed in range(200):
        allowed, levels = instance(seed)
        found = best(allowed, levels)
        rows, columns = found.pairs
        assert allowed[rows, columns].all() and len(set(columns)) == len(columns)
        assert found.values == counted(allowed, levels), seed


def test_levels_that_fit_no_word_together_take_several_runs(monkeypatch):
    allowed, levels = np.ones((3, 2), dtype=bool), [np.full((3, 2), 2**20) for _ in range(3)]
    assert best(allowed, levels).runs == 2
    monkeypatch.setattr(assign, "EXACT", 2**12)
    assert best(allowed, levels).runs == 3


def test_small_goods_never_outweigh_a_larger_one():
    """Whatever two get together on the lower level."""
    allowed = np.array([[True, False], [True, False], [False, True]])
    who_first = np.array([[1], [0], [0]])
    points = np.array([[0, 0], [2**40, 0], [0, 1]])
    assert best(allowed, [who_first, points]).columns.tolist() == [0, -1, 1]


def test_any_order_of_priority_houses_as_many():
    for seed in range(100):
        allowed, _ = instance(seed)
        orders = [np.random.default_rng(order).permutation(len(allowed)) + 1 for order in range(5)]
        assert len({int((who(allowed, ranks) >= 0).sum()) for ranks in orders}) == 1


def test_prices_prove_the_best_and_refuse_what_is_not():
    word = np.array([[5, 4], [4, 1]])
    of_rows, of_columns = prices(word, np.array([1, 0]))
    assert (of_rows[:, None] + of_columns >= word).all() and of_rows.sum() + of_columns.sum() == 8
    with pytest.raises(ArithmeticError):
        prices(word, np.array([0, 1]))

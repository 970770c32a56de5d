"""Two other ways to find the best plan: an exact solver, level by level, and plain counting. For tests only."""

from functools import cache

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, vstack


def best_value(plan):
    """By HiGHS, on the pairs that the plan may use, with one condition for each two who may not share a flat, and for
    each number of people that there is no more room than."""
    rows, columns = np.nonzero(plan.allowed)
    if not len(rows):
        return (0,) * len(plan.levels)
    each = np.arange(len(rows))
    conditions = [_at_most_one(rows, each), _at_most_one(columns, each), *_clashes(plan, rows, columns)]
    limits = [LinearConstraint(vstack(conditions), -np.inf, 1), *_room(plan, rows, columns)]
    pinned = np.isin(rows, pinned_rows(plan)).astype(float)
    for earned in _packed(plan, rows, columns):
        found = milp(-earned.astype(float), constraints=limits, integrality=1, bounds=Bounds(pinned, 1))
        if not found.success:  # its tolerances, on a level after the first: the study met it once
            return None
        chosen = found.x > 0.5
        limits.append(LinearConstraint(earned[None, :], earned[chosen].sum() - 0.5, np.inf))
    return tuple(int(level[chosen].sum()) for level in _levels(plan, rows, columns))


def pinned_rows(plan):
    return [plan.board.row_of[household] for household, _ in plan.followed]


def _at_most_one(groups, each):
    return coo_array((np.ones(len(each)), (groups, each)), shape=(groups.max() + 1, len(each))).tocsr()


def _levels(plan, rows, columns):
    main = plan.board.levels[: len(plan.levels)]
    return [np.broadcast_to(level, plan.allowed.shape)[rows, columns] for level in main]


def _packed(plan, rows, columns):
    """The first three levels are small: one objective that a solver's floats still tell apart."""
    first, second, third, *others = _levels(plan, rows, columns)
    most = min(plan.allowed.shape)
    for level in (second, third):
        first = first * (level.max() * most + 1) + level
    return [first, *others]


def _clashes(plan, rows, columns):
    conditions = []
    for one, other, flat in forbidden_together(plan):
        here = np.isin(columns, flat) & ((rows == one) | (rows == other))
        conditions.append(coo_array(here[None, :].astype(float)).tocsr())
    return conditions


def _room(plan, rows, columns):
    people = np.array([household.people for household in plan.board.households])[rows]
    return [LinearConstraint((people * np.isin(columns, beds))[None, :], -np.inf, room) for beds, room in rooms(plan)]


def flats(plan):
    """The columns of each shared flat."""
    found = {}
    for column, place in enumerate(plan.board.places):
        if place.is_shared:
            found.setdefault(place.unit, []).append(column)
    return found.values()


def rooms(plan):
    """(columns of a flat, how many more people they hold): by law, and by the beds that are free until each day."""
    for flat in flats(plan):
        places = {column: plan.board.places[column] for column in flat}
        first = places[flat[0]]
        if first.lawful is not None:
            yield flat, first.lawful - first.living
        for day in {place.free_from for place in places.values()}:
            until = [column for column, place in places.items() if place.free_from <= day]
            yield until, max(places[column].beds for column in until)


def forbidden_together(plan):
    """(row, other row, the columns of a flat) for each two who could meet there and may not."""
    together = plan.board.together
    for flat in flats(plan):
        rows = np.flatnonzero(plan.allowed[:, flat].any(axis=1))
        for one in rows:
            for other in rows[rows > one]:
                if together.codes(int(one), int(other)):
                    yield one, other, flat


def counted_value(plan):
    """By looking at every possible plan."""
    levels = [np.broadcast_to(level, plan.allowed.shape) for level in plan.board.levels[: len(plan.levels)]]
    apart, room = {}, [(set(beds), room) for beds, room in rooms(plan)]
    people, pinned = [household.people for household in plan.board.households], pinned_rows(plan)
    for one, other, flat in forbidden_together(plan):
        for column in flat:
            apart.setdefault((other, column), set()).update((one, bed) for bed in flat)

    def has_room(row, column, taken):
        return all(
            sum(people[other] for other, bed in taken if bed in beds) + people[row] <= most
            for beds, most in room
            if column in beds
        )

    @cache
    def rest(row, taken):
        if row == len(plan.allowed):
            return (0,) * len(levels)
        best = (-1,) if row in pinned else rest(row + 1, taken)
        used = {column for _, column in taken}
        for column in np.flatnonzero(plan.allowed[row]):
            meets = apart.get((row, column), set()) & taken
            if column not in used and not meets and has_room(row, column, taken):
                here = tuple(int(level[row, column]) for level in levels)
                there = rest(row + 1, taken | {(row, column)})
                best = max(best, tuple(map(sum, zip(here, there, strict=True))) if len(there) > 1 else there)
        return best

    return rest(0, frozenset())

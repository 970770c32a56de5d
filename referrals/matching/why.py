"""Why the plan is as it is, in codes and numbers: ids of households and places, codes of rules, never a name."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from referrals.matching.assign import lowest, row_masks
from referrals.matching.beds import taken_by

MOST_CHOICES = 12  # of one household that are planned anew, the best for it first


# What another choice would cost


@dataclass(frozen=True)
class Choice:
    """One place that suits a household, and what its taking it would change in the plan."""

    place: int
    alike: int  # other beds of the same flat, of which all the same is true
    tenths: int  # points of the two, in tenths
    could_live: int  # households that this place suits, this one included
    is_planned: bool
    goes_to: int | None  # the household that the plan puts there
    lost: dict | None  # what the plan loses, by level, the most important first; None: a pin stands against it
    left_out: tuple[int, ...] = ()  # households that would lose their home for it
    is_exact: bool = True  # False: the plan may lose less than this

    @property
    def costs_nothing(self):
        return self.lost is not None and not any(self.lost.values())


def choices(plan, household):
    """Every place that suits this household, the best for it first; those of the best, planned anew with it."""
    board = plan.board
    row = board.row_of[household]
    shown = []
    for columns in _alike(plan, row)[:MOST_CHOICES]:
        place = board.places[columns[0]].id
        is_planned = plan.columns[row] in columns
        shown.append(
            Choice(
                place=place,
                alike=len(columns) - 1,
                tenths=int(board.grid.tenths[row, columns[0]]),
                could_live=int(board.fits[:, columns[0]].sum()),
                is_planned=bool(is_planned),
                goes_to=household if is_planned else plan.owners.get(place),
                **({"lost": dict.fromkeys(plan.levels, 0)} if is_planned else _cost(plan, household, place)),
            )
        )
    return tuple(shown)


def _alike(plan, row):
    """The columns that suit a row; beds of one flat of which all the same is true, together. The planned one first."""
    board, kinds = plan.board, {}
    columns = np.flatnonzero(board.fits[row])
    for column in sorted(columns, key=lambda column: (-board.grid.tenths[row, column], column != plan.columns[row])):
        if (board.households[row].id, board.places[column].id) not in plan.forbidden:
            same = (board.places[column].unit, board.fits[:, column].tobytes(), board.grid.tenths[:, column].tobytes())
            kinds.setdefault(same, []).append(column)
    return list(kinds.values())


def _cost(plan, household, place):
    other = plan.board.plan_with(plan, household, place)
    if other is None:
        return {"lost": None}
    if other.value > plan.value and not plan.is_proven:  # better by chance
        return {"lost": dict.fromkeys(plan.levels, 0), "is_exact": False}
    lost = {level: now - then for level, now, then in zip(plan.levels, plan.value, other.value, strict=True)}
    left_out = tuple(each for each in plan.pairs if each not in other.pairs)
    return {"lost": lost, "left_out": left_out, "is_exact": plan.is_proven and other.is_proven}


@dataclass(frozen=True)
class Better:
    """A place with more points than the planned one, and who has it in the plan."""

    place: int
    tenths_more: int
    goes_to: int | None


def better_places(plan, household):
    """The places that would suit this household better than the planned one, the best first."""
    board, row = plan.board, plan.board.row_of[household]
    tenths = board.grid.tenths[row].astype(int)
    more = tenths - tenths[plan.columns[row]]
    columns = sorted(np.flatnonzero(board.fits[row] & (more > 0)), key=lambda column: (-more[column], column))
    places = [(board.places[column].id, int(more[column])) for column in columns]
    places = [(place, gain) for place, gain in places if (household, place) not in plan.forbidden]
    return tuple(Better(place, gain, plan.owners.get(place)) for place, gain in places)


# Why they wait


@dataclass(frozen=True)
class Bottleneck:
    """More households than places: these households can live in these places only, all of them taken by some of
    them. `several`: of these households, who need more than one bed where they are beds. `rule` is what most often
    rules out the other places for them; None where there are no others."""

    households: tuple[int, ...]
    places: tuple[int, ...]
    several: int
    rule: str | None
    held_by_rule: int  # households that this rule keeps out of every other place


@dataclass(frozen=True)
class Left:
    """Why one household waits: bottleneck; beds (some are left, but not enough of them in one flat); sharing (a place
    is left, in a flat with somebody it may not meet); asking (a place may suit, once something is known); nothing (no
    place suits); set_aside (the reader forbade all that suit, or fixed others there)."""

    household: int
    why: str
    bottleneck: Bottleneck | None = None


def left(plan):
    """Why each of those left waits, in the order of the plan."""
    board, reach, bottlenecks = plan.board, _Reach(plan), {}
    explained = []
    for row in np.flatnonzero(plan.columns < 0).tolist():
        why, reached = _why_left(plan, row, reach)
        if why == "bottleneck" and reached not in bottlenecks:
            bottlenecks[reached] = _bottleneck(board, reach.inside(reached), _columns_of(reached, len(board.places)))
        explained.append(Left(board.households[row].id, why, bottlenecks.get(reached)))
    return tuple(explained)


def _why_left(plan, row, reach):
    """(why, the columns that it would take, as bits)"""
    if plan.allowed[row].any():
        reached = reach.of(row)
        if not reached & reach.free:
            return "bottleneck", reached
        return ("beds" if reach.lacks_beds(row) else "sharing"), reached
    if plan.board.fits[row].any():
        return "set_aside", 0
    return ("asking" if (plan.board.grid.asking[row] & plan.board.free).any() else "nothing"), 0


class _Reach:
    """The columns that would have to be left, by one household after the other, for a row to have one."""

    def __init__(self, plan):
        board = self.board = plan.board
        self.masks, self.known = row_masks(plan.allowed), {}
        self.owner = {board.column_of[place]: board.row_of[household] for place, household in plan.owners.items()}
        self.free = sum(1 << column for column in range(len(board.places)) if column not in self.owner)

    def of(self, row):
        first = self.masks[row]
        if first not in self.known:
            reached, new = 0, first
            while new:
                column = lowest(new)
                reached |= 1 << column
                new = (new | self.masks[self.owner[column]] if column in self.owner else new) & ~reached
            self.known[first] = reached
        return self.known[first]

    def inside(self, reached):
        """The rows that can have these columns only."""
        return np.array([row for row, mask in enumerate(self.masks) if mask and mask | reached == reached])

    def lacks_beds(self, row):
        """Whether a flat has beds for this household, and none has enough."""
        left = self.masks[row] & self.free
        places = [place for column, place in enumerate(self.board.places) if left >> column & 1]
        return bool(places) and not any(self._has_beds(place, self.board.households[row]) for place in places)

    def _has_beds(self, place, household):
        with_it = [bed for bed in self.board.beds_with(place) if self.board.column_of[bed.id] not in self.owner]
        return 1 + len(with_it) >= taken_by(household, place)


def _columns_of(mask, count):
    return np.array([bool(mask >> column & 1) for column in range(count)], dtype=bool)


def _bottleneck(board, rows, reached):
    """`rows`: all that can live in these places only, those who have them and those who wait for one of them."""
    rule, held = _binding_rule(board, rows, np.flatnonzero(~reached & board.free))
    return Bottleneck(
        households=tuple(board.households[row].id for row in rows),
        places=tuple(board.places[column].id for column in np.flatnonzero(reached)),
        several=_taking_several(board, rows, reached),
        rule=rule,
        held_by_rule=held,
    )


def _taking_several(board, rows, reached):
    """Those who would take more than one bed somewhere: whoever shares a flat and is not alone (taken_by)."""
    beds = np.flatnonzero(reached & np.array([place.is_shared for place in board.places], dtype=bool))
    sharers = rows[board.fits[np.ix_(rows, beds)].any(axis=1)]
    return sum(board.households[row].people > 1 for row in sharers)


def _binding_rule(board, rows, columns):
    """The rule that, alone, rules out most; or else the one that rules out most together with others."""
    fails = board.grid.failing(rows, columns)
    if not fails or not len(columns):
        return None, 0
    alone = sum(each.astype(np.int8) for each in fails.values()) == 1
    code = max(fails, key=lambda code: (np.count_nonzero(fails[code] & alone), np.count_nonzero(fails[code])))
    return (code, int(fails[code].all(axis=1).sum())) if fails[code].any() else (None, 0)


@dataclass(frozen=True)
class Obstacles:
    """What keeps one household out of every free place."""

    rules: tuple[tuple[str, int], ...]  # (rule, places that it rules out), the most first
    questions: tuple[tuple[str, int], ...]  # (datum, places that hang on it alone or with others), the most first


def obstacles(plan, household):
    board, row = plan.board, plan.board.row_of[household]
    failing = {code: fails & board.free for code, fails in board.grid.failing_of(row).items()}
    rules = {code: int(fails.sum()) for code, fails in failing.items() if fails.any()}
    questions = Counter()
    for column in np.flatnonzero(board.free & ~np.any(list(failing.values()), axis=0)).tolist():
        verdicts = board.grid.verdicts(row, column)
        questions.update({question.field for each in verdicts for question in each.questions})
    return Obstacles(_most_first(rules), _most_first(questions))


def _most_first(counted):
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

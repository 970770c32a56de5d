"""The plan: for every free place and the whole waiting list, the best that could be done, proven or with its gap.

Nothing is assigned by it. It says who could live where if all went together, and what every other choice would cost.
Levels are whole numbers, compared one after the other: no good on a lower one outweighs the smallest on a higher one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from referrals.matching.beds import goes_with, taken_by
from referrals.matching.grid import Grid
from referrals.matching.order import EMERGENCY, HIGH, band_of
from referrals.matching.rulebook import DEFAULT
from referrals.matching.sharing import settle
from referrals.matching.together import Together
from referrals.matching.ways import Ways

MOST_DAYS = 3650  # of waiting that count for one household
WORK = 6_000_000  # pairs looked at before the best plan found is shown with its gap
FIRST_ATTEMPTS = 10  # however large
MOST_ATTEMPTS = 400  # however small

TENTHS = "tenths"  # of points: the last level, after the questions of the published order


def make(households, places, today, rulebook=DEFAULT, pins=frozenset(), forbidden=frozenset()):
    """`pins` and `forbidden`: pairs (household id, place id)."""
    return Board(households, places, today, rulebook).plan(pins, forbidden)


class Board:
    """The waiting list and the places of one day; each plan on it is a question of its own."""

    def __init__(self, households, places, today, rulebook=DEFAULT):
        """The longest waiting stand first, then the lowest ids: that settles ties, and so input in any order gives
        the same plan."""
        self.households = sorted(households, key=lambda each: (-each.days_waited(today), each.id))
        self.places = sorted(places, key=lambda each: each.id)
        self.today, self.rulebook = today, rulebook
        self.row_of = {each.id: row for row, each in enumerate(self.households)}
        self.column_of = {each.id: column for column, each in enumerate(self.places)}

    @cached_property
    def grid(self):
        return Grid(self.households, self.places, self.today, self.rulebook)

    @cached_property
    def free(self):
        """Which places are vacant, or will be on a confirmed day; a forecast makes nothing free."""
        return np.array([place.free_from is not None for place in self.places], dtype=bool)

    @cached_property
    def fits(self):
        return self.grid.fits & self.free

    def beds_with(self, place):
        """The other beds of the same flat that who enters this one may have too, the last to be free first."""
        flat = self.together.flat_of.get(self.column_of[place.id])
        beds = [self.places[column] for column in flat.columns] if flat else []
        beds = [bed for bed in beds if bed.id != place.id and goes_with(bed, place)]
        return sorted(beds, key=lambda bed: bed.free_from, reverse=True)

    @cached_property
    def together(self):
        return Together(self.households, self.places, self.fits, self.rulebook)

    def plan(self, pins=frozenset(), forbidden=frozenset()):
        allowed, kept, refused = self._narrowed(pins, forbidden)
        ways = Ways(self.together, allowed, kept)
        settled = settle(allowed, self.levels, self.main, ways, FIRST_ATTEMPTS + self._attempts(WORK))
        return Plan(self, frozenset(pins), frozenset(forbidden), refused, allowed, settled)

    def plan_with(self, plan, household, place):
        """The plan if this household had this place and nothing else were changed; None where a pin forbids it. On
        a large board it is looked for near the plan, and may fall short of the best."""
        pins = frozenset(pin for pin in plan.pins if pin[0] != household) | {(household, place)}
        allowed, kept, refused = self._narrowed(pins, plan.forbidden)
        if self.row_of[household] not in kept or len(refused) > len(plan.refused):
            return None
        near = self.together.elsewhere(plan.settled.forbidden, self.column_of[place])
        ways = Ways(self.together, allowed, kept)
        settled = settle(allowed, self.levels, self.main, ways, self._attempts(WORK // 8), near)
        return Plan(self, pins, plan.forbidden, refused, allowed, settled)

    def _narrowed(self, pins, forbidden):
        """(what is allowed, the rows pinned, the pins refused)."""
        allowed = self.fits.copy()
        for row, column in self._known(forbidden):
            allowed[row, column] = False
        return allowed, *self._pinned(allowed, pins)

    def _attempts(self, work):
        return min(MOST_ATTEMPTS, work // max(1, self.fits.size))

    def _known(self, pairs):
        known = [pair for pair in pairs if pair[0] in self.row_of and pair[1] in self.column_of]
        return sorted((self.row_of[household], self.column_of[place]) for household, place in known)

    def _pinned(self, allowed, pins):
        """Narrows what is allowed to the pins that break no rule. Answers the rows pinned, and the refusals."""
        kept, refused = {}, []
        for row, column in self._known(pins):
            why = self._why_not_pinned(allowed, kept, row, column)
            if why:
                refused.append(Refused(self.households[row].id, self.places[column].id, *why))
                continue
            kept[row] = column
            allowed[row, :column] = allowed[row, column + 1 :] = False
            allowed[:row, column] = allowed[row + 1 :, column] = False
        return kept, tuple(refused)

    def _why_not_pinned(self, allowed, kept, row, column):
        """(why, the rules that say so), or None."""
        if not self.fits[row, column]:
            verdicts = self.grid.assessment(row, column)
            return "rules", tuple(each.rule for each in (verdicts.failed or verdicts.missing))
        if row in kept or column in kept.values():
            return "pinned", ()
        if not allowed[row, column]:
            return "forbidden", ()
        rules = self.together.codes_of({**kept, row: column}, column)
        return ("together", rules) if rules else None

    # What counts

    @property
    def main(self):
        return len(self.level_codes)

    @property
    def level_codes(self):
        """The questions of the published order, asked of all those housed together; then the points."""
        return (*self.rulebook.order, TENTHS)

    @cached_property
    def levels(self):
        """What each household earns in each place, the most important first. The last two only choose among equals:
        the longest waiting are housed, and the longest waiting of them in the first places."""
        bands = [band_of(each, self.today, self.rulebook) for each in self.households]
        earned = {
            "emergency": [band == EMERGENCY for band in bands],
            "high": [band <= HIGH for band in bands],
            "people": [each.people for each in self.households],
            "waiting": [min(MOST_DAYS, each.days_waited(self.today)) for each in self.households],
        }
        turns = _column(range(len(self.households), 0, -1))
        first_places = np.arange(len(self.places), 0, -1)
        who = [_column(earned[question]) for question in self.rulebook.order]
        return [*who, self.grid.tenths.astype(np.int64), turns, turns * first_places]


def _column(numbers):
    return np.array(list(numbers), dtype=np.int64)[:, None]


@dataclass(frozen=True)
class Refused:
    """A pin that would break a rule, or another pin: it is not followed."""

    household: int
    place: int
    why: str  # rules, pinned, forbidden, together
    rules: tuple[str, ...]


class Plan:
    """`value` and `bound` go with `levels`; nothing earns more than the bound."""

    def __init__(self, board, pins, forbidden, refused, allowed, settled):
        self.board, self.pins, self.forbidden, self.refused, self.allowed = board, pins, forbidden, refused, allowed
        self.settled, self.columns = settled, settled.assignment.columns
        self.levels = board.level_codes
        self.value = settled.assignment.values[: len(self.levels)]
        self.bound, self.is_proven, self.assignments = settled.bound, settled.is_proven, settled.runs

    @property
    def followed(self):
        """The pins that broke no rule."""
        return {(household, place) for household, place in self.pins if self.pairs.get(household) == place}

    @cached_property
    def pairs(self):
        """Household id -> place id, the longest waiting first."""
        households, places = self.board.households, self.board.places
        return {households[row].id: places[self.columns[row]].id for row in np.flatnonzero(self.columns >= 0)}

    @cached_property
    def beds(self):
        """Household id -> the ids of all the places that it takes: its own, and of a shared flat as many more as it
        needs. Who comes first takes first: those who come later may have what is free by then."""
        households, places = self.board.households, self.board.places
        taken = {household: [place] for household, place in self.pairs.items()}
        of_others = set(self.pairs.values())
        rows = sorted(np.flatnonzero(self.columns >= 0), key=lambda row: places[self.columns[row]].free_from)
        for household, place in ((households[row], places[self.columns[row]]) for row in rows):
            more = [bed.id for bed in self.board.beds_with(place) if bed.id not in of_others]
            more = more[: taken_by(household, place) - 1]
            taken[household.id] += more
            of_others.update(more)
        return {household: tuple(found) for household, found in taken.items()}

    @cached_property
    def owners(self):
        """Place id -> the household that the plan puts there."""
        return {place: household for household, taken in self.beds.items() for place in taken}

    @cached_property
    def waiting(self):
        return tuple(each.id for each, column in zip(self.board.households, self.columns, strict=True) if column < 0)

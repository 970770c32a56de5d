"""Who may share a flat with whom, and how many it has room for, among those who would move in together."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from referrals.matching.beds import goes_with
from referrals.matching.company import clash


class Together:
    """`households` and `places` are the rows and columns of an assignment; `fits`: which suit each other."""

    def __init__(self, households, places, fits, rulebook):
        self.places = places
        self.people = np.array([max(1, each.people) for each in households], dtype=np.int64)
        beds_of = {}
        for column, place in enumerate(places):
            if place.is_shared:
                beds_of.setdefault(place.unit, []).append(column)
        self.flats = [Flat(columns, tuple(_rooms(places, columns, rulebook))) for columns in beds_of.values()]
        self.flat_of = {column: flat for flat in self.flats for column in flat.columns}
        self.sharers = np.flatnonzero(fits[:, list(self.flat_of)].any(axis=1)).tolist()
        self.codes = cache(lambda row, other: clash(households[row], households[other], rulebook))
        self.clashing = cache(self._clashing)

    def _clashing(self, row):
        """For each household, whether it may not share a flat with this one; of who shares none it is not asked."""
        found = np.zeros(len(self.people), dtype=bool)
        found[self.sharers] = [other != row and bool(self.codes(*sorted((row, other)))) for other in self.sharers]
        return found

    def codes_of(self, chosen, column):
        """Why those who are put into the flat of this column may not be there together; `chosen`: column by row."""
        flat = self.flat_of.get(column)
        if flat is None:
            return ()
        there = There(flat, {taken: row for row, taken in sorted(chosen.items()) if taken in flat.columns}, self)
        pairs = [(row, other) for row in there.rows for other in there.rows if row < other]
        codes = dict.fromkeys(code for pair in pairs for code in self.codes(*pair))
        return (*codes, *dict.fromkeys(crowd.room.code for crowd in there.crowds))

    def there(self, assignment):
        """The flats where somebody would move in, with who."""
        rows, columns = (each.tolist() for each in assignment.pairs)
        row_of = dict(zip(columns, rows, strict=True))
        found = [There(flat, {c: row_of[c] for c in flat.columns if c in row_of}, self) for flat in self.flats]
        return [there for there in found if there.row_of]

    def elsewhere(self, forbidden, column):
        """What was forbidden in other flats than that of this column."""
        here = self.flat_of[column].columns if column in self.flat_of else [column]
        return tuple((rows, columns) for rows, columns in forbidden if not set(here) & set(columns))


@dataclass(frozen=True)
class Room:
    """Those who take one of these columns can't be more people than this; `code`: the rule that says so."""

    code: str
    columns: tuple[int, ...]
    most: int


@dataclass(frozen=True)
class Flat:
    columns: list[int]
    rooms: tuple[Room, ...]


def _rooms(places, columns, rulebook):
    """By law, for all of them; by beds, for those who come by the same day."""
    lawful = [places[column].lawful - places[column].living for column in columns if places[column].lawful is not None]
    if lawful and "lawful" not in rulebook.off:
        yield Room("lawful", tuple(columns), min(lawful))
    if "size" not in rulebook.off:
        yield from dict.fromkeys(Room("size", beds, len(beds)) for beds in _by_the_same_day(places, columns))


def _by_the_same_day(places, columns):
    for column in columns:
        if places[column].free_from is not None:
            yield tuple(other for other in columns if other == column or goes_with(places[other], places[column]))


@dataclass(frozen=True)
class Crowd:
    rows: list[int]
    room: Room


class There:
    """One flat, and who would move in."""

    def __init__(self, flat, row_of, together):
        self.flat, self.row_of, self.together = flat, row_of, together  # row_of: by column
        self.rows = list(row_of.values())

    @property
    def clashes(self):
        """Of each, with how many."""
        return np.array([self.together.clashing(row)[self.rows].sum() for row in self.rows])

    @property
    def crowds(self):
        for room in self.flat.rooms:
            rows = [row for column, row in self.row_of.items() if column in room.columns]
            if self.together.people[rows].sum() > room.most:
                yield Crowd(rows, room)

"""Who may not share a flat with whom, among those who would move in together."""

from functools import cache

import numpy as np

from referrals.matching.company import clash


class Together:
    """`households` and `places` are the rows and columns of an assignment; `fits`: which suit each other."""

    def __init__(self, households, places, fits, rulebook):
        self.households, self.places = households, places
        self.is_lawful_checked = "lawful" not in rulebook.off
        self.beds_of = {}  # flat -> columns of its beds
        for column, place in enumerate(places):
            if place.is_shared:
                self.beds_of.setdefault(place.unit, []).append(column)
        beds = [column for of_flat in self.beds_of.values() for column in of_flat]
        self.sharers = np.flatnonzero(fits[:, beds].any(axis=1)).tolist()
        self.codes = cache(lambda row, other: clash(households[row], households[other], rulebook))
        self.clashing = cache(self._clashing)

    def _clashing(self, row):
        """For each household, whether it may not share a flat with this one; of who shares none it is not asked."""
        found = np.zeros(len(self.households), dtype=bool)
        found[self.sharers] = [other != row and bool(self.codes(*sorted((row, other)))) for other in self.sharers]
        return found

    def codes_of(self, chosen, column):
        """Why those who are put into the flat of this column may not be there together; `chosen`: column by row."""
        beds = self.beds_of.get(self.places[column].unit, ()) if self.places[column].is_shared else ()
        rows = sorted(row for row, taken in chosen.items() if taken in beds)
        pairs = [(row, other) for row in rows for other in rows if row < other]
        codes = dict.fromkeys(code for pair in pairs for code in self.codes(*pair))
        return (*codes, "lawful") if self._too_many(rows, beds) else tuple(codes)

    def _too_many(self, rows, beds):
        people = sum(self.households[row].people for row in rows)
        return self.is_lawful_checked and any(people > _room(self.places[column]) for column in beds)

    def ways_out(self, assignment, pinned=()):
        """Where some may not be together, what every plan does one of: (rows, columns) to forbid; () where all may.
        `pinned`: rows that stay where they are."""
        flats = self._flats(assignment)
        worst = max(flats, key=lambda flat: flat.clashes.max(initial=0), default=None)
        if worst and worst.clashes.any():
            return self._keep_out_one_or_all_others(worst, pinned)
        for flat in flats:
            if self._too_many(flat.rows, flat.beds):
                return self._leave_a_bed(flat, pinned)
        return ()

    def _keep_out_one_or_all_others(self, flat, pinned):
        row = flat.rows[int(flat.clashes.argmax())]
        others = self.clashing(row)
        ways = []
        if row not in pinned:
            ways.append(([[row]], flat.beds))
        if not others[[each for each in flat.rows if each in pinned]].any():
            ways.append((np.flatnonzero(others)[:, None], flat.beds))
        return ways

    def _leave_a_bed(self, flat, pinned):
        """With as many single people as beds that may be used, somebody's bed stays empty, whoever comes instead."""
        free = [row for row in flat.rows if row not in pinned]
        if all(self.households[row].people == 1 == self.places[column].beds for row, column in flat.taken.items()):
            return [(slice(None), [flat.taken[row]]) for row in free]
        return [([[row]], flat.beds) for row in free]

    def one_way(self, assignment, pinned=()):
        """A way out of every flat at once: each keeps whom it may, those first who are in nobody's way."""
        steps = []
        for flat in self._flats(assignment):
            if flat.clashes.any():
                steps += [(np.flatnonzero(self.clashing(row))[:, None], flat.beds) for row in self._kept(flat, pinned)]
            elif self._too_many(flat.rows, flat.beds):
                steps.append(self._leave_a_bed(flat, pinned)[-1])
        return steps

    def _kept(self, flat, pinned):
        kept = []
        for _, _, row in sorted(zip([row not in pinned for row in flat.rows], flat.clashes, flat.rows, strict=True)):
            if not self.clashing(row)[kept].any():
                kept.append(row)
        return kept

    def elsewhere(self, forbidden, column):
        """What was forbidden in other flats than that of this column."""
        beds = self.beds_of.get(self.places[column].unit, [column])
        return tuple((rows, columns) for rows, columns in forbidden if not set(beds) & set(columns))

    def _flats(self, assignment):
        """The shared flats where somebody new would meet somebody new."""
        taken = dict(zip(*(each.tolist() for each in reversed(assignment.pairs)), strict=True))  # column -> row
        flats = []
        for beds in self.beds_of.values():
            rows = {taken[column]: column for column in beds if column in taken}
            if rows:
                flats.append(_Flat(beds, rows, self._clashes(list(rows))))
        return flats

    def _clashes(self, rows):
        return np.array([self.clashing(row)[rows].sum() for row in rows])


class _Flat:
    def __init__(self, beds, taken, clashes):
        self.beds, self.taken, self.clashes = beds, taken, clashes  # clashes: of each row, with how many

    @property
    def rows(self):
        return list(self.taken)


def _room(place):
    """How many more people the law lets in."""
    return float("inf") if place.lawful is None else place.lawful - place.living

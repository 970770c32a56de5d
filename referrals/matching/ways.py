"""Ways out, where an assignment puts together whom a shared flat can't hold: every possible plan takes one of them.

Beds of which all the same is true need not be told apart: who takes the most of them has the first, and those that
stay empty are the last.
"""

from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np


class Ways:
    """`allowed`: which row may have which column. `pinned`: rows that stay where they are."""

    def __init__(self, together, allowed, pinned=()):
        self.together, self.pinned = together, pinned
        self.alike = [kind for flat in together.flats for kind in self._alike(flat.columns, allowed)]
        self.kind_of = {column: kind for kind in self.alike for column in kind}

    def _alike(self, columns, allowed):
        kinds = defaultdict(list)
        for column in columns:
            kinds[replace(self.together.places[column], id=0), allowed[:, column].tobytes()].append(column)
        return map(tuple, kinds.values())

    def narrowed(self, allowed):
        """Without what tells only equal beds apart. Of five, the second may be a couple's and the first may be that of
        three people; a second household of three would need a sixth."""
        narrowed, people = allowed.copy(), self.together.people
        for flat in self.together.flats:
            for room in flat.rooms:
                for kind in {self.kind_of[column] for column in room.columns}:
                    for count in set(people[allowed[:, kind[0]]].tolist()):
                        narrowed[np.ix_(people == count, kind[max(0, room.most // count) :])] = False
        return narrowed

    def singly(self):
        """Beds for those who need one only, the pinned apart: a plan to begin with."""
        several = np.flatnonzero(self.together.people > 1)
        rows, columns = several[~np.isin(several, list(self.pinned))], list(self.together.flat_of)
        return ((rows[:, None], columns),) if len(rows) and columns else ()

    def out(self, assignment):
        """(rows, columns) to forbid, one of which is right in every possible plan; () where all may be together."""
        flats = self.together.there(assignment)
        clashes = [there.clashes for there in flats]
        worst = max(zip(flats, clashes, strict=True), key=lambda each: each[1].max(), default=None)
        if worst and worst[1].any():
            return self._keep_out_one_or_all_others(*worst)
        for there in flats:
            for crowd in there.crowds:
                return self._keep_out_one_or_leave_a_bed(there, crowd)
        return ()

    def _keep_out_one_or_all_others(self, there, clashes):
        row = there.rows[int(clashes.argmax())]
        others = self.together.clashing(row)
        ways = []
        if row not in self.pinned:
            ways.append(([[row]], there.flat.columns))
        if not others[[each for each in there.rows if each in self.pinned]].any():
            ways.append((np.flatnonzero(others)[:, None], there.flat.columns))
        return ways

    def _keep_out_one_or_leave_a_bed(self, there, crowd):
        """If those who are several all stay, there is no room for as many households as these, whoever else comes."""
        several = [row for row in crowd.rows if self.together.people[row] > 1]
        too_many = self._fewest_beyond(crowd.room.most, several)
        ways = [([[row]], crowd.room.columns) for row in too_many or several if row not in self.pinned]
        return ways if too_many else ways + self._leave_a_bed(there, crowd)

    def _fewest_beyond(self, most, rows):
        """The fewest of these rows who are more people than this; none where all together are not."""
        fewest, people = [], 0
        for row in sorted(rows, key=lambda row: -self.together.people[row]):
            fewest.append(row)
            people += self.together.people[row]
            if people > most:
                return fewest
        return []

    def _leave_a_bed(self, there, crowd):
        taken = Counter(
            self.kind_of[column] for column, row in there.row_of.items() if row in crowd.rows and row not in self.pinned
        )
        return [(slice(None), list(kind[count - 1 :])) for kind, count in taken.items()]

    def one(self, assignment):
        """A way out of every flat at once: each keeps whom it may, those first who are in nobody's way."""
        steps = []
        for there in self.together.there(assignment):
            clashes = there.clashes
            if clashes.any():
                kept = [self.together.clashing(row) for row in self._kept(there, clashes)]
                steps += [(np.flatnonzero(others)[:, None], there.flat.columns) for others in kept]
            else:
                steps += [self._keep_out_one_or_leave_a_bed(there, crowd)[-1] for crowd in there.crowds]
        return steps

    def _kept(self, there, clashes):
        kept = []
        free = [row not in self.pinned for row in there.rows]
        for _, _, row in sorted(zip(free, clashes, there.rows, strict=True)):
            if not self.together.clashing(row)[kept].any():
                kept.append(row)
        return kept

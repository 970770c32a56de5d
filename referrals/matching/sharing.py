"""Shared flats: the best assignment in which nobody meets who must not be met, and everybody has a bed.

The assignment without these conditions is a bound. Where it puts together who may not be, every possible plan does one
of a few things, such as keeping one of the two out of that flat; each is a smaller assignment with a bound of its own.
The best bound is looked at first, the newest among equals, until no bound is better than the best plan found.
"""

import heapq
from dataclasses import dataclass
from itertools import count

from referrals.matching.assign import Assignment, best


@dataclass(frozen=True)
class Settled:
    assignment: Assignment
    bound: tuple[int, ...]  # nothing earns more on the main levels
    runs: int
    forbidden: tuple  # what was forbidden to find it: (rows, columns), ...

    @property
    def is_proven(self):
        return self.bound == self.assignment.values[: len(self.bound)]


def settle(allowed, levels, main, ways, attempts, hint=()):
    """`main`: how many of the levels count; those after them only choose among equals. `ways` are those out of a flat
    that can't hold all whom an assignment puts there. After so many `attempts` the best is shown with its gap. `hint`:
    what was forbidden to find a similar plan."""
    return _Search(ways.narrowed(allowed), levels, main, ways, attempts).result(hint)


@dataclass(frozen=True)
class _Try:
    forbidden: tuple
    assignment: Assignment
    bound: tuple[int, ...]


class _Search:
    def __init__(self, allowed, levels, main, ways, attempts):
        self.allowed, self.levels, self.main, self.ways, self.attempts = allowed, levels, main, ways, attempts
        self.runs, self.found, self.open, self.newest = 0, None, [], count(0, -1)

    def result(self, hint):
        first = self._try(())
        self._dive(self._try(hint) if hint else first)
        self._push(first)
        if self.open and (singly := self.ways.singly()):
            self._dive(self._try(singly))
            self._descend(first, self.attempts // 2)
        while self.open and self.attempts > 0:
            self._look_at(heapq.heappop(self.open)[-1])
        if self.open:
            self._dive(self.open[0][-1])
        still_open = [each.bound for *_, each in self.open[:1]]
        return Settled(self.found.assignment, max([self.found.bound, *still_open]), self.runs, self.found.forbidden)

    def _look_at(self, attempt):
        if not self._is_better(attempt):
            self.open.clear()  # the best bound first: so nothing that is left is better
            return
        ways = self.ways.out(attempt.assignment)
        if not ways:
            self.found = attempt
        for way in reversed(ways):
            self._push(self._try((*attempt.forbidden, way)))

    def _dive(self, attempt):
        """A plan, however good: every flat keeps whom it may and the others look elsewhere, again and again."""
        while steps := self.ways.one(attempt.assignment):
            attempt = self._try((*attempt.forbidden, *steps))
        if self.found is None or self._is_better(attempt):
            self.found = attempt

    def _descend(self, attempt, attempts):
        """A better plan: out of each flat by the way that costs least, as long as there is time to try them all."""
        last = self.attempts - attempts
        while self.attempts > last and (ways := self.ways.out(attempt.assignment)):
            attempt = max((self._try((*attempt.forbidden, way)) for way in ways), key=lambda each: each.bound)
            if not self._is_better(attempt):
                return
        self._dive(attempt)

    def _try(self, forbidden):
        allowed = self.allowed.copy() if forbidden else self.allowed
        for rows, columns in forbidden:
            allowed[rows, columns] = False
        assignment = best(allowed, self.levels)
        self.attempts -= 1
        self.runs += assignment.runs
        return _Try(forbidden, assignment, assignment.values[: self.main])

    def _is_better(self, attempt):
        return attempt.bound > self.found.bound

    def _push(self, attempt):
        if self._is_better(attempt):
            heapq.heappush(self.open, (tuple(-value for value in attempt.bound), next(self.newest), attempt))

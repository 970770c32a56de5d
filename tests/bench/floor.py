"""The same pairs read and scored by numpy alone, without a reason for anything: as fast as it could be."""

import numpy as np

from referrals.matching.facts import ANYONE, MEN, NO, WOMEN, YES


class Columns:
    """Facts as arrays."""

    def __init__(self, households, places, today):
        self.today = np.datetime64(today)
        self.people = np.array([each.people for each in households])
        for name in ("accepts_shared", "accepts_women", "accepts_men", "accepts_mixed", "step_free", "quiet"):
            setattr(self, name, np.array([getattr(each, name) == YES for each in households]))
        self.needs_secret = np.array([each.secret_address == YES for each in households])
        self.needed = np.array([each.needed_from for each in households], dtype="datetime64[D]")
        self.planned = np.array([each.planned_days for each in households])
        self.since = np.array([each.waiting_since for each in households], dtype="datetime64[D]")
        self.beds = np.array([each.beds for each in places])
        self.is_shared = np.array([each.is_shared for each in places])
        self.kind = np.array([(WOMEN, MEN, ANYONE).index(each.residents) for each in places])
        self.has_steps = np.array([each.step_free == NO for each in places])
        self.is_quiet = np.array([each.quiet == YES for each in places])
        self.is_protected = np.array([each.is_protected for each in places])
        self.longest = np.array([each.max_stay_days or 9999 for each in places])
        self.free = np.array([each.free_from for each in places], dtype="datetime64[D]")


def read_and_score(facts, rows=slice(None)):
    """(which fit, points)"""
    people, spare = facts.people[rows, None], facts.beds - facts.people[rows, None]
    late = (facts.free - np.maximum(facts.needed[rows, None], facts.today)).astype(int)
    fits = (spare >= 0) & ((spare <= 1) | facts.is_shared) & (late <= 45) & (people > 0)
    fits &= facts.accepts_shared[rows, None] | ~facts.is_shared
    fits &= facts.accepts_women[rows, None] | (facts.kind != 0)
    fits &= facts.accepts_men[rows, None] | (facts.kind != 1)
    fits &= facts.accepts_mixed[rows, None] | (facts.kind != 2) | ~facts.is_shared
    fits &= ~facts.step_free[rows, None] | ~facts.has_steps
    fits &= ~facts.needs_secret[rows, None] | facts.is_protected
    fits &= facts.planned[rows, None] <= facts.longest + 30
    waited = np.minimum(1, (facts.today - facts.since[rows, None]).astype(int) / 180)
    points = 20 * waited + 20 * np.maximum(0, 1 - np.abs(late) / 45) + 20 * np.maximum(0, 1 - spare / 2)
    points += 15 * (facts.step_free[rows, None] | facts.has_steps) + 5 * (~facts.quiet[rows, None] | facts.is_quiet)
    points += 10 * (facts.needs_secret[rows, None] | ~facts.is_protected)
    return fits, points

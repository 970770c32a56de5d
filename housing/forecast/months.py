"""A place, and many of them, over the coming twelve months. Pure arithmetic."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np

from housing.forecast.curves import Curves

MONTHS = 12
LIKELY = 0.6  # from here on one says "probably"
RANGE = (0.1, 0.9)  # eight times out of ten the number lies between


class By(StrEnum):
    """What speaks of a day."""

    PLAN = "plan"
    LIFE_PROJECT = "life_project"
    EXTENSION = "extension"  # asked, and not decided yet


@dataclass(frozen=True)
class Said:
    day: date | None
    by: By = By.PLAN


@dataclass(frozen=True)
class Leaving:
    """Somebody who takes the place without a confirmed exit: the days spoken of, and how much each counts."""

    said: tuple  # (Said, weight), the weights adding up to one
    curves: Curves
    ready_after: int = 0  # days in which the place is made ready for the next

    def chances(self, today, days):
        """How likely the place is ready at the end of each of these days."""
        left = [day - timedelta(days=self.ready_after) for day in days]
        return sum(weight * self.curves.chances(said.day, today, left) for said, weight in self.said)

    @property
    def mainly(self):
        """The planned exit, or what stands for it where none is planned."""
        return self.said[0][0].day


@dataclass(frozen=True)
class Outlook:
    """When a place is free of whom and what takes it now; who may enter meanwhile is not foreseen."""

    today: date
    sure_from: date | None  # the confirmed day, today if it is free; None while nobody has confirmed one
    leaving: tuple = ()  # of Leaving: who must leave first
    after: date | None = None  # never before: something with a known end takes it until then

    def by(self, days):
        """How likely it is free at the end of each of these days."""
        if self.sure_from:
            return np.array([float(self.sure_from <= day) for day in days])
        together = np.prod([each.chances(self.today, days) for each in self.leaving], axis=0)
        return np.where([self.after is None or self.after <= day for day in days], together, 0.0)

    @cached_property
    def chances(self):
        return self.by(month_ends(self.today))

    @property
    def is_free(self):
        return self.sure_from is not None and self.sure_from <= self.today

    @cached_property
    def probably(self):
        return first_likely(self.chances, self.today)


def month_ends(today, months=MONTHS):
    first = today.year * 12 + today.month
    return [date(index // 12, index % 12 + 1, 1) - timedelta(days=1) for index in range(first, first + months)]


def first_likely(chances, today):
    """(last day of the first month at whose end something is likely, how likely); None within the year."""
    for day, chance in zip(month_ends(today), chances, strict=True):
        if chance >= LIKELY:
            return day, chance
    return None


def at_least_one(chances):
    """How likely one of these is free, of independent ones; a row of chances each."""
    return 1 - np.prod(1 - np.asarray(chances), axis=0)


@dataclass(frozen=True)
class Month:
    last_day: date
    sure: int  # free for certain
    expected: float
    low: int
    high: int


def months(outlooks, today):
    """Of these places together: how many are free at the end of each month, and between which numbers."""
    ends = month_ends(today)
    chances = np.array([outlook.chances for outlook in outlooks]).reshape(-1, len(ends))
    return [_month(day, chances[:, column]) for column, day in enumerate(ends)]


def _month(day, chances):
    sure = int((chances == 1).sum())
    reached = np.cumsum(_numbers(chances[(chances > 0) & (chances < 1)]))
    low, high = (sure + int(np.searchsorted(reached, share)) for share in RANGE)
    return Month(day, sure, float(chances.sum()), low, high)


def _numbers(chances):
    """How likely each number of them is, from none to all."""
    if len(chances) < 2:
        return np.array([1 - chances.sum(), chances.sum()]) if len(chances) else np.array([1.0])
    half = len(chances) // 2
    return np.convolve(_numbers(chances[:half]), _numbers(chances[half:]))

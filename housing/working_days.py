"""Days on which somebody can clean and mend: not Saturday, not Sunday, not a holiday of Turin (24 June is one)."""

from datetime import timedelta
from functools import cache

import holidays

SATURDAY = 5
DAY = timedelta(days=1)


@cache
def _of_turin(year):
    return holidays.country_holidays("IT", subdiv="TO", years=year)


def is_working_day(day):
    return day.weekday() < SATURDAY and day not in _of_turin(day.year)


def after(day, count):
    """The first day after so many working days that follow this one: after Friday and two of them, Wednesday."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day + DAY

"""When a home that would suit may come free: each home weighed as if it were free, and how likely it is to be.

Of those who wait, each is told of the homes, not of its turn: several may wait for the same one.
"""

from dataclasses import replace

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.forecast.loading import outlooks
from housing.forecast.months import first_likely, month_ends
from housing.forecast.wording import in_ten, month_of, probably
from referrals import rulebooks
from referrals.matching.grid import Grid
from referrals.weighing.loading import households_facts, place_facts


def as_if_free(place, today):
    """Once everybody has left a whole flat, nobody lives there; in a shared one the others stay. The first days, in
    which it is kept for who needs it, are not looked at."""
    if place.free_from and place.free_from <= today:
        return place
    alone = {} if place.is_shared else {"neighbours": (), "living": 0}
    return replace(place, free_from=today, vacant_since=None, **alone)


def one_that_suits(grid, ahead, days):
    """For each household, how likely at least one home that suits it is free at the end of each of these days."""
    free = np.array([ahead[place.id].by(days) for place in grid.places]).reshape(-1, len(days))
    return 1 - np.prod(1 - grid.fits[:, :, None] * free[None, :, :], axis=1)


def in_sight(referrals, places, host):
    """For each of these referrals to one host, when a home that suits it is in sight, in words."""
    rows, today = list(places.select_related("unit__building")), timezone.localdate()
    ahead, households = outlooks(rows), households_facts(referrals)
    homes = [as_if_free(place, today) for place in place_facts(rows) if place.id in ahead]
    if not homes or not households:
        return [_("none is in sight") for _household in households]
    grid = Grid(households, homes, today, rulebooks.current(host))
    chances = one_that_suits(grid, ahead, [today, *month_ends(today)])
    return [_words(*pair, today) for pair in zip(chances, grid.asking.any(axis=1), strict=True)]


def _words(chances, asks, today):
    """`asks`: whether an answer that is missing would decide about a home."""
    now, coming = chances[0], chances[1:]
    if now == 1:
        return _("one is free now")
    if coming[-1] == 0:
        return _("an answer is missing to tell") if asks else _("none is in sight")
    found = first_likely(coming, today)
    if found is None:
        return _("hardly within a year (%(n)s in 10)") % {"n": in_ten(coming[-1])}
    if found[1] == 1:
        return _("certainly by %(month)s") % {"month": month_of(found[0])}
    return probably(found)

"""When a home that would suit may come free: each home weighed as if it were free, and how likely it is to be.

Of those who wait, each is told of the homes, not of its turn: several may wait for the same one.
"""

from dataclasses import replace

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.forecast.loading import outlooks
from housing.forecast.months import first_likely, month_ends
from housing.forecast.wording import in_ten, probably
from referrals import rulebooks
from referrals.loading import households_facts, place_facts
from referrals.matching.grid import Grid


def as_if_free(place, today):
    """Once everybody has left a whole flat, nobody lives there; in a shared one the others stay."""
    alone = {} if place.is_shared else {"neighbours": (), "living": 0}
    return replace(place, free_from=today, **alone)


def one_that_suits(households, places, ahead, today, rulebook, days):
    """For each household, how likely at least one home that suits it is free at the end of each of these days.

    `households`, `places`: facts of the matcher; `ahead`: outlooks by key of the place.
    """
    open_ones = [place for place in places if place.id in ahead]
    if not open_ones or not households:
        return np.zeros((len(households), len(days)))
    suits = Grid(households, [as_if_free(place, today) for place in open_ones], today, rulebook).fits
    free = np.array([ahead[place.id].by(days) for place in open_ones])
    return 1 - np.prod(1 - suits[:, :, None] * free[None, :, :], axis=1)


def in_sight(referrals, places, host):
    """For each of these referrals to one host, when a home that suits it is in sight, in words."""
    rows, today = list(places.select_related("unit__building")), timezone.localdate()
    ahead, households = outlooks(rows), households_facts(referrals)
    rulebook, days = rulebooks.current(host), [today, *month_ends(today)]
    chances = one_that_suits(households, place_facts(rows), ahead, today, rulebook, days)
    return [_words(of_one, today) for of_one in chances]


def _words(chances, today):
    now, coming = chances[0], chances[1:]
    if now == 1:
        return _("one is free now")
    found = first_likely(coming, today)
    if found:
        return probably(found)
    return _("hardly within a year (%(n)s in 10)") % {"n": in_ten(coming[-1])}

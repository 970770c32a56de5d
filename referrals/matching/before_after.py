"""What other rules would change on one list, household by household and both ways, before they are published."""

from dataclasses import dataclass

import numpy as np

from referrals.matching.grid import Grid
from referrals.matching.order import in_order


@dataclass(frozen=True)
class Standing:
    """Where one household stands under one rulebook."""

    place: int  # in the order, from 1
    fitting: int  # homes that fit it
    best: int | None  # the key of the best of them


@dataclass(frozen=True)
class Change:
    household: int
    before: Standing
    after: Standing

    @property
    def comes_in(self):
        return not self.before.fitting and self.after.fitting > 0

    @property
    def goes_out(self):
        return self.before.fitting > 0 and not self.after.fitting

    @property
    def climbs(self):
        """Steps up in the order; below zero: down."""
        return self.before.place - self.after.place

    @property
    def is_none(self):
        return self.before == self.after


def compare(households, places, today, before, after):
    """A Change for each household, in the order to be."""
    stood = _standings(households, places, today, before)
    to_stand = _standings(households, places, today, after)
    return [Change(household, stood[household], standing) for household, standing in to_stand.items()]


def _standings(households, places, today, rulebook):
    """Each household's, by its key, in the published order. Equal points: the home with the lower number."""
    ordered, homes = in_order(households, today, rulebook), sorted(places, key=lambda place: place.id)
    if not homes:
        return {household.id: Standing(place, 0, None) for place, household in enumerate(ordered, start=1)}
    grid = Grid(ordered, homes, today, rulebook)
    bests = np.where(grid.fits, grid.tenths, -1).argmax(axis=1)
    return {
        household.id: Standing(row + 1, int(grid.fits[row].sum()), homes[best].id if grid.fits[row, best] else None)
        for row, (household, best) in enumerate(zip(ordered, bests, strict=True))
    }

"""What the reader of a plan fixes and sets aside: it stands in the address, as ids, and nowhere else."""

from dataclasses import dataclass
from urllib.parse import urlencode

FIX, SET_ASIDE = "fissa", "vieta"
MOST = 100  # of each; what does not name a pair is left out


@dataclass(frozen=True)
class Wishes:
    """Pairs (household, place)."""

    fixed: frozenset
    set_aside: frozenset

    @classmethod
    def read(cls, query):
        return cls(*(frozenset(_pairs(query.getlist(name)[:MOST])) for name in (FIX, SET_ASIDE)))

    @property
    def fields(self):
        """(name, value) of each, in a steady order."""
        named = ((FIX, self.fixed), (SET_ASIDE, self.set_aside))
        return [(name, f"{household}-{place}") for name, pairs in named for household, place in sorted(pairs)]

    @property
    def address(self):
        return _address(self.fields)

    @property
    def proposing(self):
        """For the page of a proposal, which leads back to the plan as it was tried."""
        return _address([("dal", "piano"), *self.fields])

    def without(self, field):
        return _address([each for each in self.fields if each != field])


def _address(fields):
    return f"?{urlencode(fields)}" if fields else "?"


def _pairs(values):
    for value in values:
        household, _dash, place = value.partition("-")
        if household.isdecimal() and place.isdecimal() and len(value) < 40:
            yield int(household), int(place)

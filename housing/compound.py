"""How full each building of the compound is on a night: numbers that don't depend on who looks."""

from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from housing.calendar import DAY, LIVED_IN, Kind, Period, houses
from housing.models import Building, Letting, PlaceUse


@dataclass(frozen=True)
class Occupancy:
    """Every bed is counted once: of a household, held, out of use or free."""

    building: Building | None  # None: of the whole compound
    taken: int = 0
    held: int = 0
    out_of_use: int = 0
    free: int = 0
    free_flats: int = 0
    free_places: int = 0  # beds of shared flats

    @property
    def beds(self):
        return self.taken + self.held + self.out_of_use + self.free

    @property
    def figures(self):
        return _("%(taken)s beds of %(beds)s taken") % {"taken": self.taken, "beds": self.beds}

    @property
    def free_homes(self):
        return self.free_flats + self.free_places

    @property
    def free_said(self):
        flats = ngettext("%(count)s free flat", "%(count)s free flats", self.free_flats)
        places = ngettext("%(count)s free bed", "%(count)s free beds", self.free_places)
        said = [flats % {"count": self.free_flats}] if self.free_flats else []
        said += [places % {"count": self.free_places}] if self.free_places else []
        return ", ".join(said) or _("nothing free")

    def __add__(self, other):
        numbers = ("taken", "held", "out_of_use", "free", "free_flats", "free_places")
        return Occupancy(None, **{name: getattr(self, name) + getattr(other, name) for name in numbers})


def occupancy(places, day):
    """One for each building."""
    tonight = houses(Period(day, day + DAY), places=places, uses=PlaceUse.objects.all())
    return [_of_house(house) for house in tonight]


def in_all(occupancies):
    return reduce(Occupancy.__add__, occupancies, Occupancy(None))


def _of_house(house):
    def rows(*kinds):
        return [row for row in house.rows if row.runs[0].kind in kinds]

    def beds(*kinds):
        return sum(row.place.beds for row in rows(*kinds))

    flats = [row for row in rows(Kind.FREE) if row.place.letting == Letting.WHOLE]
    return Occupancy(
        house.building,
        taken=beds(*LIVED_IN),
        held=beds(Kind.HOLD),
        out_of_use=beds(Kind.CLOSURE, Kind.TURNAROUND, Kind.BLOCKED, Kind.OUT),
        free=beds(Kind.FREE),
        free_flats=len(flats),
        free_places=len(rows(Kind.FREE)) - len(flats),
    )

"""The house as a round goes through it: flat by flat, who should sleep there and what was said of each."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F

from housing.models import Occupant, Presence, Unit
from housing.nights import BEGUN
from wemix.periods import beyond

LEFT_LATELY = 3  # days in which somebody who is written as gone is still asked about


@dataclass
class Expected:
    """One person in a round."""

    occupant: Occupant
    is_minor: bool
    has_left: bool  # written as gone: asked about, and not counted
    absence: object = None  # what is written of them for this night
    presence: Presence | None = None

    @property
    def person(self):
        return self.occupant.person

    @property
    def with_the_others(self):
        """Said present by the one tap for all adults of the flat."""
        return not (self.is_minor or self.has_left or self.absence or self.presence)


@dataclass
class Flat:
    unit: Unit
    people: list = field(default_factory=list)

    @property
    def counted(self):
        return [each for each in self.people if not each.has_left]

    @property
    def recorded(self):
        return sum(each.presence is not None for each in self.counted)

    @property
    def is_done(self):
        return self.recorded == len(self.counted)

    @property
    def adults(self):
        return [each for each in self.people if each.with_the_others]


def flats_of(round, *, occupants, presences, absences):
    """`occupants`, `presences`, `absences`: what the reader may know of."""
    said = {presence.human: presence for presence in presences.filter(round=round.pk).select_related("by")}
    away = {(absence.stay_id, absence.person_id): absence for absence in absences.on(round.day)}
    flats, here = {}, set()
    for occupant in _asked_about(occupants, round.day):
        if occupant.human in here:
            continue
        here.add(occupant.human)
        expected = Expected(
            occupant,
            is_minor=occupant.person.is_minor_on(round.day),
            has_left=has_left(occupant, round.day),
            absence=away.get((occupant.place_use.stay_id, occupant.person_id)),
            presence=said.get(occupant.human),
        )
        unit = occupant.place_use.unit
        flats.setdefault(unit.pk, Flat(unit)).people.append(expected)
    return sorted(flats.values(), key=lambda flat: (flat.unit.building.name, flat.unit.name, flat.unit.pk))


def _asked_about(occupants, day):
    """Who sleeps here this night, and then who is written as gone since a few days."""
    lately = beyond(day - timedelta(days=LEFT_LATELY))
    rows = occupants.filter(lately, starts_on__lte=day, place_use__is_cancelled=False, place_use__stay__state__in=BEGUN)
    rows = rows.select_related("person", "place_use__unit__building", "place_use__stay__household")
    rows = rows.exclude(ends_on=F("starts_on")).order_by("person__born_on", "pk")
    return sorted(rows, key=lambda row: has_left(row, day))


def has_left(occupant, day):
    return occupant.ends_on is not None and occupant.ends_on <= day

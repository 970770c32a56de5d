"""Beds of one shared flat: how many a household takes, and how many are free for it together."""

from collections import defaultdict
from dataclasses import replace


def taken_by(household, place):
    """How many places a household takes where this one is: a bed for each of them, or the whole flat."""
    return max(1, household.people) if place.is_shared else 1


def counted(places):
    """The same facts; each bed with how many of its flat are free by the day on which it is, itself included."""
    places, flats = list(places), defaultdict(list)
    for place in places:
        if place.is_shared:
            flats[place.unit].append(place)
    return [replace(place, beds=_free_with(place, flats[place.unit])) if place.is_shared else place for place in places]


def _free_with(place, flat):
    return 1 + sum(other.id != place.id and goes_with(other, place) for other in flat)


def goes_with(other, place):
    """Whether who enters this bed may have that one too, from the same day."""
    if other.free_from is None or not other.is_open:
        return False
    is_held_alike = (other.is_held, other.held_for) == (place.is_held, place.held_for)
    return is_held_alike and (place.free_from is None or other.free_from <= place.free_from)


def left_by(household, place, places):
    """The places that are left when this household takes this one."""
    more = [other.id for other in places if other.id != place.id and _is_bed_with(other, place)]
    taken = {place.id, *more[: taken_by(household, place) - 1]}
    return counted(other for other in places if other.id not in taken)


def _is_bed_with(other, place):
    return other.is_shared and other.unit == place.unit and goes_with(other, place)

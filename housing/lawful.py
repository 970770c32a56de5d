"""How many people the law allows in a home: ministerial decree of 5 July 1975, articles 2 and 3.

A home has 14 m² for each of the first four people and 10 m² for each further one; a bedroom 9 m² for one person,
14 m² for two; a single-room home 28 m² for one person, 38 m² for two. It warns, and refuses nobody: beds and a
recorded excess are the limit of a place.
"""

from django.utils.translation import ngettext

from housing.models import Occupant, Room

FIRST_FOUR, FURTHER = 14, 10
NOT_LIVED_IN = {Room.Kind.BATHROOM}


def lawful_capacity(rooms):
    """People allowed; None where a room is not measured, or no room is written down."""
    lived_in = [room for room in rooms if room.kind not in NOT_LIVED_IN]
    if not lived_in or any(room.area is None for room in lived_in):
        return None
    if len(lived_in) == 1 and lived_in[0].kind == Room.Kind.STUDIO:
        return _steps(lived_in[0].area, 28, 38)
    bedrooms = [room.area for room in lived_in if room.kind in (Room.Kind.BEDROOM, Room.Kind.STUDIO)]
    return min(_by_area(sum(room.area for room in lived_in)), sum(_steps(area, 9, 14) for area in bedrooms))


def living_beyond_it(unit, coming, *, on, but_for):
    """In a sentence, where more people would live there than is lawful; else empty. `but_for`: filters of the nights
    of those who come."""
    allowed = lawful_capacity(unit.rooms.all())
    if allowed is None:
        return ""
    people = coming + Occupant.objects.on(on).filter(place_use__unit=unit).exclude(**but_for).count()
    if people <= allowed:
        return ""
    said = ngettext(
        "%(count)s person would live here; the rooms are lawful for %(lawful)s.",
        "%(count)s people would live here; the rooms are lawful for %(lawful)s.",
        people,
    )
    return said % {"count": people, "lawful": allowed}


def _steps(area, for_one, for_two):
    return (area >= for_one) + (area >= for_two)


def _by_area(area):
    first = min(4, int(area // FIRST_FOUR))
    return first if first < 4 else 4 + int((area - 4 * FIRST_FOUR) // FURTHER)

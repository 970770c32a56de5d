"""An invented compound: buildings named after trees, flats of every size, places of both kinds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import cycle

from housing.models import Building, Letting, Place, Room, Unit

TREES = (
    "Il Tiglio",
    "Il Glicine",
    "Il Ginepro",
    "Il Corbezzolo",
    "Il Melograno",
    "Il Noce",
    "Il Sambuco",
    "Il Gelso",
    "La Betulla",
    "La Ginestra",
    "La Magnolia",
    "La Lavanda",
)
BEDS = (2, 4, 3, 1, 3, 5, 2, 4, 6, 3, 2, 7)  # of the whole flats, in turn
SHARED = (("women", 4), ("men", 4), ("anyone", 3), ("women", 3), ("men", 5), ("anyone", 4))  # every second building
LONGEST = (540, None, 365, None, 180, 730)
ANSWERS = ("NO", "YES", "NO", "UNKNOWN", "NO", "YES", "NO", "NO")
MOSTLY_YES = ("YES", "YES", "NO", "YES", "YES", "UNKNOWN", "YES")
OWN_DOOR = 10  # every tenth whole flat is fit for people whose address stays secret


@dataclass
class Slot:
    """A place, and what the demonstration has done with it so far."""

    place: Place
    unit: Unit
    free_from: date
    kept_for_works: bool = False
    kept_for_offers: bool = False  # nobody lives here today, so that there is something to propose

    @property
    def is_shared(self):
        return self.place.letting == Letting.BEDS


def build_compound(dice, host, opened, copies=1):
    """A dozen buildings (`copies` dozens, for a load of thousands), open since a day."""
    builder = _Builder(dice, host, opened)
    for copy in range(1, copies + 1):
        for index, tree in enumerate(TREES):
            builder.building(tree if copy == 1 else f"{tree} {copy}", index)
    return builder.slots


def build_small_house(dice, host, opened):
    """What the other hosting body has: enough to see that it is apart."""
    builder = _Builder(dice, host, opened)
    builder.building("Cascina Altrove", 0, flats=3)
    return builder.slots


class _Builder:
    def __init__(self, dice, host, opened):
        self.dice, self.host, self.opened = dice, host, opened
        self.slots = []
        self.beds, self.longest, self.answers = cycle(BEDS), cycle(LONGEST), cycle(ANSWERS)
        self.welcomes = cycle(MOSTLY_YES)
        self.whole_flats = 0

    def building(self, name, index, flats=4):
        self.at = Building.objects.create(
            host=self.host, name=name, address=f"Viale degli Alberi Inventati {index + 1}"
        )
        shares = index % 2 == 0
        for number in range(1, flats + 1 - shares):
            self.flat(number)
        if shares:
            self.shared_flat(flats, *SHARED[index // 2])

    def flat(self, number):
        self.whole_flats += 1
        unit = self.unit(number, is_protected=self.whole_flats % OWN_DOOR in (3, 7))
        beds = next(self.beds)
        self.bedrooms(unit, beds)
        self.room(unit, "Soggiorno con cucina", Room.Kind.LIVING, self.dice.randint(18, 28))
        self.room(unit, "Bagno", Room.Kind.BATHROOM, 5)
        self.place(unit, beds=beds)

    def shared_flat(self, number, residents, beds):
        unit = self.unit(number, letting=Letting.BEDS, residents=residents, is_protected=residents == "women")
        self.room(unit, "Cucina comune", Room.Kind.KITCHEN, 16)
        self.room(unit, "Bagno", Room.Kind.BATHROOM, 6)
        rooms = self.bedrooms(unit, beds)
        for bed, room in enumerate(rooms, 1):
            self.place(unit, name=f"Letto {bed}", room=room)

    def unit(self, number, **more):
        return Unit.objects.create(
            building=self.at,
            name=f"Alloggio {number}",
            floor=(number - 1) % 4 if self.dice.random() < 0.9 else None,
            lift=next(self.answers),
            step_free=next(self.answers) if number > 1 else "YES",
            quiet=next(self.welcomes),
            smoking=self.dice.choice(["NO", "NO", "NO", "YES", "UNKNOWN"]),
            pets=next(self.welcomes),
            max_stay_days=next(self.longest),
            **more,
        )

    def bedrooms(self, unit, beds):
        """Doubles, and a single where the number is odd; the room of each bed, in order."""
        rooms = []
        for first in range(0, beds, 2):
            is_double = first + 1 < beds
            area = self.dice.randint(140, 175) if is_double else self.dice.randint(90, 120)
            known = self.dice.random() < 0.92
            room = self.room(unit, f"Camera {first // 2 + 1}", Room.Kind.BEDROOM, area / 10 if known else None)
            rooms += [room] * (2 if is_double else 1)
        return rooms

    def room(self, unit, name, kind, area):
        area = None if area is None else Decimal(str(area))
        return Room.objects.create(unit=unit, name=name, kind=kind, area=area)

    def place(self, unit, **more):
        place = Place.objects.create(unit=unit, letting=unit.letting, **more)
        self.slots.append(Slot(place, unit, self.opened))


def keep_some(slots):
    """Four whole flats that nobody enters, so that works can be shown at every time; and homes to propose, a shared
    flat with all its beds among them."""
    flats = [slot for slot in slots if not slot.is_shared]
    for slot in flats[4::9][:4]:
        slot.kept_for_works = True
    small = [slot for slot in flats if slot.place.beds in (2, 3, 4) and not slot.kept_for_works]
    beds = [slot for slot in slots if slot.is_shared]
    for_anyone = [slot for slot in beds if slot.unit.residents == "anyone"]
    for slot in small[::2] + beds[::5] + [slot for slot in for_anyone if slot.unit == for_anyone[0].unit]:
        slot.kept_for_offers = True


SHOWN_BY_LIVING_HERE = ("arrived", "overstay", "no_goals", "long_diary", "divides")  # shown by no other


def choose(slots, plan, entry):
    """The free place that wastes least, with as many beds of its flat as they need; nothing when none fits by that
    day."""
    free = [slot for slot in slots if slot.free_from <= entry and not slot.kept_for_works and _fits(slot, plan)]
    for slot in sorted(free, key=lambda slot: _waste(slot, plan)):
        beds = [slot, *(bed for bed in free if slot.is_shared and bed.unit == slot.unit and bed is not slot)]
        if not slot.is_shared or len(beds) >= plan.size:
            return beds[: plan.size]
    return []


def _fits(slot, plan):
    if slot.kept_for_offers and plan.lives_here and not (plan.is_protected or plan.story in SHOWN_BY_LIVING_HERE):
        return False
    if plan.is_protected and not slot.unit.is_protected:
        return False
    if plan.needs.get("STEP_FREE") == "YES" and slot.unit.step_free != "YES":
        return False
    if slot.is_shared or plan.story == "two_beds":
        who = slot.unit.residents == "anyone" if plan.story == "two_beds" else plan.size == 1
        return slot.is_shared and who and plan.shares_with(slot.unit.residents)
    return plan.size - plan.excess <= slot.place.beds <= plan.size + 2


def _waste(slot, plan):
    """A home kept for offers is taken only where there is no other."""
    kept = slot.kept_for_offers and plan.lives_here
    return kept, slot.unit.is_protected and not plan.is_protected, slot.place.beds - plan.size, slot.free_from

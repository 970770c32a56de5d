from housing.models.absences import Absence
from housing.models.closures import Closure
from housing.models.faults import Fault
from housing.models.homes import Building, Letting, Place, Room, Unit, beds_of, home_of
from housing.models.planned_exits import PlannedExit
from housing.models.stays import Stay
from housing.models.uses import Occupant, PlaceUse

__all__ = [
    "Absence",
    "Building",
    "Closure",
    "Fault",
    "Letting",
    "Occupant",
    "Place",
    "PlaceUse",
    "PlannedExit",
    "Room",
    "Stay",
    "Unit",
    "beds_of",
    "home_of",
]

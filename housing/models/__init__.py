from housing.models.closures import Closure
from housing.models.homes import Building, Letting, Place, Room, Unit
from housing.models.stays import Occupant, PlaceUse, Stay

__all__ = ["Building", "Closure", "Letting", "Occupant", "Place", "PlaceUse", "Room", "Stay", "Unit"]

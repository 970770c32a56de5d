from housing.models.absences import Absence
from housing.models.closures import Closure
from housing.models.contributions import CostShare, Exemption, LedgerMonth, Payment
from housing.models.declarations import HospitalityDeclaration
from housing.models.events import Correction, StayEvent
from housing.models.exit_corrections import ExitCorrection
from housing.models.extensions import Extension
from housing.models.faults import Fault
from housing.models.follow_ups import AFTER_MONTHS, ExitFollowUp
from housing.models.homes import Building, Letting, Place, Room, Unit, beds_of, home_of
from housing.models.house_rules import HouseRules
from housing.models.inventories import HandoverRecord, ItemKind, RecordLine, UnitItem
from housing.models.photos import FaultPhoto, RecordPhoto
from housing.models.planned_exits import PlannedExit
from housing.models.presences import Disagreement, Presence, PresenceRound
from housing.models.signed_copies import SignedCopy
from housing.models.stays import Stay
from housing.models.uses import Occupant, PlaceUse

__all__ = [
    "AFTER_MONTHS",
    "Absence",
    "Building",
    "Closure",
    "Correction",
    "Disagreement",
    "ExitCorrection",
    "ExitFollowUp",
    "Extension",
    "CostShare",
    "Exemption",
    "Fault",
    "FaultPhoto",
    "LedgerMonth",
    "HandoverRecord",
    "HospitalityDeclaration",
    "HouseRules",
    "ItemKind",
    "Letting",
    "Occupant",
    "Payment",
    "Place",
    "PlaceUse",
    "PlannedExit",
    "Presence",
    "PresenceRound",
    "RecordLine",
    "RecordPhoto",
    "Room",
    "SignedCopy",
    "Stay",
    "StayEvent",
    "Unit",
    "UnitItem",
    "beds_of",
    "home_of",
]

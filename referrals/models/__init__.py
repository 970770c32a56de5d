from referrals.models.meeting import Meeting, MeetingPoint
from referrals.models.messages import Message, Update
from referrals.models.passing import PassedOver
from referrals.models.proposal import Proposal
from referrals.models.referral import Referral, ReferralEvent
from referrals.models.rulebook import RulebookVersion
from referrals.models.simulation import Simulation, SimulationRun

__all__ = [
    "Meeting",
    "MeetingPoint",
    "Message",
    "PassedOver",
    "Proposal",
    "Referral",
    "ReferralEvent",
    "RulebookVersion",
    "Simulation",
    "SimulationRun",
    "Update",
]

from referrals.models.attachment import ReferralAttachment
from referrals.models.complaint import Complaint
from referrals.models.follow_up import FollowUp
from referrals.models.letter import Letter
from referrals.models.meeting import Meeting, MeetingPoint
from referrals.models.messages import Message, Update
from referrals.models.passing import PassedOver
from referrals.models.proposal import Proposal, ProposedBed
from referrals.models.referral import Referral, ReferralEvent
from referrals.models.review import DecisionReview
from referrals.models.rulebook import RulebookVersion
from referrals.models.simulation import Simulation, SimulationRun

__all__ = [
    "Meeting",
    "MeetingPoint",
    "Complaint",
    "DecisionReview",
    "FollowUp",
    "Letter",
    "Message",
    "PassedOver",
    "Proposal",
    "ProposedBed",
    "Referral",
    "ReferralAttachment",
    "ReferralEvent",
    "RulebookVersion",
    "Simulation",
    "SimulationRun",
    "Update",
]

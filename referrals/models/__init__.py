from referrals.models.messages import Message, Update
from referrals.models.proposal import Proposal
from referrals.models.referral import Referral, ReferralEvent

__all__ = ["Message", "Proposal", "Referral", "ReferralEvent", "Update"]

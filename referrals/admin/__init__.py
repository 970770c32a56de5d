"""The desk's tables of referrals: the queue, and the rules that the body publishes."""

from referrals.admin.queue import ReferralAdmin
from referrals.admin.rulebook import RulebookVersionAdmin

__all__ = ["ReferralAdmin", "RulebookVersionAdmin"]

"""What people do to referrals, by noun: the steps that touch more than one row, or more than one floor."""

from referrals.actions.complaints import answer_complaint, register_complaint
from referrals.actions.follow_ups import finish
from referrals.actions.letters import send_letter
from referrals.actions.messages import answer, ask, write
from referrals.actions.pauses import park, resume
from referrals.actions.proposals import accept_proposal, decline_proposal, propose, take_proposal_back
from referrals.actions.referrals import (
    find_not_eligible,
    open_referral,
    put_on_waiting_list,
    submit,
    weigh_again,
    withdraw,
)
from referrals.actions.reviews import ask_for_review
from referrals.actions.stays import close, fall_through, hand_over_keys

__all__ = [
    "accept_proposal",
    "answer",
    "answer_complaint",
    "ask",
    "ask_for_review",
    "close",
    "decline_proposal",
    "fall_through",
    "find_not_eligible",
    "finish",
    "hand_over_keys",
    "open_referral",
    "park",
    "propose",
    "put_on_waiting_list",
    "register_complaint",
    "resume",
    "send_letter",
    "submit",
    "take_proposal_back",
    "weigh_again",
    "withdraw",
    "write",
]

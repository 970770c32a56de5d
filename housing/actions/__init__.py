"""What people do to homes and stays, by noun."""

from housing.actions.beds import join_stay, leave_stay, take_places
from housing.actions.places import close_place, hold_place, release
from housing.actions.stays import cancel_stay, end_stay, hand_over_keys, plan_stay, replan_stay, transfer

__all__ = [
    "cancel_stay",
    "close_place",
    "end_stay",
    "hand_over_keys",
    "hold_place",
    "join_stay",
    "leave_stay",
    "plan_stay",
    "release",
    "replan_stay",
    "take_places",
    "transfer",
]

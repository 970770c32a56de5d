"""What people do to homes and stays, by noun."""

from housing.actions.absences import end_absence, save_absence, withdraw_absence
from housing.actions.beds import join_stay, leave_stay, take_places
from housing.actions.faults import mend_fault, reopen_fault, report_fault, take_fault
from housing.actions.members import follow_joining, follow_leaving, settle_in, sleeps_elsewhere
from housing.actions.places import close_place, hold_place, release
from housing.actions.stays import cancel_stay, end_stay, hand_over_keys, plan_stay, replan_stay, transfer
from housing.actions.turnarounds import end_use, say_ready

__all__ = [
    "cancel_stay",
    "close_place",
    "end_absence",
    "end_stay",
    "end_use",
    "follow_joining",
    "follow_leaving",
    "hand_over_keys",
    "hold_place",
    "join_stay",
    "leave_stay",
    "mend_fault",
    "plan_stay",
    "release",
    "reopen_fault",
    "replan_stay",
    "report_fault",
    "save_absence",
    "say_ready",
    "settle_in",
    "sleeps_elsewhere",
    "take_fault",
    "take_places",
    "transfer",
    "withdraw_absence",
]

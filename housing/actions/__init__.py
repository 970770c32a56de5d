"""What people do to homes and stays, by noun."""

from housing.actions.absences import end_absence, save_absence, withdraw_absence
from housing.actions.beds import join_stay, leave_stay, take_places
from housing.actions.contributions import (
    agree_share,
    exempt,
    record_payment,
    reverse_payment,
    take_exemption_back,
)
from housing.actions.corrections import correct_day
from housing.actions.declarations import declare_guests, declare_who_becomes_known, deliver_declaration
from housing.actions.entries import place_entry
from housing.actions.exit_corrections import correct_exit
from housing.actions.exits import confirm_exit, entries_behind, undo_exit
from housing.actions.extensions import (
    ask_extension,
    give_opinion,
    grant_extension,
    refuse_extension,
    take_extension_back,
)
from housing.actions.faults import mend_fault, reopen_fault, report_fault, take_fault
from housing.actions.follow_ups import record_follow_up
from housing.actions.house_rules import publish_house_rules
from housing.actions.inventories import write_record
from housing.actions.members import follow_joining, follow_leaving, give_bed, settle_in, sleeps_elsewhere
from housing.actions.overstays import authorise_overstay, refuse_overstay
from housing.actions.photos import add_photos, remove_photo
from housing.actions.places import close_place, hold_place, release
from housing.actions.presences import close_round, open_round, record_presences, settle_disagreement
from housing.actions.signed_copies import keep_signed_copy
from housing.actions.stays import cancel_stay, end_stay, hand_over_keys, plan_stay, replan_stay, transfer
from housing.actions.turnarounds import end_use, say_ready

__all__ = [
    "add_photos",
    "ask_extension",
    "authorise_overstay",
    "agree_share",
    "cancel_stay",
    "close_place",
    "close_round",
    "confirm_exit",
    "correct_day",
    "correct_exit",
    "end_absence",
    "declare_guests",
    "declare_who_becomes_known",
    "deliver_declaration",
    "end_stay",
    "end_use",
    "entries_behind",
    "exempt",
    "follow_joining",
    "follow_leaving",
    "give_bed",
    "give_opinion",
    "grant_extension",
    "hand_over_keys",
    "hold_place",
    "join_stay",
    "keep_signed_copy",
    "leave_stay",
    "open_round",
    "mend_fault",
    "place_entry",
    "plan_stay",
    "record_follow_up",
    "refuse_extension",
    "refuse_overstay",
    "record_payment",
    "record_presences",
    "publish_house_rules",
    "release",
    "remove_photo",
    "reopen_fault",
    "replan_stay",
    "report_fault",
    "reverse_payment",
    "save_absence",
    "say_ready",
    "settle_in",
    "settle_disagreement",
    "sleeps_elsewhere",
    "take_extension_back",
    "take_exemption_back",
    "take_fault",
    "take_places",
    "transfer",
    "undo_exit",
    "withdraw_absence",
    "write_record",
]

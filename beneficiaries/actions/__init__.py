"""What people do to a household and its file, by noun."""

from beneficiaries.actions.attachments import attach, change_attachment, remove_attachment
from beneficiaries.actions.caseload import hand_caseload
from beneficiaries.actions.diary import add_to_diary, write_diary, write_incident
from beneficiaries.actions.goals import add_goal, add_step, change_goal, move_goal, tick_step
from beneficiaries.actions.handovers import answer_handover, ask_handover, take_handover_back
from beneficiaries.actions.households import change_household, hand_to_colleague, register_family, register_household
from beneficiaries.actions.identity import save_identity_document, save_permit, set_code
from beneficiaries.actions.life_projects import change_life_project, close_life_project, open_life_project
from beneficiaries.actions.members import Newcomer, add_member, end_membership, make_head, take_back, welcome
from beneficiaries.actions.needs import answer_needs
from beneficiaries.actions.people import change_person, come_of_age, link_people, save_phones, unlink_person
from beneficiaries.actions.progress_reports import sign_report
from beneficiaries.actions.reviews import correct_reading, record_review

__all__ = [
    "Newcomer",
    "add_goal",
    "add_member",
    "add_step",
    "add_to_diary",
    "answer_handover",
    "answer_needs",
    "ask_handover",
    "attach",
    "change_attachment",
    "change_goal",
    "change_household",
    "change_life_project",
    "change_person",
    "close_life_project",
    "come_of_age",
    "correct_reading",
    "end_membership",
    "hand_caseload",
    "hand_to_colleague",
    "link_people",
    "make_head",
    "move_goal",
    "open_life_project",
    "record_review",
    "register_family",
    "register_household",
    "remove_attachment",
    "save_identity_document",
    "save_permit",
    "save_phones",
    "set_code",
    "sign_report",
    "take_back",
    "take_handover_back",
    "tick_step",
    "unlink_person",
    "welcome",
    "write_diary",
    "write_incident",
]

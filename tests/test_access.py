"""Who gets what at every address: each role × its own rows, others', protected, denied and nobody's.

The table must equal the set of addresses. A refusal is 404 with the same words for another's row and for none;
a page that is not for a role answers 403 whatever stands behind it. What answers 200 is searched for names.
"""

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.urls import get_resolver, reverse
from pypdf import PdfReader

from tests.world import NAMES, SECRET_HOME, build, made_once
from wemix.access import Role

WORKER, OPERATOR, CUSTODIAN = Role.SOCIAL_WORKER, Role.OPERATOR, Role.CUSTODIAN
COORDINATOR, MANAGER, OFFICER, TECHNICIAN = Role.COORDINATOR, Role.MANAGER, Role.OFFICER, Role.TECHNICIAN
EVERYBODY = tuple(Role)
CASE = (WORKER, OPERATOR, COORDINATOR)
TEAM = (OPERATOR, COORDINATOR)
SENDER = (WORKER, COORDINATOR)
HOUSE = (OPERATOR, CUSTODIAN, COORDINATOR)
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access")]  # its world is made once


@dataclass(frozen=True)
class Page:
    """Who gets 200 on a row of their own; what a colleague of a protected household's worker gets."""

    name: str
    args: tuple = ()
    roles: tuple = CASE
    hidden: int = 404  # of a protected household, for a social worker who is not its named one
    method: str = "get"
    of_nobody_s: bool = False  # of no household: a home, a simulation. The host's people see it, denied or not
    status: int = 200  # for those who may

    def __str__(self):
        return " ".join([self.name, *self.args])


def of(name, *args, **more):
    return Page(name, args, **more)


LISTS = [
    of("home", roles=EVERYBODY),
    of("search", roles=EVERYBODY),
    of("updates"),
    of("mail_choice", roles=(*CASE, CUSTODIAN, MANAGER)),
    of("accessibility", roles=EVERYBODY),
    of("account_change_password", roles=EVERYBODY),
    of("beneficiaries:households"),
    of("beneficiaries:register", roles=SENDER),
    of("beneficiaries:caseload", roles=(WORKER,)),
    of("beneficiaries:lookalikes", method="post"),
    of("beneficiaries:read_code", method="post"),
    of("housing:stays", roles=(*CASE, CUSTODIAN)),
    of("housing:tonight", roles=HOUSE),
    of("housing:rounds", roles=HOUSE),
    of("housing:disagreements", roles=TEAM),
    of("housing:faults", roles=HOUSE),
    of("housing:fault_report", roles=HOUSE),
    of("housing:turnarounds", roles=HOUSE),
    of("housing:house_rules", roles=HOUSE),
    of("housing:calendar", roles=HOUSE),
    of("housing:calendar_year", roles=HOUSE),
    of("housing:compound", roles=HOUSE),
    of("housing:declarations", roles=TEAM),
    of("housing:forecast", roles=TEAM),
    of("housing:contributions", roles=(COORDINATOR,)),
    of("referrals:availability"),
    of("referrals:list"),
    of("referrals:waiting", roles=TEAM),
    of("referrals:homes", roles=TEAM),
    of("referrals:complaints", roles=SENDER),
    of("referrals:plan", roles=TEAM),
    of("referrals:log", roles=(OFFICER,)),
    of("referrals:meetings", roles=TEAM),
    of("referrals:meeting_open", roles=(COORDINATOR,)),
    of("referrals:rules", roles=(*CASE, MANAGER, OFFICER)),
    of("referrals:reports", roles=(MANAGER, COORDINATOR)),
    of("referrals:report", "segnalazioni", roles=(MANAGER, COORDINATOR)),
    of("referrals:report", "ingressi-uscite", roles=(MANAGER, COORDINATOR)),
    of("referrals:report", "superati", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "superati", roles=(MANAGER, COORDINATOR)),
    of("referrals:fairness", roles=(MANAGER, COORDINATOR)),
    of("referrals:fairness_csv", roles=(MANAGER, COORDINATOR)),
    of("referrals:simulations", roles=(MANAGER, COORDINATOR)),
    of("referrals:simulation_ask", roles=(COORDINATOR,)),
    of("referrals:report", "rifiuti", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "rifiuti", roles=(MANAGER, COORDINATOR)),
    of("referrals:report", "contributi", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "contributi", roles=(MANAGER, COORDINATOR)),
    of("referrals:report", "ore", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "ore", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "segnalazioni", roles=(MANAGER, COORDINATOR)),
    of("referrals:report_csv", "ingressi-uscite", roles=(MANAGER, COORDINATOR)),
]

ROWS = [
    of("beneficiaries:household", "household", hidden=200),
    of("beneficiaries:household_edit", "household", hidden=200),
    of("beneficiaries:needs", "household", hidden=200),
    of("beneficiaries:person_add", "household", hidden=200),
    of("beneficiaries:person", "household", "person", hidden=200),
    of("beneficiaries:person_edit", "household", "person", hidden=200),
    of("beneficiaries:person_code", "household", "person", hidden=200),
    of("beneficiaries:person_permit", "household", "person", hidden=200),
    of("beneficiaries:person_document_add", "household", "person", hidden=200),
    of("beneficiaries:person_document", "household", "person", "document", hidden=200),
    of("beneficiaries:person_phones", "household", "person", hidden=200),
    of("beneficiaries:person_needs", "household", "person", hidden=200),
    of("beneficiaries:person_leaves", "household", "person", hidden=200),
    of("beneficiaries:person_returns", "household", "gone", hidden=200),
    of("beneficiaries:of_age", "household", "gone", hidden=200),
    of("beneficiaries:to_colleague", "household", roles=(WORKER,), hidden=403),
    of("beneficiaries:to_body", "household", roles=(WORKER,), hidden=403),
    of("beneficiaries:handover", "handover", roles=()),
    of("beneficiaries:handover_take_back", "handover", roles=(WORKER,), hidden=403),
    of("beneficiaries:life_project_open", "without_project", roles=TEAM, hidden=403),
    of("hand_over", "fact"),
    of("beneficiaries:life_project", "project"),
    of("beneficiaries:life_project_edit", "project", roles=TEAM, hidden=403),
    of("beneficiaries:life_project_close", "project", roles=TEAM, hidden=403),
    of("beneficiaries:plan_print", "project"),
    of("beneficiaries:plan_pdf", "project"),
    of("beneficiaries:report_update", "project", roles=TEAM, hidden=403),
    of("beneficiaries:report_closing", "project", roles=TEAM, hidden=403),
    of("beneficiaries:report_pdf", "progress_report"),
    of("beneficiaries:goal_add", "project", roles=TEAM, hidden=403),
    of("beneficiaries:goal", "goal", roles=TEAM, hidden=403),
    of("beneficiaries:goal_status", "goal", roles=TEAM, hidden=403),
    of("beneficiaries:goal_move", "goal", roles=TEAM, hidden=403),
    of("beneficiaries:step_add", "goal", roles=TEAM, hidden=403),
    of("beneficiaries:step_done", "goal_step", roles=TEAM),
    of("beneficiaries:review_add", "project", roles=TEAM, hidden=403),
    of("beneficiaries:review", "review"),
    of("beneficiaries:reading_correct", "reading", roles=TEAM, hidden=403),
    of("beneficiaries:timeline", "household", hidden=200),
    of("beneficiaries:diary", "household", hidden=200),
    of("beneficiaries:diary_add", "household", hidden=200),
    of("beneficiaries:diary_add_to", "entry", roles=(COORDINATOR,), hidden=404),
    of("beneficiaries:diary_file", "note_file"),
    of("beneficiaries:incident_add", "household", roles=TEAM, hidden=403),
    of("beneficiaries:attachments", "household", hidden=200),
    of("beneficiaries:attach", "household", hidden=200),
    of("beneficiaries:attachment", "paper", roles=TEAM),
    of("beneficiaries:attachment_file", "paper"),
    of("beneficiaries:attachment_remove", "paper", roles=TEAM),
    of("housing:stay", "stay", roles=(*CASE, CUSTODIAN)),
    of("housing:absence_add", "stay", roles=TEAM, hidden=403),
    of("housing:absence", "absence", roles=TEAM, hidden=403),
    of("housing:absence_back", "absence", roles=TEAM, hidden=403),
    of("housing:absence_withdraw", "absence", roles=TEAM, hidden=403),
    of("housing:settle", "stay", "person", roles=TEAM, hidden=403),
    of("housing:leave_bed", "stay", "person", roles=TEAM, hidden=403),
    of("referrals:split", "household", roles=(COORDINATOR,), hidden=403),
    of("referrals:split_undo", "split", roles=(COORDINATOR,), hidden=403),
    of("referrals:link", "person", roles=(COORDINATOR,), hidden=403),
    of("referrals:unlink", "person", roles=(COORDINATOR,), hidden=403),
    of("housing:replan", "stay", roles=TEAM, hidden=403),
    of("housing:declaration", "declaration", roles=TEAM, hidden=403),
    of("housing:declaration_pdf", "declaration", roles=TEAM, hidden=403),
    of("housing:declaration_deliver", "declaration", roles=TEAM, hidden=403),
    of("housing:pact", "stay"),
    of("housing:record_write", "stay", "home", "return", roles=HOUSE, hidden=403),
    of("housing:record", "record", roles=HOUSE, hidden=403),
    of("housing:record_pdf", "record", roles=HOUSE, hidden=403),
    of("housing:stay_signed", "stay", "pact", roles=TEAM, hidden=403),
    of("housing:record_signed", "record", roles=HOUSE, hidden=403),
    of("housing:declaration_signed", "declaration", roles=TEAM, hidden=403),
    of("housing:signed_copy", "signed_pact", roles=CASE),
    of("housing:signed_copy", "signed_record", roles=HOUSE),
    of("housing:record_photos", "record", roles=HOUSE, hidden=403),
    of("housing:photo", "verbale", "record_photo", roles=HOUSE, hidden=403),
    of("housing:thumbnail", "verbale", "record_photo", roles=HOUSE, hidden=403),
    of("housing:photo_remove", "verbale", "record_photo", roles=HOUSE, hidden=403),
    of("housing:fault_photos", "fault", roles=HOUSE, of_nobody_s=True),
    of("housing:photo", "guasto", "fault_photo", roles=HOUSE, of_nobody_s=True),
    of("housing:thumbnail", "guasto", "fault_photo", roles=HOUSE, of_nobody_s=True),
    of("housing:photo_remove", "guasto", "fault_photo", roles=HOUSE, of_nobody_s=True),
    of("housing:round", "round", roles=HOUSE, of_nobody_s=True),
    of("housing:round_flat", "round", "home", roles=HOUSE, hidden=403),
    of("housing:round_close", "round", roles=HOUSE, of_nobody_s=True),
    of("housing:disagreement", "disagreement", roles=TEAM, hidden=403),
    of("housing:fault", "fault", roles=HOUSE, of_nobody_s=True),
    of("housing:fault_take", "fault", roles=HOUSE, of_nobody_s=True),
    of("housing:fault_mend", "fault", roles=HOUSE, of_nobody_s=True),
    of("housing:fault_reopen", "fault_mended", roles=HOUSE, of_nobody_s=True),
    of("housing:ready", "turnaround", roles=HOUSE, of_nobody_s=True),
    of("housing:transfer", "stay", roles=(COORDINATOR,), hidden=403),
    of("housing:ledger", "household", roles=TEAM, hidden=403),
    of("housing:agree_share", "stay", roles=(COORDINATOR,), hidden=403),
    of("housing:exempt", "stay", roles=(COORDINATOR,), hidden=403),
    of("housing:exempt_no_more", "exemption", roles=(COORDINATOR,), hidden=403),
    of("housing:pay", "stay", roles=TEAM, hidden=403),
    of("housing:reverse_payment", "payment", roles=TEAM, hidden=403),
    of("housing:receipt", "payment", roles=TEAM, hidden=403),
    of("housing:step", "stay", "take_back"),
    of("housing:step", "stay", "opinion", roles=SENDER),
    of("housing:step", "stay", "grant", roles=(COORDINATOR,)),
    of("housing:follow_up", "exit_follow_up"),
    of("referrals:write", "to_refer", roles=(WORKER,), hidden=200),
    of("referrals:detail", "referral", hidden=200),
    of("referrals:edit", "submitted", roles=(WORKER,)),
    of("referrals:attachments", "submitted", roles=(WORKER,)),
    of("referrals:attach", "submitted", roles=(WORKER,)),
    of("referrals:ask", "submitted", roles=TEAM, hidden=403),
    of("referrals:message", "referral"),
    of("referrals:answer", "question", roles=SENDER),
    of("referrals:step", "submitted", "withdraw", roles=(WORKER,)),
    of("referrals:pdf", "referral"),
    of("referrals:text", "referral"),
    of("referrals:for_household", "referral"),
    of("referrals:for_household_pdf", "referral"),
    of("referrals:letter", "letter"),
    of("referrals:write_letter", "refused", roles=(COORDINATOR,), hidden=403),
    of("referrals:complain", "referral", roles=SENDER),
    of("referrals:complaint", "complaint", roles=SENDER),
    of("referrals:complaint_answer", "complaint", roles=(COORDINATOR,), hidden=403),
    of("referrals:follow_up", "follow_up", roles=(COORDINATOR,), hidden=403),
    of("referrals:step", "refused", "ask_review", roles=(WORKER, COORDINATOR)),
    of("referrals:match", "waiting", roles=TEAM, hidden=403),
    of("referrals:pair", "waiting", "place", roles=TEAM, hidden=403),
    of("referrals:ask_datum", "waiting", "STEP_FREE", roles=TEAM, hidden=403),
    of("referrals:households", "place", roles=TEAM, of_nobody_s=True),
    of("referrals:propose", "waiting", "place", roles=(COORDINATOR,), hidden=403),
    of("referrals:meeting", "meeting", roles=TEAM, hidden=403),
    of("referrals:meeting_edit", "meeting", roles=TEAM, hidden=403),
    of("referrals:meeting_refresh", "meeting", roles=(COORDINATOR,), hidden=403),
    of("referrals:meeting_arrange", "meeting", roles=(COORDINATOR,), hidden=403),
    of("referrals:meeting_close", "meeting", roles=(COORDINATOR,), hidden=403),
    of("referrals:minutes", "meeting", roles=TEAM, hidden=403),
    of("referrals:meeting_point_add", "meeting", roles=TEAM, hidden=403),
    of("referrals:meeting_point", "point", roles=TEAM, hidden=403),
    of("referrals:meeting_point_leave_out", "point", roles=(COORDINATOR,), hidden=403),
    of("referrals:meeting_bring", "household", roles=TEAM, hidden=403),
    of("referrals:plan_choices", "waiting", roles=TEAM, hidden=403),
    of("referrals:proposal", "proposal"),
    of("referrals:proposal_accept", "proposal", roles=(COORDINATOR,), hidden=403),
    of("referrals:proposal_decline", "proposal", roles=(COORDINATOR,), hidden=403),
    of("referrals:proposal_take_back", "proposal", roles=(COORDINATOR,), hidden=403),
    of("referrals:simulation", "simulation", roles=(MANAGER, COORDINATOR), hidden=403, of_nobody_s=True),
]

UNSIGNED = {  # open without signing in: they hold nothing about anybody
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accessibility",
    "set_language",
}
ONE_S_OWN = {  # answer with one's own rows only (tests/wemix/test_drafts.py, tests/wemix/test_facts.py)
    "save_draft",
    "drop_draft",
    "answer_fact",
    "calendar_address",
    "calendar",  # of who has the token (tests/wemix/test_calendars.py)
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody, and a whole line of work in each of four situations."""
    with made_once(build, django_db_blocker) as made:
        yield made


@pytest.fixture
def ask(world):
    """The answer to a person at an address; `row`: the keys of one situation. Nobody signed in: None."""

    def answer(user, where, row):
        url = reverse(where.name, args=[row.get(arg, arg) for arg in where.args])
        return getattr(world["browsers"][user], where.method)(url)

    return answer


def words_of(answer):
    """What a person reads of it: hidden fields (one-time keys, the address itself) apart."""
    if answer["Content-Type"] == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    if answer["Content-Type"].startswith("image/"):
        return ""
    return re.sub(r'<input type="hidden"[^>]*>', "", answer.content.decode())


def addresses(resolver=None, space=""):
    """The names of every address of the site; the desk's stand in tests of its own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if not hasattr(pattern, "url_patterns"):
            yield space + pattern.name
        elif pattern.namespace != "admin":
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)


def test_every_address_stands_in_the_table():
    assert set(addresses()) == {page.name for page in [*LISTS, *ROWS]} | UNSIGNED | ONE_S_OWN


@pytest.mark.parametrize("where", [*LISTS, *ROWS], ids=str)
def test_nobody_gets_in_without_signing_in(ask, world, where):
    answer = ask(None, where, world["rows"]["own"])
    if where.name not in UNSIGNED:
        assert answer.status_code == 302 and answer.url.startswith("/accesso/accedi/")


@pytest.mark.parametrize("where", LISTS, ids=str)
def test_a_list_is_for_its_roles_and_names_no_stranger(ask, world, where):
    for role, user in world["people"].items():
        answer = ask(user, where, {})
        expected = where.status if role in where.roles else 403
        assert answer.status_code == expected, (role, answer.status_code)
        words = b"".join(answer) if answer.streaming else answer.content
        for stranger in ("other", "denied"):
            assert NAMES[stranger].encode() not in words, (role, stranger)
        if role in (MANAGER, OFFICER, TECHNICIAN):
            assert not any(name.encode() in words for name in NAMES.values()), role
    words = ask(world["bob"], where, {}).content.decode()
    assert SECRET_HOME not in words and NAMES["denied"] not in words


@pytest.mark.parametrize("where", ROWS, ids=str)
def test_a_row_is_for_who_may_see_it(ask, world, where):
    for role, user in world["people"].items():
        answers = {of_whom: ask(user, where, row) for of_whom, row in world["rows"].items()}
        codes = {of_whom: answer.status_code for of_whom, answer in answers.items()}
        own = 200 if role in where.roles else codes["nobody"]
        assert codes["nobody"] in ((403, 404) if role not in where.roles else (404,)), role
        assert codes["own"] == codes["protected"] == own or role not in where.roles, (role, codes)
        assert role in where.roles or {codes["own"], codes["protected"]} <= {403, 404}, (role, codes)
        of_nobody = {"other"} if where.of_nobody_s else {"other", "denied"}
        for of_whom in of_nobody:
            assert codes[of_whom] == codes["nobody"], (role, codes)
            assert words_of(answers[of_whom]) == words_of(answers["nobody"]), (role, of_whom)
        if where.of_nobody_s:
            assert not any(NAMES[of_whom] in words_of(answers["own"]) for of_whom in ("other", "denied")), role


@pytest.mark.parametrize("where", ROWS, ids=str)
def test_a_colleague_learns_nothing_of_a_protected_home(ask, world, where):
    """Not the flat, not even that there is one: of a protected household the named worker alone is told."""
    answer = ask(world["bob"], where, world["rows"]["protected"])
    assert answer.status_code in {where.hidden, 403}
    assert SECRET_HOME not in answer.content.decode()
    if answer.status_code == 200 and where.name in ("beneficiaries:household", "referrals:detail"):
        assert not re.search("in accoglienza|alloggio proposto|chiavi", words_of(answer), re.IGNORECASE)

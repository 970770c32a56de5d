"""The whole demonstration, in order: who works here, the homes and their rules, and three years of households."""

from datetime import timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from beneficiaries.models import Household
from housing.models import Building
from referrals.demo.afterwards import add_what_follows
from referrals.demo.attachments import add_papers
from referrals.demo.clock import in_haste
from referrals.demo.closures import close_places
from referrals.demo.contributions import ask_contributions
from referrals.demo.declarations import add_declarations
from referrals.demo.diaries import write_diary
from referrals.demo.faults import break_some
from referrals.demo.homes import build_compound, build_small_house, keep_some
from referrals.demo.living import NEVER, live
from referrals.demo.logins import make_teams
from referrals.demo.meetings import hold_meetings
from referrals.demo.members import move_people
from referrals.demo.plans import THREE_YEARS, draw_plans, what_is_wanted
from referrals.demo.presences import add_presences
from referrals.demo.progress_reports import add_progress_reports
from referrals.demo.projects import write_project
from referrals.demo.records import add_records
from referrals.demo.referring import Referring
from referrals.demo.registering import register
from referrals.demo.rules import publish_rules
from referrals.demo.signatures import sign_papers
from referrals.demo.specials import add_specials
from wemix.access import Role
from wemix.models import Organisation, User
from wemix.reference_data import SENDING_BODIES

OF_THE_OTHER_HOST = ("housed", "housed", "closed", "waiting", "waiting", "in_review", "submitted", "proposed")
HOUSEHOLDS_OF_A_COMPOUND = 400  # more households: more compounds, or nobody would ever be housed


def holds_something():
    """Whether there is anything but reference data: every other row hangs on one of these."""
    bodies = Organisation.objects.exclude(code__in=SENDING_BODIES)
    return any(rows.exists() for rows in (bodies, User.objects, Household.objects, Building.objects))


def load(seed, households):
    """Not in a savepoint: see check_now."""
    dice, today = Random(seed), timezone.localdate()
    with in_haste():
        senders, (host, other_host) = make_teams(dice)
        opened = today - timedelta(days=THREE_YEARS)
        slots = build_compound(dice, host.organisation, opened, copies=1 + households // HOUSEHOLDS_OF_A_COMPOUND)
        keep_some(slots)
        publish_rules(host, opened, today)
        plans = draw_plans(dice, what_is_wanted(households - len(OF_THE_OTHER_HOST)), senders, host, today)
        run(dice, plans, slots, today)
        close_places(dice, slots, host.of(Role.COORDINATOR)[0], today)
        break_some(dice, host, slots, today)
        _fill_other_house(dice, senders, other_host, opened, today)
        add_specials(dice, plans, today)
        add_what_follows(plans, today)
        add_papers(plans, today)
        add_progress_reports(plans, today)
        move_people(plans, today)
        hold_meetings(dice, host, today)
        ask_contributions(dice, plans, today)
        add_declarations(dice, plans, host, today)
        add_records(dice, plans, host, opened)
        sign_papers(host, today)
        add_presences(host, today)
    check_now()
    return plans


def check_now():
    """What is checked at the end waits in a queue that PostgreSQL reads through at every row of history; outside a
    savepoint it forgets what is checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def run(dice, plans, slots, today):
    """Each household in its turn, so that a place is taken only after who left it."""
    for plan in plans:
        register(dice, plan)
        Referring(dice, plan, slots, today).run()
        if plan.stay and plan.days["house"] <= today:
            live(dice, plan, slots, today)
            write_project(dice, plan, today)
            write_diary(dice, plan, today)
        else:
            plan.frees(NEVER)
        check_now()


def _fill_other_house(dice, senders, host, opened, today):
    slots = build_small_house(dice, host.organisation, opened)
    rows = [("", state, {"size": 2}) for state in OF_THE_OTHER_HOST]
    run(dice, draw_plans(dice, rows, senders, host, today), slots, today)

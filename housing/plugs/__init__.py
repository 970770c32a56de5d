"""What housing plugs into the pages of other floors, and what it does when a household changes."""

from django.utils.translation import gettext_lazy as _

from housing.actions import declare_who_becomes_known, follow_joining, follow_leaving
from housing.plugs import days, declarations, members, papers, presences, silence, stays, steps, timeline, upkeep
from wemix import navigation, sockets
from wemix.access import CASE_WORKERS, Role

AT_A_GLANCE = ("housing:compound", "housing:tonight", "housing:rounds")
STAYS = ("housing:forecast", "housing:contributions", "housing:declarations")


def plug():
    sockets.household_panels.plug(stays.household_panels)
    for room in (stays, steps, members, upkeep, declarations, presences, papers, silence):
        sockets.today.plug(room.tasks)
    sockets.timeline.plug(timeline.told)
    sockets.sealed_papers.plug(papers.sealed)
    sockets.appointments.plug(days.appointments)
    sockets.member_joined.plug(follow_joining)
    sockets.member_left.plug(follow_leaving)
    sockets.person_changed.plug(declare_who_becomes_known)
    _menu()


def _menu():
    navigation.add((Role.CUSTODIAN,), _("Tonight"), "housing:tonight", order=40)
    navigation.add((Role.OPERATOR,), _("Tonight"), "housing:tonight", order=40, leads_to=("housing:rounds",))
    navigation.add((Role.CUSTODIAN,), _("Presences"), "housing:rounds", order=41)
    own = (Role.CUSTODIAN, Role.OPERATOR)  # who have entries of their own for tonight, and so for its rounds
    navigation.add(own, _("Calendar"), "housing:calendar", order=42, leads_to=("housing:compound",))
    navigation.add((Role.COORDINATOR,), _("Calendar"), "housing:calendar", order=42, leads_to=AT_A_GLANCE)
    navigation.add((Role.CUSTODIAN, Role.OPERATOR), _("Faults"), "housing:faults", order=44)
    navigation.add((Role.CUSTODIAN, *CASE_WORKERS), _("Stays"), "housing:stays", order=45, leads_to=STAYS)

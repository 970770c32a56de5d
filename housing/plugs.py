"""What housing plugs into the pages of other floors: the home of a household, what is due today."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing import declaration_plugs, member_plugs, presence_plugs
from housing.actions import declare_who_becomes_known, follow_joining, follow_leaving
from housing.ledger import ledgers
from housing.models import Fault, PlaceUse, Stay
from housing.stay_papers import to_be_signed
from housing.tables.stays import stay_mark
from wemix import navigation, sockets
from wemix.access import CASE_WORKERS, TEAM, Role
from wemix.sockets import Panel, Task, TaskRow

STAYS = ("housing:forecast", "housing:contributions", "housing:declarations")
SOON = 30  # days before a planned exit in which the next step must be found


def plug():
    sockets.household_panels.plug(home)
    sockets.household_panels.plug(contribution)
    sockets.today.plug(tasks)
    sockets.today.plug(upkeep)
    sockets.today.plug(member_plugs.tasks)
    sockets.member_joined.plug(follow_joining)
    sockets.member_left.plug(follow_leaving)
    sockets.today.plug(declaration_plugs.tasks)
    sockets.person_changed.plug(declare_who_becomes_known)
    sockets.today.plug(to_be_signed)
    sockets.today.plug(presence_plugs.tasks)
    navigation.add((Role.CUSTODIAN,), gettext_lazy("Tonight"), "housing:tonight", order=40)
    navigation.add((Role.OPERATOR,), gettext_lazy("Tonight"), "housing:tonight", order=40, leads_to=("housing:rounds",))
    navigation.add((Role.CUSTODIAN,), gettext_lazy("Presences"), "housing:rounds", order=41)
    navigation.add((Role.CUSTODIAN, *TEAM), gettext_lazy("Calendar"), "housing:calendar", order=42)
    navigation.add((Role.CUSTODIAN, Role.OPERATOR), gettext_lazy("Faults"), "housing:faults", order=44)
    navigation.add((Role.CUSTODIAN, *CASE_WORKERS), gettext_lazy("Stays"), "housing:stays", order=45, leads_to=STAYS)


def home(household, user):
    """The stay of a household; nothing at all for whom it must stay secret."""
    if household.is_hidden_from(user):
        return []
    stays = household.stays.visible_to(user).taking_place().with_places()
    return [Panel(20, "housing/_home_panel.html", {"stays": [(stay, stay_mark(stay)) for stay in stays]})]


def contribution(household, user):
    """For the hosting team, of a household that lives or lived here."""
    stays = household.stays.visible_to(user).taking_place() if user.is_team else []
    if not stays:
        return []
    found = ledgers(stays, user)
    return [Panel(25, "housing/_ledger_panel.html", {"household": household, "ledgers": found})]


def tasks(user):
    """Planned entries, stays past their planned exit, and those that will soon be."""
    if user.role not in (Role.CUSTODIAN, *CASE_WORKERS):
        return []
    today = timezone.localdate()
    stays = Stay.objects.visible_to(user).select_related("household").with_places()
    running = stays.running().order_by("planned_until")
    due = stays.filter(state=Stay.State.PLANNED, planned_from__lte=today).order_by("planned_from")
    found = [_task(_("Awaited: the keys are to be handed over"), due, "planned_from", "?state=planned", 32)]
    if user.is_case_worker:
        gone_by = stays.beyond(today).order_by("planned_until")
        ending = running.filter(planned_until__gte=today, planned_until__lt=today + timedelta(days=SOON))
        found += [
            _task(_("Beyond their planned exit"), gone_by, "planned_until", "?leaving=0", 34),
            _task(_("Planned exit within 30 days"), ending, "planned_until", "?leaving=30", 36),
        ]
    return found


def upkeep(user):
    """What is broken, and what is to be made ready, for whoever works where people sleep."""
    if user.role not in (Role.CUSTODIAN, *TEAM):
        return []
    faults = Fault.objects.visible_to(user).open().worst_first().select_related("unit__building")
    empty = PlaceUse.objects.visible_to(user).turnarounds_on(timezone.localdate())
    empty = empty.select_related("place__unit__building").order_by("ends_on", "pk")
    mine = user.role == Role.CUSTODIAN
    return [
        Task(_("Faults to mend"), tuple(map(_fault_row, faults)), reverse("housing:faults"), 34, mine=mine),
        Task(_("Places to make ready"), tuple(map(_empty_row, empty)), reverse("housing:turnarounds"), 35, mine=mine),
    ]


def _fault_row(fault):
    url = reverse("housing:fault", args=[fault.pk])
    return TaskRow(str(fault), url, since=fault.reported_at.date(), note=fault.get_urgency_display())


def _empty_row(turnaround):
    url = reverse("housing:ready", args=[turnaround.pk])
    return TaskRow(str(turnaround.place), url, since=turnaround.starts_on, due=turnaround.ends_on)


def _task(title, stays, day, query, order):
    return Task(title, tuple(_row(stay, day) for stay in stays), reverse("housing:stays") + query, order)


def _row(stay, day):
    note = _("%(day)s · %(places)s") % {"day": f"{getattr(stay, day):%d/%m/%Y}", "places": stay.home}
    return TaskRow(str(stay.household), reverse("housing:stay", args=[stay.pk]), note=note)

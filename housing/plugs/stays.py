"""The home of a household on its page, and the days of stays that somebody waits for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.ledger import ledgers
from housing.models import Stay
from housing.tables.stays import stay_mark
from wemix.access import CASE_WORKERS, Role
from wemix.sockets import Panel, Task, TaskRow, nearing

LEAVING = (60, 30, 15)  # days before a planned exit on which somebody asks what comes next


def household_panels(household, user):
    """The stays of a household; nothing at all for whom they must stay secret."""
    if household.is_hidden_from(user):
        return []
    stays = household.stays.visible_to(user).taking_place().with_places()
    home = Panel(20, "housing/_home_panel.html", {"stays": [(stay, stay_mark(stay)) for stay in stays]})
    return [home, *_contribution(household, stays, user)]


def _contribution(household, stays, user):
    """For the hosting team, of a household that lives or lived here."""
    if not user.is_team or not stays:
        return []
    context = {"household": household, "ledgers": ledgers(stays, user)}
    return [Panel(25, "housing/_ledger_panel.html", context)]


def tasks(user):
    """Planned entries, stays past their planned exit, and those that will soon be."""
    if user.role not in (Role.CUSTODIAN, *CASE_WORKERS):
        return []
    today = timezone.localdate()
    stays = Stay.objects.visible_to(user).select_related("household").with_places()
    running = stays.running().order_by("planned_until")
    due = stays.filter(state=Stay.State.PLANNED, planned_from__lte=today).order_by("planned_from")
    awaited = tuple(_row(stay, due=stay.planned_from, of=f"{stay.pk}:{stay.planned_from}") for stay in due)
    found = [_task("awaited", _("Awaited: the keys are to be handed over"), awaited, "?state=planned", 32)]
    if user.is_case_worker:
        gone_by = stays.beyond(today).order_by("planned_until")
        ending = running.filter(planned_until__gte=today, planned_until__lt=today + timedelta(days=max(LEAVING)))
        found += [
            _task("beyond", _("Beyond their planned exit"), tuple(map(_exit_row, gone_by)), "?leaving=0", 34),
            _task("exit_near", _("Planned exit within 60 days"), tuple(map(_exit_row, ending)), "?leaving=60", 36),
        ]
    return found


def _task(code, title, rows, query, order):
    reminds = code == "exit_near"
    return Task(f"stays.{code}", title, rows, reverse("housing:stays") + query, order, reminds=reminds)


def _exit_row(stay):
    return _row(stay, **nearing(stay.pk, stay.planned_until, LEAVING))


def _row(stay, **when):
    return TaskRow(str(stay.household), stay.get_absolute_url(), note=str(stay.home), **when)

"""What of the homes waits for somebody, on the page of today."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.actions.faults import DANGER
from housing.models import Fault, PlaceUse
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow


def tasks(user):
    """What is broken, and what is to be made ready, for whoever works where people sleep."""
    if user.role not in (Role.CUSTODIAN, *TEAM):
        return []
    faults = list(Fault.objects.visible_to(user).open().worst_first().select_related("unit__building"))
    empty = PlaceUse.objects.visible_to(user).turnarounds_on(timezone.localdate())
    empty = empty.select_related("place__unit__building").order_by("ends_on", "pk")
    mine = user.role == Role.CUSTODIAN
    dangers, others = ([fault for fault in faults if fault.could_hurt == hurts] for hurts in (True, False))
    return [
        Task(DANGER, _("Faults that could hurt somebody"), tuple(map(_fault_row, dangers)), order=6, alarms=True),
        _task("fault", _("Faults to mend"), map(_fault_row, others), "housing:faults", 34, mine),
        _task("ready", _("Places to make ready"), map(_empty_row, empty), "housing:turnarounds", 35, mine),
    ]


def _task(code, title, rows, page, order, mine):
    return Task(f"homes.{code}", title, tuple(rows), reverse(page), order, mine)


def _fault_row(fault):
    url = reverse("housing:fault", args=[fault.pk])
    since = timezone.localdate(fault.reported_at)
    return TaskRow(str(fault), url, since=since, note=fault.get_urgency_display(), of=fault.pk)


def _empty_row(turnaround):
    url = reverse("housing:ready", args=[turnaround.pk])
    return TaskRow(str(turnaround.place), url, since=turnaround.starts_on, due=turnaround.ends_on, of=turnaround.pk)

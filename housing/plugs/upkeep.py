"""What of the homes waits for somebody, on the page of today."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.models import Fault, PlaceUse
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow


def tasks(user):
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
    return TaskRow(str(fault), url, since=timezone.localdate(fault.reported_at), note=fault.get_urgency_display())


def _empty_row(turnaround):
    url = reverse("housing:ready", args=[turnaround.pk])
    return TaskRow(str(turnaround.place), url, since=turnaround.starts_on, due=turnaround.ends_on)

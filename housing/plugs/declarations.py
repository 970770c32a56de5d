"""Declarations of hospitality on the page of today: to deliver, and who can't be declared for want of a word."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.models import HospitalityDeclaration, Occupant, Stay
from housing.models.declarations import ALARM, waits_for_somebody_sealed
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow


def tasks(user):
    if user.role not in TEAM:
        return []
    return [_to_deliver(user), _of_no_known_citizenship(user)]


def _to_deliver(user):
    """For the operators from the first hour; the coordinator is told when half of the time is gone.

    At once, of one that no operator may read.
    """
    waiting = HospitalityDeclaration.objects.visible_to(user).to_deliver().select_related("household")
    if user.role == Role.COORDINATOR:
        waiting = waiting.filter(Q(due_at__lte=timezone.now() + ALARM) | waits_for_somebody_sealed())
    rows = tuple(map(_row, waiting))
    title = _("Declarations of hospitality to deliver")
    return Task("stays.declaration", title, rows, reverse("housing:declarations"), order=30)


def _row(declaration):
    url = reverse("housing:declaration", args=[declaration.pk])
    by = timezone.localtime(declaration.due_at)
    note = _("at %(hour)s") % {"hour": f"{by:%H:%M}"}
    return TaskRow(
        str(declaration.household), url, since=declaration.since, due=by.date(), note=note, of=declaration.pk
    )


def _of_no_known_citizenship(user):
    """Whether they must be declared is not known, and the 48 hours run all the same."""
    asleep = Occupant.objects.visible_to(user).on(timezone.localdate())
    asleep = asleep.filter(place_use__stay__state=Stay.State.RUNNING, person__citizenships=[])
    rows = asleep.select_related("person", "household").order_by("-starts_on", "pk")
    title = _("Guests without a citizenship: are they to be declared?")
    return Task("stays.citizenship", title, tuple(map(_guest_row, rows)), order=31)


def _guest_row(night):
    url = reverse("beneficiaries:person_edit", args=[night.household_id, night.person_id])
    return TaskRow(str(night.person), url, since=night.starts_on, note=str(night.household), of=night.pk)

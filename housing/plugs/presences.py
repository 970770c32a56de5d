"""What of the rounds waits for somebody, on the page of today."""

from django.urls import reverse
from django.utils.translation import gettext as _

from housing.models import Disagreement, PresenceRound
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow


def tasks(user):
    if user.role not in (Role.CUSTODIAN, *TEAM):
        return []
    rounds = PresenceRound.objects.visible_to(user).open().order_by("opened_at")
    waiting, address = tuple(map(_round_row, rounds)), reverse("housing:rounds")
    found = [Task("homes.round", _("Presence rounds to finish"), waiting, address, 31)]
    if user.is_team:
        found += _to_clear_up(Disagreement.objects.visible_to(user).open().select_related("person", "household"))
    return found


def _to_clear_up(disagreements):
    minors = [each for each in disagreements if each.kind == Disagreement.Kind.MINOR]
    others = [each for each in disagreements if each.kind != Disagreement.Kind.MINOR]
    address = reverse("housing:disagreements")
    of_minors = f"{address}?kind={Disagreement.Kind.MINOR}"
    return [
        Task(
            "homes.minor",
            _("Minors absent, and nobody knows why"),
            tuple(map(_minor_row, minors)),
            of_minors,
            order=5,
            alarms=True,
        ),
        Task("homes.to_clear_up", _("Presences to clear up"), tuple(map(_row, others)), address, order=33),
    ]


def _round_row(round):
    return TaskRow(str(round), reverse("housing:round", args=[round.pk]), since=round.day, of=round.pk)


def _minor_row(disagreement):
    return _row(disagreement, _("household %(name)s") % {"name": disagreement.household})


def _row(disagreement, note=""):
    return TaskRow(
        str(disagreement.person),
        reverse("housing:disagreement", args=[disagreement.pk]),
        since=disagreement.since,
        note=note or disagreement.get_kind_display(),
        of=disagreement.pk,
    )

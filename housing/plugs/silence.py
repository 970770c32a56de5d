"""What nobody speaks of, on the page of today: a file without a word for a month, a flat that nobody lives in."""

from datetime import timedelta

from django.db.models import Exists, F, Max, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import DiaryEntry
from housing.models import PlaceUse, Stay, Unit
from wemix.sockets import Task, TaskRow

SILENT = timedelta(days=30)  # without a diary entry
IDLE = timedelta(days=14)  # without anybody or anything that takes a place


def tasks(user):
    if not user.is_team:
        return []
    return [
        Task("households.silent", _("Silent for 30 days: no note in the diary"), _silent(user), order=63, reminds=True),
        Task("homes.idle", _("Flats that stand empty for 14 days"), _idle(user), order=64, reminds=True),
    ]


def _silent(user):
    """Written by the host's people, whoever may read it; a month later it is silent anew."""
    now = timezone.now()
    notes = DiaryEntry.objects.filter(household=OuterRef("household"), organisation=user.organisation_id)
    stays = (
        Stay.objects.visible_to(user)
        .running()
        .filter(~Exists(notes.filter(happened_at__gt=now - SILENT)), started_on__lte=timezone.localdate(now) - SILENT)
    )
    last = notes.order_by().values("household").annotate(last=Max("happened_at")).values("last")
    rows = stays.annotate(last=last).select_related("household").order_by("started_on", "pk")
    return tuple(_silent_row(stay) for stay in rows)


def _silent_row(stay):
    since = timezone.localdate(stay.last) if stay.last else stay.started_on
    url = reverse("beneficiaries:household", args=[stay.household_id])
    return TaskRow(str(stay.household), url, since=since, arose=since + SILENT, of=f"{stay.household_id}:{since}")


def _idle(user):
    """In service, and nothing has taken any of its places since, nor will before long: no closure, no hold."""
    today = timezone.localdate()
    uses = PlaceUse.objects.holding().filter(unit=OuterRef("pk"))
    lately = uses.within(today - IDLE, today + timedelta(days=1))
    past = uses.filter(ends_on__lte=today).order_by().values("unit").annotate(last=Max("ends_on")).values("last")
    rows = Unit.objects.visible_to(user).filter(~Exists(lately), is_active=True).annotate(last=past)
    return tuple(
        _idle_row(unit) for unit in rows.select_related("building").order_by(F("last").asc(nulls_last=True), "pk")
    )


def _idle_row(unit):
    arose = unit.last + IDLE if unit.last else None
    return TaskRow(
        str(unit), reverse("housing:calendar"), since=unit.last, arose=arose, of=f"{unit.pk}:{unit.last or 'none'}"
    )

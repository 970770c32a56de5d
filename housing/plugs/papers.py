"""What of the papers of stays waits for somebody, on the page of today."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from housing.models import HandoverRecord, SignedCopy, Stay
from housing.models.signed_copies import DAYS_TO_SIGN, signed
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow

Paper = SignedCopy.Paper


def tasks(user):
    """Pacts and records of which nothing came back in a week; of the records the custodian is told too."""
    if user.role not in (Role.CUSTODIAN, *TEAM):
        return []
    since = timezone.localdate() - timedelta(days=DAYS_TO_SIGN)
    records = HandoverRecord.objects.visible_to(user).filter(~signed(Paper.RECORD, of="record"), on__lte=since)
    rows = [_record_row(record) for record in records.select_related("household").order_by("on", "pk")]
    if user.is_team:
        stays = Stay.objects.visible_to(user).running().filter(~signed(Paper.PACT), started_on__lte=since)
        rows += [_pact_row(stay) for stay in stays.select_related("household").order_by("started_on", "pk")]
    rows.sort(key=lambda row: row.since)
    return [Task("papers.to_sign", _("Papers to be signed"), tuple(rows), order=38)]


def sealed():
    """Scans of declarations: in the household's file they are of nobody alone."""
    scanned = SignedCopy.objects.of_somebody_sealed().filter(attachment__isnull=False)
    return [scanned.values("attachment")]


def _record_row(record):
    said = {"since": record.on, "note": str(record), "of": f"record:{record.pk}"}
    return TaskRow(str(record.household), record.get_absolute_url(), **said)


def _pact_row(stay):
    said = {"since": stay.started_on, "note": _("Hospitality pact"), "of": f"pact:{stay.pk}"}
    return TaskRow(str(stay.household), stay.get_absolute_url(), **said)

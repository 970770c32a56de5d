"""What was said and done, day by day."""

from django.db import transaction
from django.utils import timezone

from beneficiaries.models import DiaryEntry, Household, NoteFile
from wemix import audit, sockets
from wemix.access import Role
from wemix.models import User


@transaction.atomic
def write_diary(*, entry, file=None, by):
    """Signed as it is written. The author's body owns the entry. `file`: clean, of an UploadField."""
    entry.by, entry.organisation = by, by.organisation
    entry.save()
    audit.change("diary.write", entry, by=by)
    _keep(file, entry, by)


def _keep(file, entry, by):
    if file:
        kept = NoteFile(entry=entry, household_id=entry.household_id)
        kept.take(file, by=by)
        kept.save()
        audit.change("diary.attach", kept, by=by)


@transaction.atomic
def add_to_diary(*, addendum, file=None, by):
    addendum.household_id, addendum.by = addendum.entry.household_id, by
    addendum.save()
    audit.change("diary.add", addendum.entry, by=by)
    _keep(file, addendum.entry, by)


@transaction.atomic
def write_incident(*, entry, file=None, by):
    """The coordinators are told at once: that, too, is when they were told, unless somebody told them before."""
    entry.kind, entry.readers = DiaryEntry.Kind.INCIDENT, DiaryEntry.Readers.AUTHOR
    told = _coordinators(entry.household, by)
    if (told or by.is_coordinator) and entry.supervisor_told_at is None:
        entry.supervisor_told_at = timezone.now()
    write_diary(entry=entry, file=file, by=by)
    sockets.incident_alarms.tell(entry, told)


def _coordinators(household, by):
    """Those of the writer's body who may see the household, but for herself."""
    colleagues = User.objects.working().filter(organisation=by.organisation_id, role=Role.COORDINATOR)
    households = Household.objects.filter(pk=household.pk)
    return [user for user in colleagues.exclude(pk=by.pk) if households.visible_to(user).exists()]

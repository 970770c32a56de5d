"""Records of handover and return: written once."""

from django.db import transaction

from housing.actions.photos import add_photos
from housing.models import RecordLine
from wemix import audit


@transaction.atomic
def write_record(*, record, lines, photos=(), by):
    """`lines`: unsaved RecordLines."""
    record.household_id, record.by = record.stay.household_id, by
    record.save()
    for line in lines:
        line.record = record
    RecordLine.objects.bulk_create(lines)
    audit.change(f"stay.{record.kind}_record", record, by=by)
    add_photos(of=record, received=photos, by=by)
    return record

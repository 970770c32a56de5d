"""What was said and done, day by day."""

from django.db import transaction

from wemix import audit


@transaction.atomic
def write_diary(*, entry, by):
    """What was written is not rewritten: who erred writes again. The author's body owns the entry."""
    entry.by, entry.organisation = by, by.organisation
    entry.save()
    audit.change("diary.write", entry, by=by)

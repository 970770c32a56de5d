"""The papers in the file of a household."""

from django.db import transaction

from wemix import audit


@transaction.atomic
def attach(*, attachment, received, by):
    """The author's body owns the paper. `attachment`: unsaved; `received`: its clean file."""
    attachment.take(received, by=by)
    attachment.organisation = by.organisation
    attachment.save()
    audit.change("attachment.add", attachment, by=by)
    return attachment


@transaction.atomic
def change_attachment(*, attachment, fields, by):
    attachment.save()
    audit.change("attachment.change", attachment, by=by, fields=fields)


@transaction.atomic
def remove_attachment(*, attachment, by):
    """Its file goes after commit (wemix/models/files.py)."""
    audit.change("attachment.remove", attachment, by=by)
    attachment.delete()

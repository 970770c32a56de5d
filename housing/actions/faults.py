"""What is broken, from who sees it to who mends it."""

from django.db import transaction

from housing.actions.photos import add_photos
from wemix import audit


@transaction.atomic
def report_fault(*, fault, photos=(), by):
    fault.reported_by = by
    fault.save()
    audit.change("fault.report", fault, by=by)
    add_photos(of=fault, received=photos, by=by)


@transaction.atomic
def take_fault(*, fault, by):
    """Somebody says that they are on it; a colleague may take it from them."""
    fault.taken_by = by
    fault.save()
    audit.change("fault.take", fault, by=by, fields=["taken_by"])


@transaction.atomic
def mend_fault(*, fault, on, how, by):
    fault.done_on, fault.how, fault.done_by = on, how, by
    fault.save()
    audit.change("fault.mend", fault, by=by, fields=["done_on", "how"])


@transaction.atomic
def reopen_fault(*, fault, by):
    """It is broken again: what was done stands in the row's history."""
    fault.done_on, fault.how, fault.done_by = None, "", None
    fault.save()
    audit.change("fault.reopen", fault, by=by, fields=["done_on", "how"])

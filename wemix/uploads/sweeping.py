"""Files without a row: what a write left that was cut off before its row was committed."""

from datetime import timedelta

from django.utils import timezone

from wemix.models.files import kinds_of_files
from wemix.uploads.storage import store

AGE = timedelta(days=1)  # a younger one may belong to a row that is about to be committed


def sweep():
    """How many were deleted.

    Where not one row is seen nothing is: the store may be another house's, or the reader one who may see nothing.
    """
    kept = {name for model in kinds_of_files() for name in model._base_manager.values_list("file", flat=True)}
    if not kept:
        return 0
    orphans = [name for name in _stored() if name not in kept and _is_old(name)]
    for name in orphans:
        store().delete(name)
    return len(orphans)


def _stored():
    folders, _files = store().listdir("")
    for folder in folders:
        yield from (f"{folder}/{name}" for name in store().listdir(folder)[1])


def _is_old(name):
    return store().get_modified_time(name) < timezone.now() - AGE

"""Photos of a fault or of a record, which knows how one of its own is made (`new_photo`)."""

from django.db import transaction

from wemix import audit


@transaction.atomic
def add_photos(*, of, received, by):
    """`received`: the clean files of a PhotosField."""
    for each in received:
        photo = of.new_photo()
        photo.take(each, by=by)
        photo.save()
        audit.change("photo.add", photo, by=by)


@transaction.atomic
def remove_photo(*, photo, by):
    """Its file goes after commit (wemix/models/files.py)."""
    audit.change("photo.remove", photo, by=by)
    photo.delete()

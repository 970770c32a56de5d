"""Adding photos to what has some already."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from housing.models.photos import OF_ONE
from wemix.forms import PageForm
from wemix.uploads.fields import PhotosField


class PhotosForm(PageForm):
    photos = PhotosField()

    def __init__(self, data, files, *, of):
        super().__init__(data, files)
        self.of = of

    def clean_photos(self):
        photos, there = self.cleaned_data["photos"], self.of.photos.count()
        if there + len(photos) > OF_ONE:
            said = {"limit": OF_ONE, "there": there}
            raise ValidationError(_("At most %(limit)s photos in all: %(there)s are there already.") % said)
        return photos

"""The field of a form that takes a file."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wemix.uploads.handlers import TooLarge
from wemix.uploads.receiving import receive, refusal

OF_PAPERS = {
    "label": _("File"),
    "help_text": _("PDF, JPEG, PNG or HEIC, of 20 MB at most."),
    "widget": forms.FileInput({"accept": "image/*,.heic,application/pdf"}),  # telephones offer their camera too
}
OF_PHOTOS = {
    "label": _("Photo"),
    "help_text": _("A photo, of 20 MB at most."),
    "widget": forms.FileInput({"accept": "image/*,.heic", "capture": "environment"}),
}


OF_SEVERAL_PHOTOS = {
    "label": _("Photos"),
    "help_text": _("One or more, of 20 MB at most each. Not of people."),
}
AT_A_TIME = 8


class SeveralFiles(forms.FileInput):
    """Without `capture`: with it a telephone takes one photo and offers none of those taken before."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class UploadBoundField(forms.BoundField):
    """No browser puts a file back into a form: shown again, the form asks for it again, and says why."""

    @property
    def help_text(self):
        if self.form.is_bound:
            return _("Choose the file again: what you typed is still here, but a browser does not keep files.")
        return self.field.help_text

    @help_text.setter
    def help_text(self, ignored):
        pass


class UploadField(forms.FileField):
    """Its clean value is a `Received`, made anew from what was sent, or None.

    `photo`: images only, and a telephone opens its camera at once.
    """

    def __init__(self, *, photo=False, **kwargs):
        self.photo = photo
        super().__init__(**(OF_PHOTOS if photo else OF_PAPERS) | kwargs)

    def get_bound_field(self, form, field_name):
        return UploadBoundField(form, self, field_name)

    def to_python(self, data):
        """What the name says is not asked, so neither are Django's own questions about it."""
        if data in self.empty_values:
            return None
        if isinstance(data, TooLarge):
            raise refusal("too_large")
        received = receive(data.read())
        if self.photo and not received.is_image:
            raise refusal("no_image")
        return received

    def has_changed(self, initial, data):
        return not self.disabled and data is not None


class PhotosField(UploadField):
    """Several photos: its clean value is a list of `Received`."""

    def __init__(self, **kwargs):
        widget = SeveralFiles({"accept": "image/*,.heic", "multiple": True})
        super().__init__(photo=True, **OF_SEVERAL_PHOTOS | {"widget": widget} | kwargs)

    def to_python(self, data):
        """Each that is refused is named by its place among those that were chosen: their names are not kept."""
        if len(data) > AT_A_TIME:
            raise ValidationError(_("At most %(limit)s photos at a time."), params={"limit": AT_A_TIME})
        received, refused = [], []
        for number, each in enumerate(data, start=1):
            try:
                received.append(super().to_python(each))
            except ValidationError as refusal:
                said = {"number": number, "why": " ".join(refusal.messages)}
                refused.append(_("Photo %(number)s: %(why)s") % said if len(data) > 1 else said["why"])
        if refused:
            raise ValidationError(refused)
        return received

    def has_changed(self, initial, data):
        return not self.disabled and bool(data)

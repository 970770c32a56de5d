"""The field of a form that takes a file."""

from django import forms
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

"""A paper that came back: its file, or why it was not signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm
from wemix.uploads.fields import UploadField


class SignedCopyForm(PageForm):
    file = UploadField(label=_("Signed copy"), required=False)
    why_none = forms.CharField(
        label=_("Or: why it was not signed"), max_length=200, required=False, help_text=_("in a few words")
    )
    marks_optional = False

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        if said["file"] and said["why_none"]:
            self.add_error("why_none", _("It is signed: leave this empty."))
        if not said["file"] and not said["why_none"]:
            self.add_error("file", _("Choose the signed copy, or say why there is none."))
        return said

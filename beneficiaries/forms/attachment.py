"""A household's paper: the file and what it is first, the rest for who wants it."""

from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.fields import people_of
from beneficiaries.models import Attachment
from wemix.forms import PageModelForm, pair
from wemix.uploads.fields import UploadField


class AttachmentForm(PageModelForm):
    class Meta:
        model = Attachment
        fields = ["kind", "person", "expires_on", "dated", "title", "description", "readers"]
        help_texts = {"expires_on": _("A reminder comes 60 days before.")}

    def __init__(self, *args, household, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(household, user, also=self.instance.person_id)
        self.fields["person"].empty_label = _("The whole household")

    def rows(self):
        return [pair("kind", "person"), pair("expires_on", "dated"), "title", "description", "readers"]


class UploadForm(AttachmentForm):
    file = UploadField()

    def rows(self):
        return ["file", *super().rows()]

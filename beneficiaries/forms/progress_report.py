"""The report to the sending body."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ProgressReport
from wemix.forms import PageModelForm, has_come


class ProgressReportForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = ProgressReport
        fields = ["text", "signed_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "text": _("Written from goals, reviews and scale: read it through and change what is to be changed.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].validators.append(has_come)

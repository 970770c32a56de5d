"""The report to the sending body."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import ProgressReport
from wemix.forms import PageModelForm


class ProgressReportForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = ProgressReport
        fields = ["text", "signed_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "text": _("Written from goals, reviews and scale: read it through and change what is to be changed.")
        }

    def clean_signed_on(self):
        if self.cleaned_data["signed_on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["signed_on"]

"""What was done about a thing left to do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm


class DoneForm(PageForm):
    note = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300, required=False
    )

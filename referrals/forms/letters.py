"""A letter, as its draft was changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm


def has_no_gap(text):
    """A draft leaves “…” where a person knows and the program does not."""
    if "…" in text:
        raise forms.ValidationError(_("Where “…” stands, something is still to be written."))


class LetterForm(PageForm):
    text = forms.CharField(
        label=_("Letter to the sending body"),
        widget=forms.Textarea(attrs={"rows": 20}),
        max_length=8000,
        validators=[has_no_gap],
        help_text=_("This is a draft: read it, change it, then send it. It stays as it was sent."),
    )

"""Which other file is of the same human."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.forms import PageForm


class LinkForm(PageForm):
    """The key of the other file stands in the address: it names nobody."""

    other = forms.TypedChoiceField(label=_("Which file is of the same person?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data, *, found):
        super().__init__(data)
        self.fields["other"].choices = [(person.pk, _label(person, reasons)) for person, reasons in found]


def _label(person, reasons):
    why = "; ".join(str(reason) for reason in reasons)
    return f"{person}, {person.born or '–'} – {person.household.organisation} – {why}"

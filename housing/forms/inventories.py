"""A record of handover or return: the meters, and each line of the inventory as it is found."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing.models import HandoverRecord, RecordLine
from housing.models.days import since_2000
from wemix.forms import PageModelForm, has_come
from wemix.uploads.fields import PhotosField


class RecordForm(PageModelForm):
    photos = PhotosField(required=False)

    class Meta:
        model = HandoverRecord
        fields = ["on", "electricity", "gas", "water", "note"]

    def __init__(self, data, files=None, *, record, expected):
        """`expected`: what should be there, as (kind, what, how many, state)."""
        super().__init__(data, files, instance=record)
        self.fields["on"].validators.extend([has_come, since_2000])
        self.expected = expected
        for number, (_kind, what, how_many, state) in enumerate(expected):
            count, kept = self._names(number)
            self.fields[count] = forms.IntegerField(label=what, min_value=0, max_value=999, initial=how_many)
            self.fields[kept] = forms.ChoiceField(
                label=gettext_lazy("State of: %(what)s") % {"what": what}, choices=RecordLine.State, initial=state
            )

    @staticmethod
    def _names(number):
        return f"line{number}_count", f"line{number}_state"

    def rows(self):
        pairs = [Div(*self._names(number), css_class="form-pair line-found") for number in range(len(self.expected))]
        return ["on", *pairs, "electricity", "gas", "water", "note", "photos"]

    def clean(self):
        """A meter never runs backwards."""
        cleaned, handover = super().clean(), self.instance.handover
        for meter in ("electricity", "gas", "water"):
            read, before = cleaned.get(meter), handover and getattr(handover, meter)
            if read is not None and before is not None and read < before:
                self.add_error(meter, _("At the handover it was %(reading)s: it can't be less.") % {"reading": before})
        return cleaned

    def lines(self):
        for number, (kind, what, _many, _state) in enumerate(self.expected):
            count, kept = (self.cleaned_data[name] for name in self._names(number))
            yield RecordLine(kind=kind, what=what, how_many=count, state=kept)

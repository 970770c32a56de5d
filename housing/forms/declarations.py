"""Saying that a declaration of hospitality was delivered."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.models import HospitalityDeclaration
from wemix.forms import PageForm


class DeliveryForm(PageForm):
    at = forms.DateTimeField(label=_("Delivered on"))
    how = forms.ChoiceField(label=_("How"), choices=HospitalityDeclaration.How, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=60,
        required=False,
        help_text=_("number of the receipt, if there is one"),
    )

    def __init__(self, data, *, declaration):
        now = timezone.localtime().replace(second=0, microsecond=0)
        super().__init__(data, initial={"at": now}, instance=declaration)

    def clean_at(self):
        at = self.cleaned_data["at"]
        if not self.instance.since <= timezone.localdate(at) or at > timezone.now():
            raise ValidationError(_("Between the first day of hospitality and now."))
        return at

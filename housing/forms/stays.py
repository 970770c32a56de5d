"""What people change of a stay: its planned exit, its place."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from housing.models import Place, Stay
from housing.occupancy import free_from
from wemix.forms import PageForm, PageModelForm


class ReplanForm(PageModelForm):
    class Meta:
        model = Stay
        fields = ["planned_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_until"].required = True


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place):
        beds = ngettext("%(count)s bed", "%(count)s beds", place.beds) % {"count": place.beds}
        return f"{place} ({beds})"


class TransferForm(PageForm):
    place = PlaceField(queryset=None, label=_("To which place"), empty_label=_("Choose a free place"))
    on = forms.DateField(label=_("From which day"), help_text=_("That night they sleep in the new place."))
    excess = forms.IntegerField(
        label=_("People beyond the beds"),
        min_value=0,
        max_value=9,
        required=False,
        help_text=_("Only if more people than beds must sleep there; cots don't count."),
    )
    excess_reason = forms.CharField(label=_("Why more than the beds"), max_length=200, required=False)

    def __init__(self, data, *, stay, user):
        super().__init__(data, initial={"on": timezone.localdate()})
        self.instance = stay  # so that of two who move it at once, one is told
        places = free_from(Place.objects.visible_to(user), timezone.localdate())
        self.fields["place"].queryset = places.select_related("unit__building")

    def clean(self):
        said = super().clean()
        if said.get("excess") and not said.get("excess_reason"):
            self.add_error("excess_reason", _("More people than beds: say why."))
        return said

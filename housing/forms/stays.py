"""What people change of a stay: its planned exit, its place."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from housing.forms.steps import note_field
from housing.lawful import lawful_capacity, living_beyond_it
from housing.models import Letting, Place, Stay
from housing.occupancy import free_from, with_other_beds
from wemix.forms import AsksOfFarDays, PageForm, PageModelForm


class ReplanForm(PageModelForm):
    class Meta:
        model = Stay
        fields = ["planned_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_until"].required = True

    def clean_planned_until(self):
        """Earlier, or the first one. Later is an extension, which somebody decides."""
        until, planned = self.cleaned_data["planned_until"], self.initial["planned_until"]
        if self.instance.state == Stay.State.RUNNING and planned and until > planned:
            raise forms.ValidationError(_("A later exit is an extension: ask for it on the page of the stay."))
        return until


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place):
        beds = ngettext("%(count)s bed", "%(count)s beds", place.beds) % {"count": place.beds}
        allowed = lawful_capacity(place.unit.rooms.all()) if place.letting == Letting.WHOLE else None
        if allowed is None or allowed >= place.beds:
            return f"{place} ({beds})"
        by_law = _("people by law")
        return f"{place} ({beds}, {by_law}: {allowed})"


class TransferForm(AsksOfFarDays, PageForm):
    place = PlaceField(queryset=None, label=_("To which place"), empty_label=_("Choose a free place"))
    beds = forms.IntegerField(
        label=_("How many beds"),
        min_value=1,
        max_value=9,
        required=False,
        help_text=_("Only of a shared flat: this bed and others of the same flat, those of the same room first."),
    )
    on = forms.DateField(label=_("From which day"), help_text=_("That night they sleep in the new place."))
    excess = forms.IntegerField(
        label=_("People beyond the beds"),
        min_value=0,
        max_value=9,
        required=False,
        help_text=_("Only if more people than beds must sleep there; cots don't count."),
    )
    excess_reason = forms.CharField(label=_("Why more than the beds"), max_length=200, required=False)
    note = note_field()

    def __init__(self, data, *, stay, user, people, in_beds):
        """`people`: how many come; `in_beds`: how many of them need a bed."""
        super().__init__(data, initial={"on": timezone.localdate(), "beds": in_beds}, instance=stay)
        self.people = people
        places = free_from(Place.objects.visible_to(user), timezone.localdate())
        self.fields["place"].queryset = places.select_related("unit__building").prefetch_related("unit__rooms")
        if in_beds <= 1:
            del self.fields["beds"]

    def clean(self):
        said = super().clean()
        if said.get("place"):
            said["places"] = self._places(said["place"], said.get("beds") or 1)
        if said.get("excess") and not said.get("excess_reason"):
            self.add_error("excess_reason", _("More people than beds: say why."))
        if said.get("place") and said.get("on") and not said.get("note"):
            self._warn_of_the_law(said["place"].unit, said["on"])
        return said

    def _warn_of_the_law(self, unit, on):
        """A note is enough: it is kept with the step, and says who wrote it."""
        if beyond := living_beyond_it(unit, self.people, on=on, but_for={"place_use__stay": self.instance}):
            why = _("Say why.")
            self.add_error("note", f"{beyond} {why}")

    def _places(self, place, beds):
        if place.letting == Letting.WHOLE:
            return [place]
        free = with_other_beds(place, self.fields["place"].queryset)
        if len(free) < beds:
            said = ngettext(
                "The flat has only %(count)s free bed.", "The flat has only %(count)s free beds.", len(free)
            )
            self.add_error("beds", said % {"count": len(free)})
        return free[:beds]

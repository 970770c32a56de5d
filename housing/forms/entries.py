"""Another place, or another day, for an entry that is planned."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.forms.stays import PlaceField, TransferForm
from housing.forms.steps import from_today_on
from housing.models import Place
from housing.occupancy import free_some_day
from housing.sleeping import sleeps_in_cot


class FreeSomeDayField(PlaceField):
    def label_from_instance(self, place):
        told = super().label_from_instance(place)
        return _("%(place)s: from %(day)s") % {"place": told, "day": f"{place.free_on:%d/%m/%Y}"}


class PlaceEntryForm(TransferForm):
    """Places that are free from some day on, with that day: also the one that the entry has."""

    place = FreeSomeDayField(queryset=None, label=_("In which place"), empty_label=_("Choose a place"))
    on = forms.DateField(label=_("Day of entry"))

    def __init__(self, data=None, *, stay, user):
        day = max(stay.planned_from, timezone.localdate())
        people = [member.person for member in stay.household.members_on(timezone.localdate())]
        in_beds = sum(not sleeps_in_cot(person, day) for person in people)
        super().__init__(data, stay=stay, user=user, people=len(people), in_beds=in_beds)
        places = free_some_day(Place.objects.visible_to(user), but_for=stay)
        self.fields["place"].queryset = places.select_related("unit__building").prefetch_related("unit__rooms")
        self.initial |= {"on": day, "place": stay.uses.holding().values_list("place", flat=True).first()}

    def clean_on(self):
        return from_today_on(self.cleaned_data["on"])

    def clean(self):
        said = super().clean()
        day = said.get("on")
        if day and (late := [place for place in said.get("places", []) if place.free_on > day]):
            free_on = max(place.free_on for place in late)
            self.add_error("on", _("This place is free from %(day)s on.") % {"day": f"{free_on:%d/%m/%Y}"})
        asked = ("places", "on", "note", "excess_reason")
        return {name: said.get(name) for name in asked} | {"excess": said.get("excess") or 0}

"""Which nights of which homes the calendar shows."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.calendar import month_of, year_of
from housing.models import Building, Letting
from housing.occupancy import with_free_nights
from wemix.forms import PageForm

YEARS = (2000, 2199)


class MonthField(forms.DateField):
    """A month, by its first day."""

    default_validators = [MinValueValidator(date(YEARS[0], 1, 1)), MaxValueValidator(date(YEARS[1], 12, 1))]
    default_error_messages = {"invalid": _("A month is written as year and month: 2026-11.")}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m", attrs={"type": "month"})
        super().__init__(input_formats=["%Y-%m"], widget=widget, **kwargs)


class HomesForm(PageForm):
    """The names of its fields stand in addresses that people read."""

    marks_optional = False
    edificio = forms.ModelChoiceField(None, label=_("Building"), required=False, empty_label=_("all"))
    tipo = forms.ChoiceField(label=_("Kind of home"), required=False, choices=[("", _("all")), *Letting.choices])
    liberi = forms.BooleanField(label=_("Only with free nights"), required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["edificio"].queryset = Building.objects.visible_to(user)

    @property
    def said(self):
        """What was understood, whatever else was typed."""
        self.is_valid()
        return self.cleaned_data

    def narrow(self, places):
        """Nights that have gone by are free to nobody, unless they are all that is looked at."""
        building, letting = self.said.get("edificio"), self.said.get("tipo")
        places = places.filter(unit__building=building) if building else places
        places = places.filter(letting=letting) if letting else places
        if not self.said.get("liberi"):
            return places
        first, today = self.period.first, timezone.localdate()
        return with_free_nights(places, today if first < today < self.period.end else first, self.period.end)


class MonthForm(HomesForm):
    mese = MonthField(label=_("Month"), required=False)
    field_order = ["mese"]

    @property
    def period(self):
        return month_of(self.said.get("mese") or timezone.localdate())


class YearForm(HomesForm):
    anno = forms.IntegerField(label=_("Year"), required=False, min_value=YEARS[0], max_value=YEARS[1])
    field_order = ["anno"]

    @property
    def period(self):
        return year_of(self.said.get("anno") or timezone.localdate().year)

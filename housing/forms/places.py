"""Which homes to look at."""

import django_filters
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from housing.models import Letting, Place
from housing.tables.buildings import building_filter


class PlaceFilter(django_filters.FilterSet):
    letting = django_filters.ChoiceFilter(label=_("Kind of home"), choices=Letting.choices, empty_label=_("all"))
    building = building_filter(field_name="unit__building")

    class Meta:
        model = Place
        fields = ["letting", "building"]


class SizedPlaceFilter(PlaceFilter):
    beds = django_filters.NumberFilter(
        label=_("Beds, at least"), lookup_expr="gte", min_value=1, validators=[MaxValueValidator(99)]
    )

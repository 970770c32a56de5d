"""Which homes to look at."""

import django_filters
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from housing.models import Building, Letting, Place


def buildings(request):
    return Building.objects.visible_to(request.user)


class PlaceFilter(django_filters.FilterSet):
    letting = django_filters.ChoiceFilter(label=_("Kind of home"), choices=Letting.choices, empty_label=_("All"))
    building = django_filters.ModelChoiceFilter(
        field_name="unit__building", label=_("Building"), queryset=buildings, empty_label=_("All")
    )

    class Meta:
        model = Place
        fields = ["letting", "building"]


class SizedPlaceFilter(PlaceFilter):
    beds = django_filters.NumberFilter(
        label=_("Beds, at least"), lookup_expr="gte", min_value=1, validators=[MaxValueValidator(99)]
    )

"""Which of the homes to weigh."""

import django_filters
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

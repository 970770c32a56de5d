"""The choice of a building, as each list of homes and of what happens in them offers it."""

import django_filters
from django.utils.translation import gettext_lazy as _

from housing.models import Building


def building_filter(**how):
    return django_filters.ModelChoiceFilter(
        label=_("Building"),
        queryset=lambda request: Building.objects.visible_to(request.user),
        empty_label=_("all"),
        **how,
    )

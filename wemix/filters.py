"""What filters of several floors share."""

import django_filters
from django.utils.translation import gettext_lazy as _


def newest_or_oldest_first():
    """The order of a list that is no table; its model puts the newest first."""
    return django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=_("the newest first"),
        choices=[("oldest", _("the oldest first"))],
        method=lambda rows, name, value: rows.reverse(),
    )

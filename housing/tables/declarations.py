"""The list of declarations of hospitality."""

import django_filters as filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from housing.models import HospitalityDeclaration
from housing.tables.buildings import building_filter
from wemix.templatetags.wemix import dmy, moment, status_mark


class DeclarationTable(tables.Table):
    caption = _("Declarations of hospitality")
    household = tables.Column(verbose_name=_("household"), order_by="household__name")
    unit = tables.Column(verbose_name=_("flat"), order_by=("unit__building__name", "unit__name"))
    since = tables.Column(verbose_name=_("hosted since"))
    due_at = tables.Column(verbose_name=_("to be delivered by"))
    delivered_at = tables.Column(verbose_name=_("delivered on"))
    mark = tables.Column(verbose_name=_("state"), orderable=False)

    class Meta:
        empty_text = _("No declaration here.")

    def render_household(self, record):
        return format_html('<a href="{}">{}</a>', reverse("housing:declaration", args=[record.pk]), record.household)

    def render_since(self, value):
        return dmy(value)

    def render_due_at(self, value):
        return moment(value)

    render_delivered_at = render_due_at

    def render_mark(self, value):
        return status_mark(*value)


class DeclarationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[("waiting", _("to be delivered")), ("late", _("late")), ("delivered", _("delivered"))],
        empty_label=_("all"),
        method="in_state",
    )
    building = building_filter(field_name="unit__building")

    class Meta:
        model = HospitalityDeclaration
        fields = []

    def in_state(self, rows, name, state):
        if state == "delivered":
            return rows.exclude(delivered_at=None)
        return rows.late() if state == "late" else rows.to_deliver()

"""The list of faults."""

import django_filters as filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from housing.models import Fault
from housing.tables.buildings import building_filter
from wemix.templatetags.wemix import dmy, status_mark

MARKS = {Fault.Urgency.AT_ONCE: "bad", Fault.Urgency.SOON: "warn", Fault.Urgency.IN_TURN: "wait"}


def fault_mark(fault):
    if not fault.is_open:
        return status_mark("ok", _("mended"))
    return status_mark(MARKS[fault.urgency], fault.get_urgency_display())


class FaultTable(tables.Table):
    caption = _("Faults")
    kind = tables.Column(verbose_name=_("what it is about"))
    unit = tables.Column(verbose_name=_("flat"), order_by=("unit__building__name", "unit__name"))
    urgency = tables.Column(verbose_name=_("state"))
    reported_at = tables.Column(verbose_name=_("reported"))
    taken_by = tables.Column(verbose_name=_("who sees to it"), default=_("nobody yet"))

    class Meta:
        empty_text = _("No fault here.")

    def render_kind(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), capfirst(record.get_kind_display()))

    def render_urgency(self, record):
        return fault_mark(record)

    def render_reported_at(self, value):
        return dmy(value)


class FaultFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("to be mended")), ("done", _("mended"))],
        empty_label=_("all"),
        method="in_state",
    )
    building = building_filter(field_name="unit__building")
    kind = filters.ChoiceFilter(label=_("What it is about"), choices=Fault.Kind, empty_label=_("all"))

    class Meta:
        model = Fault
        fields = []

    def in_state(self, faults, name, state):
        return faults.open() if state == "open" else faults.exclude(done_on=None)

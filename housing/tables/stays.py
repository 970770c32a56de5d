"""Lists of stays."""

from datetime import timedelta

import django_filters as filters
import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing.models import Stay
from housing.tables.buildings import building_filter
from wemix.templatetags.wemix import dmy, status_mark

MARKS = {
    Stay.State.PLANNED: "wait",
    Stay.State.RUNNING: "ok",
    Stay.State.ENDED: "none",
    Stay.State.CANCELLED: "none",
}
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def stay_mark(stay):
    if stay.displaced_at:
        return status_mark("bad", _("displaced: needs another place or day"))
    if stay.is_overstay:
        return status_mark("warn", _("beyond the planned exit"))
    return status_mark(MARKS[stay.state], stay.get_state_display())


class StayTable(tables.Table):
    caption = gettext_lazy("Stays")
    household = tables.Column(verbose_name=gettext_lazy("household"), order_by="household__name")
    home = tables.Column(verbose_name=gettext_lazy("home"), orderable=False)
    first_day = tables.Column(verbose_name=gettext_lazy("entry"), order_by=("started_on", "planned_from"))
    planned_until = tables.Column(verbose_name=gettext_lazy("planned exit"))
    ended_on = tables.Column(verbose_name=gettext_lazy("left on"))
    nights = tables.Column(verbose_name=gettext_lazy("nights"), orderable=False, attrs=NUMBER)
    state = tables.Column(verbose_name=gettext_lazy("state"))

    class Meta:
        empty_text = gettext_lazy("No stay here.")

    def render_household(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.household)

    def render_first_day(self, value):
        return dmy(value)

    render_planned_until = render_ended_on = render_first_day

    def render_state(self, record):
        return stay_mark(record)


class StayFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label=gettext_lazy("State"), choices=Stay.State, empty_label=gettext_lazy("all"))
    building = building_filter(method="in_building")
    leaving = filters.ChoiceFilter(
        label=gettext_lazy("Planned exit"),
        method="leaves_within",
        empty_label=gettext_lazy("all"),
        choices=[
            ("0", gettext_lazy("gone by already")),
            ("30", gettext_lazy("within 30 days")),
            ("60", gettext_lazy("within 60 days")),
            ("90", gettext_lazy("within 90 days")),
        ],
    )

    class Meta:
        model = Stay
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request.user.is_social_worker:
            del self.filters["building"]  # the compound's map is the hosting body's

    def in_building(self, stays, name, building):
        return stays.filter(uses__unit__building=building, uses__is_cancelled=False).distinct()

    def leaves_within(self, stays, name, days):
        """Those gone by are counted in: they are the most urgent."""
        last = timezone.localdate() + timedelta(days=int(days))
        return stays.running().filter(planned_until__lt=last)

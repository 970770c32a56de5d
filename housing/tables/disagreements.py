"""The list of presences to clear up."""

import django_filters as filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from housing.models import Disagreement
from wemix.templatetags.wemix import dmy, status_mark

Kind = Disagreement.Kind
MARKS = {Kind.MINOR: "bad", Kind.ABSENT: "warn", Kind.AWAY: "warn", Kind.GONE: "warn", Kind.MISSED: "wait"}


def disagreement_mark(disagreement):
    if not disagreement.is_open:
        return status_mark("ok", _("cleared up"))
    return status_mark(MARKS[disagreement.kind], disagreement.get_kind_display())


class DisagreementTable(tables.Table):
    caption = _("Presences to clear up")
    person = tables.Column(verbose_name=_("who"), order_by=("person__last_name", "person__first_name"))
    kind = tables.Column(verbose_name=_("what does not agree"))
    since = tables.Column(verbose_name=_("since"))
    household = tables.Column(verbose_name=_("household"), order_by="household__name")
    settled_by = tables.Column(verbose_name=_("cleared up by"), default="–")

    class Meta:
        empty_text = _("Nothing to clear up: what was seen is what is written.")

    def render_person(self, record):
        return format_html('<a href="{}">{}</a>', reverse("housing:disagreement", args=[record.pk]), record.person)

    def render_kind(self, record):
        return record.get_kind_display() if not record.is_open else disagreement_mark(record)

    def render_since(self, value):
        return dmy(value)

    def render_settled_by(self, record):
        return f"{record.settled_by}, {record.settled_at:%d/%m/%Y}"


class DisagreementFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("to clear up")), ("settled", _("cleared up"))],
        empty_label=_("all"),
        method="in_state",
    )
    kind = filters.ChoiceFilter(label=_("What does not agree"), choices=Kind, empty_label=_("all"))

    class Meta:
        model = Disagreement
        fields = []

    def in_state(self, rows, name, state):
        return rows.open() if state == "open" else rows.exclude(settled_at=None)

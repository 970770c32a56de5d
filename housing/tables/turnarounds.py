"""Places that are being made ready for who comes next."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wemix.templatetags.wemix import dmy


class TurnaroundTable(tables.Table):
    caption = _("Places to make ready")
    place = tables.Column(verbose_name=_("place"), order_by=("place__unit__building__name", "place__unit__name"))
    starts_on = tables.Column(verbose_name=_("empty since"))
    ends_on = tables.Column(verbose_name=_("free again on"))

    class Meta:
        empty_text = _("No place is being made ready.")

    def render_place(self, record):
        return format_html('<a href="{}">{}</a>', reverse("housing:ready", args=[record.pk]), record.place)

    def render_starts_on(self, value):
        return dmy(value)

    render_ends_on = render_starts_on

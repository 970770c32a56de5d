"""Lists of households: columns, and what narrows them."""

import django_filters
import django_tables2 as tables
from django.db.models import Count, F, Func
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Household
from wemix import sockets
from wemix.periods import on
from wemix.templatetags.wemix import status_mark


class HouseholdFilter(django_filters.FilterSet):
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("In my charge")), ("passed", _("Handed over to another body"))],
        empty_label=_("All that I may see"),
        method="of_whom",
    )
    size = django_filters.ChoiceFilter(
        label=_("People"),
        choices=[("1", _("One person")), ("2", _("Two or three")), ("4", _("Four or more"))],
        empty_label=_("Any number"),
        method="as_many",
    )

    def of_whom(self, households, name, value):
        if value == "mine":
            return households.in_charge(self.request.user)
        return households.exclude(organisation=self.request.user.organisation_id)

    def as_many(self, households, name, value):
        first, last = {"1": (1, 1), "2": (2, 3), "4": (4, 99)}[value]
        return households.filter(size__gte=first, size__lte=last)


class HouseholdTable(tables.Table):
    caption = _("Households")
    name = tables.Column(verbose_name=_("Household"), order_by=("folded", "name"))
    size = tables.Column(verbose_name=_("People"), attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    worker = tables.Column(verbose_name=_("Worker in charge"), order_by=("worker__last_name", "worker__first_name"))
    organisation = tables.Column(verbose_name=_("Body in charge"), order_by=("organisation__name",))
    state = tables.Column(verbose_name=_("Where it stands"), empty_values=(), orderable=False)
    note = tables.Column(verbose_name=_("Diary"), empty_values=(), orderable=False)
    registered_at = tables.DateColumn(verbose_name=_("Registered"), format="d/m/Y")

    class Meta:
        empty_text = _("No household here. Who is registered appears in this list.")
        order_by = ("name",)

    def __init__(self, *args, user, **kwargs):
        self.user, self.states = user, {}
        super().__init__(*args, **kwargs)

    def before_render(self, request):
        """What upper floors know of the households of this page, asked for all at once."""
        households = [row.record for row in self.page.object_list] if self.page else []
        self.states = dict(sockets.household_states.gather(households, self.user))
        self.columns["state"].column.visible = bool(sockets.household_states)

    def render_name(self, record):
        link = format_html('<a href="{}">{}</a>', reverse("beneficiaries:household", args=[record.pk]), record.name)
        if record.is_protected and not record.is_hidden_from(self.user):
            return format_html("{} {}", link, status_mark("secret", _("address secret")))
        return link

    def render_note(self, record):
        if not record.can_be_changed_by(self.user):
            return "–"
        url = reverse("beneficiaries:diary_add", args=[record.pk])
        whose = format_html('<span class="visually-hidden">: {}</span>', record.name)
        return format_html('<a href="{}">{}{}</a>', url, _("Write a note"), whose)

    def render_state(self, record):
        return self.states.get(record.pk, "–")


def listed(user):
    """Households as the list shows them, with how many people live in each today."""
    today = timezone.localdate()
    return (
        Household.objects.visible_to(user)
        .select_related("worker", "organisation")
        .annotate(
            size=Count("memberships", filter=on(today, "memberships__starts_on", "memberships__ends_on")),
            folded=Func(F("name"), function="wemix_fold"),
        )
    )

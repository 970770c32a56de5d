"""The queue of referrals at the desk: read-only. What moves a referral is a step, taken on the step's own page."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from referrals.models import Referral
from referrals.next_steps import next_steps
from referrals.states import OPEN, State
from referrals.tables import open_state_mark
from wemix.access import Role
from wemix.admin import DeskAdmin
from wemix.templatetags.wemix import moment, status_mark

QUEUE = [state for state in OPEN if state != State.HOUSED]


class StateFilter(admin.SimpleListFilter):
    """The queue is what has no home yet; each state with how many are in it."""

    title, parameter_name = _("state"), "stato"
    ALL = "tutte"

    def lookups(self, request, model_admin):
        rows = Referral.objects.visible_to(request.user).order_by().values_list("state").annotate(Count("pk"))
        self.counts = dict(rows)
        return [(state.value, self._counted(state.label, [state])) for state in State if state != State.DRAFT]

    def _counted(self, label, states):
        return f"{label} ({sum(self.counts.get(state, 0) for state in states)})"

    def choices(self, changelist):
        everything = {"selected": self.value() == self.ALL, "display": self._counted(_("all of them"), State)}
        everything["query_string"] = changelist.get_query_string({self.parameter_name: self.ALL})
        first, *others = super().choices(changelist)
        first["display"] = self._counted(_("in the queue"), QUEUE)
        return [first, *others, everything]

    def value(self):
        value = super().value()
        return value if value in {*State.values, self.ALL} else None

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.filter(state__in=QUEUE)
        return queryset if self.value() == self.ALL else queryset.filter(state=self.value())


class WaitingFilter(admin.SimpleListFilter):
    """How long nothing has moved."""

    title, parameter_name = _("days in this state"), "ferma"
    AT_LEAST = {"7": _("a week or more"), "30": _("30 days or more"), "90": _("90 days or more")}

    def lookups(self, request, model_admin):
        return list(self.AT_LEAST.items())

    def queryset(self, request, queryset):
        if self.value() not in self.AT_LEAST:
            return queryset
        return queryset.filter(state_since__lte=timezone.now() - timedelta(days=int(self.value())))


@admin.register(Referral)
class ReferralAdmin(DeskAdmin):
    view_roles = (Role.COORDINATOR,)
    keeps_looks = True
    list_display = ["row", "household_name", "in_state", "days", "urgency_name", "people", "sender", "main_reason"]
    list_display_links = ["row"]
    list_filter = [StateFilter, "urgency", ("sender", admin.RelatedOnlyFieldListFilter), WaitingFilter]
    ordering = ["urgency", "submitted_at"]
    fieldsets = [
        (None, {"fields": ["in_state", "days", "household_name", "people", "sender", "worker", "sent"]}),
        (
            _("The request"),
            {"fields": ["main_reason", "sleeps_now", "ethos", "deadline_on", "needed_from", "planned_days"]},
        ),
        (_("The decision"), {"fields": ["urgency", "urgency_reason", "waiting_since", "decided"]}),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("household__worker", "sender", "decided_by")
        return rows.with_people().with_state_since()

    def site_page(self, obj):
        return reverse("referrals:detail", args=[obj.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "next_steps": next_steps(obj, request.user, back=request.path),
            "events": obj.events.visible_to(request.user).select_related("by"),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("number"), ordering="pk")
    def row(self, obj):
        return obj.pk

    @admin.display(description=_("state"), ordering="state")
    def in_state(self, obj):
        return open_state_mark(obj)

    @admin.display(description=_("household"), ordering="household__name")
    def household_name(self, obj):
        link = format_html(
            '<a href="{}">{}</a>', reverse("beneficiaries:household", args=[obj.household_id]), obj.household
        )
        secret = status_mark("secret", _("secret address")) if obj.household.is_protected else ""
        return format_html("{} {}", link, secret)

    @admin.display(description=_("people"), ordering="people")
    def people(self, obj):
        return obj.people

    @admin.display(description=_("worker in charge"))
    def worker(self, obj):
        return obj.household.worker

    @admin.display(description=_("sent at"))
    def sent(self, obj):
        return moment(obj.submitted_at)

    @admin.display(description=_("decided at"))
    def decided(self, obj):
        return f"{moment(obj.decided_at)} · {obj.decided_by}" if obj.decided_by else "–"

    @admin.display(description=_("urgency"), ordering="urgency")
    def urgency_name(self, obj):
        return obj.get_urgency_display()

    @admin.display(description=_("days in this state"), ordering="-state_since")
    def days(self, obj):
        days = (timezone.localdate() - timezone.localtime(obj.state_since).date()).days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

"""Lists of referrals."""

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models import Household
from beneficiaries.models.access import named_worker_if_protected
from referrals.models import Referral, Update
from referrals.models.referral import Urgency
from referrals.states import BEING_WEIGHED, ENDED, State
from wemix.filters import newest_or_oldest_first
from wemix.templatetags.wemix import dmy, status_mark

MARKS = {
    State.DRAFT: "none",
    State.SUBMITTED: "info",
    State.IN_REVIEW: "info",
    State.ASKED: "warn",
    State.WAITING: "wait",
    State.PROPOSED: "wait",
    State.ACCEPTED: "ok",
    State.HOUSED: "ok",
    State.CLOSED: "none",
    State.NOT_ELIGIBLE: "bad",
    State.WITHDRAWN: "none",
}


def state_mark(referral, user):
    """The state, as this reader may know it, with a sign beside the words."""
    if referral.is_hidden_from(user):
        return status_mark("secret", referral.state_for(user))
    return open_state_mark(referral)


def open_state_mark(referral):
    """For who may know it; a pause stands beside the state."""
    mark = status_mark(MARKS[referral.state], referral.get_state_display())
    if not referral.is_parked:
        return mark
    pause = status_mark("none", _("on pause until %(day)s") % {"day": dmy(referral.parked_until)})
    return format_html("{} {}", mark, pause)


class ReferralTable(tables.Table):
    household = tables.Column(verbose_name=_("household"), order_by="household__name")
    pk = tables.Column(verbose_name=_("number"))
    state = tables.Column(verbose_name=_("state"), order_by="told_state")
    urgency = tables.Column(verbose_name=_("urgency"), order_by="told_urgency")
    people = tables.Column(verbose_name=_("people"))
    submitted_at = tables.DateColumn(verbose_name=_("sent on"), format="d/m/Y")
    worker = tables.Column(
        verbose_name=_("worker in charge"), accessor="household__worker", order_by="household__worker__last_name"
    )

    class Meta:
        order_by = "-submitted_at"
        empty_text = _("No referral here.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def render_household(self, record):
        return format_html('<a href="{}">{}</a>', reverse("referrals:detail", args=[record.pk]), record.household)

    def render_state(self, record):
        return state_mark(record, self.user)

    def render_urgency(self, record):
        return "–" if record.is_hidden_from(self.user) else record.get_urgency_display()


class ReferralFilter(filters.FilterSet):
    STAGES = {
        "open": ~Q(state__in=ENDED),
        "weighed": Q(state__in=BEING_WEIGHED),
        "ended": Q(state__in=ENDED),
    } | {state: Q(state=state) for state in State.values}
    stage = filters.ChoiceFilter(
        label=_("Where it stands"),
        method="at_stage",
        empty_label=pgettext_lazy("referrals", "all"),
        choices=[
            ("open", pgettext_lazy("referrals", "open")),
            ("weighed", _("to be weighed")),
            ("parked", _("on pause")),
            ("ended", pgettext_lazy("referrals", "ended")),
            *State.choices,
        ],
    )
    urgency = filters.ChoiceFilter(
        label=_("Urgency"), choices=Urgency, method="of_urgency", empty_label=pgettext_lazy("referrals", "all")
    )
    whose = filters.ChoiceFilter(
        label=_("Whose"), choices=[("mine", _("In my charge"))], method="of_whom", empty_label=_("All that I may see")
    )

    class Meta:
        model = Referral
        fields = []

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.is_social_worker:
            del self.filters["whose"]

    def at_stage(self, rows, name, stage):
        """A protected household's stage is not to be found out by filtering: it is everywhere, or nowhere."""
        return self._told(rows.parked() if stage == "parked" else rows.filter(self.STAGES[stage]))

    def of_urgency(self, rows, name, urgency):
        """Nor its urgency, which only who was weighed has."""
        return self._told(rows.filter(urgency=urgency))

    def _told(self, rows):
        return rows.filter(named_worker_if_protected(self.user)) if self.user.is_social_worker else rows

    def of_whom(self, rows, name, whose):
        return rows.filter(household__in=Household.objects.visible_to(self.user).in_charge(self.user))


class UpdateFilter(filters.FilterSet):
    which = filters.ChoiceFilter(
        label=_("Which"),
        empty_label=_("all the news"),
        choices=[("new", _("only what I have not read"))],
        method=lambda rows, name, value: rows.unseen(),
    )
    order = newest_or_oldest_first()

    class Meta:
        model = Update
        fields = []


class ComplaintTable(tables.Table):
    household = tables.Column(verbose_name=_("household"), order_by="household__name")
    pk = tables.Column(verbose_name=_("number"))
    from_whom = tables.Column(verbose_name=_("from whom"))
    received_on = tables.DateColumn(verbose_name=_("received on"), format="d/m/Y")
    due_on = tables.DateColumn(verbose_name=_("to be answered by"), format="d/m/Y")
    state = tables.Column(verbose_name=_("state"), empty_values=(), orderable=False)

    class Meta:
        order_by = "due_on"
        empty_text = _("No complaint here.")

    def render_household(self, record):
        return format_html('<a href="{}">{}</a>', reverse("referrals:complaint", args=[record.pk]), record.household)

    def render_state(self, record):
        return complaint_mark(record)


def complaint_mark(complaint):
    if complaint.is_answered:
        return status_mark("ok", pgettext_lazy("complaints", "answered"))
    return status_mark("bad", _("late")) if complaint.is_overdue else status_mark("wait", _("to be answered"))

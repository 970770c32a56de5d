"""Households passed over: who stood earlier in the order, how long it had waited, and why another was proposed."""

from datetime import timedelta

from django import forms
from django.db.models import Count, DateField, F
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from referrals.models import PassedOver
from wemix.export import Choice, Column, Day, Whole
from wemix.periods import days_between, midnight
from wemix.reports import Figure, Median, PeriodForm, Report

REASONS = tuple(PassedOver.Reason.choices)

COLUMNS = (
    Column("pseudonym", _("Code of the household passed over")),
    Day("passed_on", _("Passed over on")),
    Choice("reason", _("Reason"), REASONS),
    Whole("days_waited", _("Days waited until then")),
    Column("proposed_to", _("Code of the household proposed instead")),
    Whole("seconds_read", _("Seconds of reading")),
)

DEFINITIONS = (
    (
        _("Row"),
        _(
            "A household that stood earlier in the published order than the one that a home was proposed to, passed "
            "every rule for that home, held no other proposal and was not on pause."
        ),
    ),
    (_("Days waited until then"), _("From the first day on the waiting list.")),
    (_("Seconds of reading"), _("From opening the page of the proposal to sending it.")),
)


class PassingPeriodForm(PeriodForm):
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", _("all")), *REASONS])


def rows(body, said):
    passed = PassedOver.objects.figures_of(body).filter(
        at__gte=midnight(said["first"]), at__lt=midnight(said["last"] + timedelta(days=1))
    )
    if said["reason"]:
        passed = passed.filter(reason=said["reason"])
    passed = passed.annotate(
        pseudonym=F("household__pseudonym"),
        passed_on=TruncDate("at"),
        proposed_to=F("proposal__household__pseudonym"),
        seconds_read=F("proposal__seconds_read"),
    ).annotate(days_waited=days_between(F("referral__waiting_since"), Cast("passed_on", DateField())))
    return passed.order_by("at", "pk")


def totals(passed):
    sums = passed.aggregate(
        times=Count("pk"), households=Count("household", distinct=True), waited=Median("days_waited")
    )
    by_reason = dict(passed.order_by().values_list("reason").annotate(n=Count("pk")))
    return [
        Figure(_("Times"), sums["times"]),
        Figure(_("Households"), sums["households"]),
        Figure(_("Days waited until then, median"), sums["waited"]),
        *(Figure(label, by_reason[code]) for code, label in REASONS if code in by_reason),
    ]


REPORT = Report(
    name="superati",
    title=_("Households passed over"),
    summary=_("Who stood earlier in the published order, and why a home was proposed to somebody else."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=PassingPeriodForm,
    rows=rows,
    totals=totals,
)

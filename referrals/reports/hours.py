"""Hours of work, for the City and the funders: month by month, of which kind, by which operator. Of nobody helped."""

from collections import Counter
from datetime import timedelta

from django import forms
from django.db.models import Case, CharField, DateField, DecimalField, F, Q, Sum, Value, When, Window
from django.db.models.functions import Cast, Concat, Round, RowNumber, TruncMonth
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import DiaryEntry
from housing.ledger_report import Month
from housing.reports import RESERVED_CHOICE
from wemix.export import Choice, Column, Decimal
from wemix.periods import midnight
from wemix.reports import RESERVED, Figure, PeriodForm, Report

EXACT = DecimalField(max_digits=9, decimal_places=2)
INCIDENT = DiaryEntry.Kind.INCIDENT
KINDS = (*(each for each in DiaryEntry.Kind.choices if each[0] != INCIDENT), RESERVED_CHOICE)

COLUMNS = (
    Month("month", _("Month")),
    Choice("shown_kind", _("Kind of work"), KINDS),
    Column("operator", _("Code of the operator")),
    Decimal("hours", _("Hours")),
)

DEFINITIONS = (
    (_("Row"), _("A month, a kind of work and an operator, with the hours written in the diaries of all households.")),
    (
        _("Hours"),
        _("The minutes of the notes, added up and divided by 60. A note without minutes counts for none."),
    ),
    (_("Month"), _("Of the day on which it happened, not of the day on which it was written.")),
    (_("Code of the operator"), _("A number in place of the name, the same in every month and file.")),
    (_("Reserved"), _("Incidents: their hours are counted, and nothing else of them is told.")),
)


class HoursPeriodForm(PeriodForm):
    kind = forms.ChoiceField(label=_("Kind of work"), required=False, choices=[("", _("all")), *KINDS])


def rows(body, said):
    """One entry stands for all of its month, kind and operator."""
    worked = DiaryEntry.objects.figures_of(body).filter(
        minutes__gt=0,
        happened_at__gte=midnight(said["first"]),
        happened_at__lt=midnight(said["last"] + timedelta(days=1)),
    )
    worked = worked.annotate(month=TruncMonth("happened_at", output_field=DateField()), shown_kind=_shown_kind())
    alike = [F("month"), F("shown_kind"), F("by")]
    minutes = Cast(Window(Sum("minutes"), partition_by=alike), EXACT)
    worked = worked.annotate(
        operator=Concat(Value("OP-"), Cast("by", CharField())),
        hours=Round(minutes / Value(60, EXACT), 2),
        is_first=Window(RowNumber(), partition_by=alike, order_by="pk"),
    )
    if said["kind"]:
        worked = worked.filter(shown_kind=said["kind"])
    return worked.filter(Q(is_first=1)).order_by("month", "shown_kind", "by")


def _shown_kind():
    return Case(When(kind=INCIDENT, then=Value(RESERVED)), default=F("kind"), output_field=CharField())


def totals(worked):
    """In all, and by kind: the most first."""
    counted = Counter()
    for kind, hours in worked.values_list("shown_kind", "hours"):
        counted[kind] += hours
    labels = dict(KINDS)
    return [
        Figure(_("Hours in all"), sum(counted.values()), _("hours")),
        *(Figure(str(labels[kind]).capitalize(), hours, _("hours")) for kind, hours in counted.most_common()),
    ]


REPORT = Report(
    name="ore",
    title=_("Hours of work"),
    summary=_("Hours written in the diaries, by month, kind of work and operator; of no household, and no person."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=HoursPeriodForm,
    rows=rows,
    totals=totals,
)

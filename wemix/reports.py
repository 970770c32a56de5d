"""A report: declared columns over a queryset, seen as a table and taken away as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import django_tables2 as tables
from crispy_forms.layout import Div, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Aggregate, FloatField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.export import for_page
from wemix.forms import PageForm
from wemix.tables import paged

RESERVED = "reserved"  # shown instead of what a secret address hides; the row and the totals keep it
RESERVED_LABEL = _("reserved")


@dataclass(frozen=True)
class Figure:
    label: str
    value: object
    note: str = ""


@dataclass(frozen=True)
class Report:
    name: str
    title: str
    summary: str
    columns: tuple
    definitions: tuple  # (term, sentence), printed under the table
    form: type  # of PeriodForm
    rows: Callable  # (body, cleaned data of the form) -> queryset with every column
    totals: Callable  # (queryset) -> [Figure]

    def table(self, queryset, request):
        made = tables.Table(
            for_page(queryset, self.columns),
            extra_columns=[(column.name, _table_column(column)) for column in self.columns],
            empty_text=_("No rows in this period."),
            attrs={"class": "rows"},  # a phone scrolls it sideways: cards of so many columns could not be compared
        )
        return paged(made, request)

    def file_name(self, said):
        return f"wemix_{self.name.replace('-', '_')}_{said['first']}_{said['last']}.csv"


def _table_column(column):
    """Shown in words, sorted by what is stored."""
    aligned = {"td": {"class": "number"}, "th": {"class": "number"}} if column.is_number else {}
    return tables.Column(
        accessor=f"{column.name}_words", order_by=column.name, verbose_name=column.header, attrs=aligned
    )


class PeriodForm(PageForm):
    """A period, this year unless said otherwise, and what each report filters by."""

    marks_optional = False
    first = forms.DateField(label=_("From"))
    last = forms.DateField(label=_("Up to and including"))

    def __init__(self, data, *, user):
        super().__init__(_this_year() | data.dict())

    def rows(self):
        return [Row(*(Div(name, css_class="col-sm-6 col-lg-3") for name in self.fields))]

    def clean(self):
        said = super().clean()
        if "first" in said and "last" in said and said["last"] < said["first"]:
            raise ValidationError({"last": _("The last day comes before the first.")})
        return said


def _this_year():
    year = timezone.localdate().year
    return {"first": f"{year}-01-01", "last": f"{year}-12-31"}


def past(day):
    """The first night that doesn't count in a period up to `day`: nights to come are nobody's yet."""
    return min(day + timedelta(days=1), timezone.localdate())


class Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

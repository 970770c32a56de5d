"""Contributions to costs: one row per month of a stay in which something is agreed or was paid."""

from django.db.models import Case, Count, F, Func, Q, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from housing.models import Exemption, LedgerMonth
from housing.models.contributions import first_of_month
from wemix.export import Choice, Column, Decimal
from wemix.reports import Figure, PeriodForm, Report


class Month(Column):
    def words(self):
        return Func(F(self.name), Value("MM/YYYY"), function="to_char", output_field=TextField())


COLUMNS = (
    Month("month", _("Month")),
    Column("pseudonym", _("Code of the household")),
    Column("sender", _("Sending body")),
    Decimal("agreed", _("Agreed")),
    Choice("exempted_why", _("Exempted"), tuple(Exemption.Reason.choices)),
    Decimal("due", _("Due in the month")),
    Decimal("paid", _("Received in the month")),
    Decimal("balance", _("Still open at its end")),
)

DEFINITIONS = (
    (
        _("Row"),
        _(
            "A month of a stay, up to the current one, for which an amount is agreed or in which something was paid. "
            "Of whom nothing is asked there is no row."
        ),
    ),
    (
        _("Due in the month"),
        _("The amount agreed, whole, for each month in which a night of the stay began; nothing if exempt."),
    ),
    (_("Received"), _("By the day of paying; a reversal is taken off in the month in which it was written.")),
    (_("Still open"), _("All that was due up to the end of the month, less all that was received; a minus is ahead.")),
    (_("What it is not for"), _("It never enters the choice of a home, nor the order of the waiting list.")),
)


def rows(body, said):
    months = LedgerMonth.objects.figures_of(body).filter(
        month__gte=first_of_month(said["first"]), month__lte=said["last"]
    )
    why = Case(When(exempted="", then=None), default=F("exempted"), output_field=TextField())
    months = months.annotate(
        pseudonym=F("household__pseudonym"), sender=F("household__organisation__name"), exempted_why=why
    )
    return months.order_by("month", "stay_id")


def totals(months):
    sums = months.sums()
    counts = months.aggregate(
        households=Count("household", distinct=True), exempted=Count("pk", filter=~Q(exempted=""))
    )
    return [
        Figure(_("Households"), counts["households"]),
        Figure(_("Due in all"), sums["due"], "€"),
        Figure(_("Received"), sums["paid"], "€"),
        Figure(_("Months exempted"), counts["exempted"]),
    ]


REPORT = Report(
    name="contributi",
    title=_("Contributions to costs"),
    summary=_("One row per household and month: what was agreed, exempted, due and received, and what is open."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=PeriodForm,
    rows=rows,
    totals=totals,
)

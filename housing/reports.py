"""Entries and exits: one row per stay of a household, with its nights."""

from django import forms
from django.db.models import Avg, Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies.exits import ExitGroup, ExitOutcome, ExitReason
from housing.figures import people_of, with_figures
from housing.models import Stay
from wemix.export import Choice, Column, Day, Whole
from wemix.reports import RESERVED, RESERVED_LABEL, Figure, Median, PeriodForm, Report

RESERVED_CHOICE = (RESERVED, RESERVED_LABEL)

COLUMNS = (
    Column("pseudonym", _("Code of the household")),
    Column("sender", _("Sending body")),
    Whole("people", _("People")),
    Day("started_on", _("Entry")),
    Day("ended_on", _("Exit")),
    Whole("period_nights", _("Nights in the period")),
    Whole("all_nights", _("Nights in all")),
    Whole("person_nights", _("Nights of people in the period")),
    Whole("bed_nights", _("Nights in a bed in the period")),
    Whole("away_nights", _("Nights away in the period")),
    Choice("unit", _("Dwelling"), (RESERVED_CHOICE,)),
    Choice("reason", _("Reason for leaving"), (*ExitReason.choices, RESERVED_CHOICE)),
    Choice("group", _("Destination"), (*ExitGroup.choices, RESERVED_CHOICE)),
    Choice("outcome", _("Outcome"), (*ExitOutcome.choices, RESERVED_CHOICE)),
)

DEFINITIONS = (
    (_("Row"), _("A household's stay, from the keys to the exit. A move to another home of ours is not an exit.")),
    (_("In the period"), _("Stays with at least one day in the period, entry and exit days included.")),
    (
        _("Nights"),
        _(
            "A night counts for the day on which it begins: in on 30/01, out on 02/02 is three nights. "
            "In and out on one day is none. Nights to come are not counted."
        ),
    ),
    (
        _("People"),
        _(
            "Everybody who has slept in the stay, children in a cot too; nobody is counted twice, "
            "nor in the total who has slept in several stays."
        ),
    ),
    (
        _("Nights of people"),
        _("The nights of each person, added up. Who is away keeps the bed: the night counts, unless asked otherwise."),
    ),
    (_("Nights in a bed"), _("As the nights of people, without those of children in a cot.")),
    (_("Nights away"), _("In hospital, with relatives, without explanation…: authorised or not.")),
    (_("Dwelling"), _("The last one of the stay.")),
    (
        _("Outcome"),
        _("By destination: a lasting home is positive, the street, a dormitory or prison negative, the rest neutral."),
    ),
    (
        _("Positive exits"),
        _("Of the exits in the period whose outcome is known: deaths, unknown and reserved ones are left out."),
    ),
    (
        _("Reserved"),
        _("Where an address or a destination is secret, home, reason and outcome are not shown; nights are counted."),
    ),
)


class StayPeriodForm(PeriodForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("all")), *ExitOutcome.choices, RESERVED_CHOICE]
    )
    away = forms.ChoiceField(
        label=_("Nights away"), required=False, choices=[("", _("they count")), ("no", _("they do not count"))]
    )


def rows(body, said):
    """A body that sends is not told who of its protected households is housed, nor how many."""
    first, last = said["first"], said["last"]
    stays = Stay.objects.figures_of(body).filter(started_on__lte=last).exclude(ended_on__lt=first)
    stays = stays.exclude(Q(household__is_protected=True) & ~Q(host=body))
    stays = with_figures(stays, first, last, away_counts=said["away"] != "no").annotate(
        pseudonym=F("household__pseudonym"), sender=F("household__organisation__name")
    )
    if said["outcome"]:
        stays = stays.filter(outcome=said["outcome"])
    return stays.order_by("started_on", "pk")


def totals(stays):
    left = Q(left_in_period=True)
    sums = stays.aggregate(
        stays=Count("pk"),
        entries=Count("pk", filter=Q(entered_in_period=True)),
        exits=Count("pk", filter=left),
        nights=Sum("period_nights", default=0),
        sum_of_person_nights=Sum("person_nights", default=0),
        sum_of_bed_nights=Sum("bed_nights", default=0),
        sum_of_away_nights=Sum("away_nights", default=0),
        mean=Avg("all_nights", filter=left),
        median=Median("all_nights", filter=left),
        reserved=Count("pk", filter=left & Q(outcome=RESERVED)),
        positive=Count("pk", filter=left & Q(outcome=ExitOutcome.POSITIVE)),
        known=Count("pk", filter=left & Q(outcome__in=KNOWN)),
    )
    return _figures(sums | {"people": people_of(stays)})


KNOWN = (ExitOutcome.POSITIVE, ExitOutcome.NEUTRAL, ExitOutcome.NEGATIVE)


def _figures(sums):
    positive = round(100 * sums["positive"] / sums["known"]) if sums["known"] else None
    return [
        Figure(_("Stays"), sums["stays"]),
        Figure(_("People"), sums["people"]),
        Figure(_("Entries in the period"), sums["entries"]),
        Figure(_("Exits in the period"), sums["exits"]),
        Figure(_("Nights"), sums["nights"]),
        Figure(_("Nights of people"), sums["sum_of_person_nights"]),
        Figure(_("Nights in a bed"), sums["sum_of_bed_nights"]),
        Figure(_("Nights away"), sums["sum_of_away_nights"]),
        Figure(_("Length of ended stays, mean"), sums["mean"], _("nights")),
        Figure(_("Length of ended stays, median"), sums["median"], _("nights")),
        Figure(_("Positive exits"), positive, "%"),
        Figure(_("Exits reserved"), sums["reserved"]),
    ]


REPORT = Report(
    name="ingressi-uscite",
    title=_("Entries and exits"),
    summary=_("One row per stay of a household: entry, exit, nights, how it ended."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=StayPeriodForm,
    rows=rows,
    totals=totals,
)

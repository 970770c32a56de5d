"""The audit of fairness as a page and a file show it: the same lines, in words and in numbers."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies.referral import NotEligibleReason
from referrals.answers import DeclineReason, TakeBackReason
from referrals.fairness.group_words import DIMENSIONS, label_of, orderly
from referrals.matching.fairness import HOUSED, LEAST_HOUSED, MOST_LATE, Flag, Line
from wemix.export import Column, Decimal, Whole

MEASURES = {
    "proposed": _("Proposed"),
    "housed": _("Housed"),
    "first_come": _("Housed, had who came first chosen first"),
    "declined": _("Declined by the household"),
    "refused": _("Refused by the team"),
    "withdrawn": _("Withdrawn"),
    "no_place": _("Without any possible home"),
}
REASONS = dict(NotEligibleReason.choices) | dict(TakeBackReason.choices) | dict(DeclineReason.choices)

DEFINITIONS = (
    (_("Who is counted"), _("Referrals sent in the period to this body, and what has become of them up to today.")),
    (_("Proposed"), _("At least one home was proposed.")),
    (_("Housed"), _("They got the keys.")),
    (
        _("Had who came first chosen first"),
        _(
            "The same households and the same homes, empty on the same days, by the same rules; but each time the one "
            "who had waited longest chose. What nobody answered stands in nobody's way, and who lives in a shared flat "
            "is not weighed. What is unequal here too comes from the homes, not from the choices."
        ),
    ),
    (_("Declined by the household"), _("At least one proposal.")),
    (_("Refused by the team"), _("Not eligible, or a proposal taken back.")),
    (_("Without any possible home"), _("No home in service could be theirs by the rules, were all of them empty.")),
    (
        _("Days waited"),
        _("Of those housed, from the waiting list to the keys: the mean, and within how many 95 of 100 entered."),
    ),
    (
        _("In brackets"),
        _(
            "Within these bounds lies the true figure 95 times of 100 (Wilson for parts, Student for means): "
            "of few people little is known."
        ),
    ),
    (
        _("Marked"),
        _(
            "Housed less than 0.8 times as often as all the others of its list, or 95 of 100 waiting more than 1.5 "
            "times as long; only where chance can't explain it, all comparisons of this page taken together."
        ),
    ),
    (
        _("Hidden"),
        _(
            "Counts from 1 to 4, also of those left over, and with them one more of the same column, "
            "so that nobody finds them by subtraction."
        ),
    ),
)


@dataclass(frozen=True)
class Shown:
    """A Line in words."""

    line: Line
    label: str

    @property
    def reasons(self):
        return [(REASONS.get(why, why), times) for side in self.line.reasons.values() for why, times in side]

    @property
    def warnings(self):
        return [Warning(self, flag) for flag in self.line.flags]


@dataclass(frozen=True)
class Warning:
    shown: Shown
    flag: Flag

    @property
    def group(self):
        return f"{DIMENSIONS[self.shown.line.dimension]}: {self.shown.label}"

    @property
    def is_about_housing(self):
        return self.flag.what == HOUSED

    @property
    def comes_from_homes(self):
        """First-come would have done the same; None: it can't be said."""
        if self.flag.with_first_come is None:
            return None
        if self.is_about_housing:
            return self.flag.with_first_come < LEAST_HOUSED
        return self.flag.with_first_come > MOST_LATE


def sections(dimensions):
    """(title, [Shown]) for each dimension."""
    for dimension, lines in dimensions.items():
        by_code = {line.code: line for line in lines}
        shown = [Shown(by_code[code], label_of(dimension, code)) for code in orderly(dimension, by_code)]
        yield DIMENSIONS[dimension], shown


# The file: one row for each group, the counts and the bounds in columns of their own

COLUMNS = (
    Column("dimension", _("By")),
    Column("group", _("Group")),
    Whole("n", _("Referrals")),
    *(
        column
        for code, label in MEASURES.items()
        for column in (
            Whole(code, label),
            Decimal(f"{code}_percent", format_lazy("{} ({})", label, _("of 100"))),
            Decimal(f"{code}_low", format_lazy("{} ({})", label, _("of 100, at least"))),
            Decimal(f"{code}_high", format_lazy("{} ({})", label, _("of 100, at most"))),
        )
    ),
    Decimal("mean", _("Days waited, mean")),
    Decimal("mean_low", _("Days waited, mean at least")),
    Decimal("mean_high", _("Days waited, mean at most")),
    Whole("late", _("Days waited by 95 of 100, at most")),
    Decimal("first_come_mean", _("Days waited, had who came first chosen first")),
    Column("marked", _("Marked")),
)


def rows_of(together, dimensions):
    """What a file holds of each line; what is hidden is empty."""
    yield _row(Shown(together, str(_("all"))), str(_("all")))
    for title, lines in sections(dimensions):
        for shown in lines:
            yield _row(shown, str(title))


def _row(shown, title):
    line = shown.line
    row = {"dimension": title, "group": str(shown.label), "n": line.n, **line.counts}
    for code, interval in line.shares.items():
        row |= {
            f"{code}_percent": _100(interval.value),
            f"{code}_low": _100(interval.low),
            f"{code}_high": _100(interval.high),
        }
    if line.mean:
        row |= {
            "mean": round(line.mean.value, 1),
            "mean_low": round(line.mean.low, 1),
            "mean_high": round(line.mean.high, 1),
        }
    row["late"] = line.late and line.late.value
    row["first_come_mean"] = line.first_come_mean and round(line.first_come_mean.value, 1)
    row["marked"] = ", ".join(str(MARKS[flag.what]) for flag in line.flags)
    return row


MARKS = {HOUSED: _("seldom housed"), "wait": _("waits longer")}


def _100(part):
    return round(100 * part, 1)

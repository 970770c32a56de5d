"""The ledger of contributions, stay by stay, as a page shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from housing.models import CostShare, LedgerMonth, Payment, Stay
from housing.models.contributions import first_of_month


@dataclass(frozen=True)
class Line:
    row: LedgerMonth
    still_open: Decimal  # of what is due for this month: what is paid goes to the oldest month first

    @property
    def is_late(self):
        return self.still_open > 0 and self.row.due_on < timezone.localdate()


@dataclass(frozen=True)
class StayLedger:
    stay: Stay
    shares: list
    lines: list
    payments: list
    due: Decimal
    paid: Decimal

    @property
    def balance(self):
        return self.due - self.paid

    @property
    def ahead(self):
        return -self.balance

    @property
    def is_asked(self):
        """Whether there is anything to tell: asking nothing is the rule."""
        return bool(self.shares or self.payments)

    @property
    def is_late(self):
        return any(line.is_late for line in self.lines)


def ledgers(stays, user):
    """Of each of these stays, what this person may see; the latest month first. `stays`: rows."""
    keys = [stay.pk for stay in stays]
    shares = _by_stay(CostShare.objects.visible_to(user).filter(stay__in=keys).select_related("by"))
    months = _by_stay(LedgerMonth.objects.visible_to(user).filter(stay__in=keys))
    payments = _by_stay(
        Payment.objects.visible_to(user).filter(stay__in=keys).select_related("by", "reverses", "reversed_by")
    )
    return [
        _ledger(stay, shares.get(stay.pk, []), months.get(stay.pk, []), payments.get(stay.pk, [])) for stay in stays
    ]


def _by_stay(rows):
    by_stay = {}
    for row in rows:
        by_stay.setdefault(row.stay_id, []).append(row)
    return by_stay


def _ledger(stay, shares, months, payments):
    due, paid = (sum((getattr(row, name) for row in months), Decimal(0)) for name in ("due", "paid"))
    return StayLedger(stay, shares, _lines(months, paid)[::-1], payments, due, paid)


def _lines(months, paid):
    lines, due = [], Decimal(0)
    for row in months:
        due += row.due
        lines.append(Line(row, min(max(due - paid, Decimal(0)), row.due)))
    return lines


def months_between(first, last):
    """First days of months, both ends counted."""
    index, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(index, end + 1)]


def months_of(stay, ahead=0):
    """The months that a stay touches, up to `ahead` months from now; the latest first."""
    today = first_of_month(timezone.localdate())
    index = today.year * 12 + today.month - 1 + ahead
    last = date(index // 12, index % 12 + 1, 1)
    return months_between(stay.first_day, max(min(last, stay.ended_on or last), first_of_month(stay.first_day)))[::-1]

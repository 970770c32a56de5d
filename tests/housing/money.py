"""What is agreed and paid, for tests of the ledger of contributions."""

from decimal import Decimal

from housing import actions
from housing.models import LedgerMonth


def agree(stay, month, amount, by, due_day=10):
    return actions.agree_share(stay=stay, from_month=month, amount=Decimal(amount), due_day=due_day, note="", by=by)


def pay(stay, amount, on, by):
    return actions.record_payment(stay=stay, amount=Decimal(amount), paid_on=on, method="CASH", note="", by=by)


def due(stay):
    return {row.month: row.due for row in LedgerMonth.objects.filter(stay=stay)}

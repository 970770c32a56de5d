"""The contribution to costs: what is due follows from what is agreed, and what was written stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing import actions
from housing.ledger import ledgers, months_between
from housing.models import CostShare, LedgerMonth, Payment
from housing.models.contributions import first_of_month
from tests.factories import household
from tests.housing.money import agree, due, pay
from tests.stays import end_stay

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


# What is due


def test_of_whom_nothing_is_asked_there_is_no_line(long_stay, dora):
    (found,) = ledgers([long_stay], dora)
    assert not LedgerMonth.objects.filter(stay=long_stay).exists() and not found.is_asked


def test_an_amount_is_due_each_month_from_its_first_one_on(long_stay, dora, months):
    agree(long_stay, months[9], 80, dora)
    agree(long_stay, months[11], 50, dora)
    assert due(long_stay) == {months[9]: 80, months[10]: 80, months[11]: 50}


def test_zero_ends_it(long_stay, dora, months):
    agree(long_stay, months[8], 80, dora)
    agree(long_stay, months[10], 0, dora)
    assert due(long_stay) == {months[8]: 80, months[9]: 80}


def test_of_two_amounts_for_one_month_the_later_written_counts(long_stay, dora, months):
    agree(long_stay, months[11], 80, dora)
    agree(long_stay, months[11], 60, dora)
    assert due(long_stay) == {months[11]: 60}


def test_nothing_is_due_before_the_keys_nor_after_the_exit(long_stay, dora, months):
    agree(long_stay, first_of_month(months[0] - 40 * DAY), 80, dora)
    end_stay(stay=long_stay, on=months[2], by=dora)
    assert due(long_stay) == {months[0]: 80, months[1]: 80}  # left on the first of a month: no night of it


@pytest.mark.parametrize(("entered", "due_in_month"), [(0, 0), (9, 0), (10, 1), (25, 1)])
def test_nothing_is_late_before_they_came(long_stay, lived_since, dora, months, entered, due_in_month):
    """Who enters after the day of payment, here the tenth, pays that month with the next one."""
    stay = lived_since(long_stay, months[5] + entered * DAY)
    agree(stay, months[5], 80, dora)
    days = LedgerMonth.objects.filter(stay=stay).order_by("month").values_list("due_on", flat=True)
    assert list(days[:2]) == [months[5 + due_in_month] + 9 * DAY, months[6] + 9 * DAY]


def test_a_month_to_come_is_not_due_yet(long_stay, dora, months):
    agree(long_stay, first_of_month(months[11] + 40 * DAY), 80, dora)
    assert due(long_stay) == {}


def test_an_exempted_month_is_not_due_and_says_why(long_stay, dora, months):
    agree(long_stay, months[10], 80, dora)
    actions.exempt(stay=long_stay, months=[months[10]], reason="NO_INCOME", note="", by=dora)
    row = LedgerMonth.objects.get(stay=long_stay, month=months[10])
    assert (row.due, row.agreed, row.exempted, row.due_on) == (0, 80, "NO_INCOME", None)


def test_an_exemption_taken_back_is_due_again_and_may_be_given_again(long_stay, dora, months):
    agree(long_stay, months[11], 80, dora)
    actions.exempt(stay=long_stay, months=[months[11]], reason="NO_INCOME", note="", by=dora)
    actions.take_exemption_back(exemption=long_stay.exemptions.get(), by=dora)
    assert due(long_stay) == {months[11]: 80}
    actions.exempt(stay=long_stay, months=[months[11]], reason="SAVING", note="", by=dora)
    assert due(long_stay) == {months[11]: 0}


amounts = st.integers(0, 200)
turns = st.integers(0, 11)


@given(st.lists(st.tuples(turns, amounts), max_size=4), st.sets(turns), st.lists(st.tuples(turns, amounts), max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_equals_a_plain_count(long_stay, dora, months, shares, exempt, payments):
    with transaction.atomic():
        for turn, amount in shares:
            agree(long_stay, months[turn], amount, dora)
        actions.exempt(stay=long_stay, months=[months[turn] for turn in exempt], reason="OTHER", note="", by=dora)
        for turn, amount in payments:
            pay(long_stay, amount + 1, months[turn], dora)
        expected, balance = {}, Decimal(0)
        for turn, month in enumerate(months):
            in_force = [each for each in shares if each[0] <= turn]
            latest = max((each[0] for each in in_force), default=None)
            agreed = [amount for at, amount in in_force if at == latest][-1] if in_force else 0
            paid = sum(amount + 1 for at, amount in payments if at == turn)
            owed = 0 if turn in exempt else agreed
            balance += owed - paid
            if agreed or paid:
                expected[month] = (owed, paid, balance)
        found = {row.month: (row.due, row.paid, row.balance) for row in LedgerMonth.objects.filter(stay=long_stay)}
        assert found == expected
        transaction.set_rollback(True)


def test_what_is_paid_goes_to_the_oldest_month_first(long_stay, dora, months, today):
    agree(long_stay, months[8], 100, dora)
    pay(long_stay, 150, today, dora)
    (found,) = ledgers([long_stay], dora)
    assert [line.still_open for line in found.lines[::-1]] == [0, 50, 100, 100]
    assert (found.due, found.paid, found.balance) == (400, 150, 250)
    assert found.is_late


# What is never edited


def test_a_payment_is_never_edited_nor_deleted(long_stay, dora, today):
    payment = pay(long_stay, 80, today, dora)
    for change in (lambda: Payment.objects.filter(pk=payment.pk).update(amount=90), payment.delete):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_what_was_agreed_is_never_edited(long_stay, dora, months):
    share = agree(long_stay, months[11], 80, dora)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        CostShare.objects.filter(pk=share.pk).update(amount=1)


def test_a_reversal_takes_back_what_was_paid_and_both_stay(long_stay, dora, today):
    payment = pay(long_stay, 80, today, dora)
    reversal = actions.reverse_payment(payment=payment, why="Scritto due volte", by=dora)
    assert (reversal.amount, reversal.reverses, long_stay.payments.count()) == (-80, payment, 2)
    assert not long_stay.payments.standing().exists()


def test_a_payment_is_reversed_once_and_a_reversal_never(long_stay, dora, today):
    payment = pay(long_stay, 80, today, dora)
    reversal = actions.reverse_payment(payment=payment, why="Scritto due volte", by=dora)
    for again in (payment, reversal):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            actions.reverse_payment(payment=again, why="Ancora", by=dora)


@pytest.mark.parametrize("amount", [-79, -81])
def test_a_reversal_takes_back_no_more_and_no_less(long_stay, dora, today, amount):
    payment = pay(long_stay, 80, today, dora)
    said = {"stay": long_stay, "household": long_stay.household, "host": long_stay.host, "note": "Perché", "by": dora}
    with pytest.raises((IntegrityError, InternalError), match="reversal_of_a_payment"), transaction.atomic():
        Payment.objects.create(amount=amount, reverses=payment, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"amount": 0},
        {"amount": -5},
    ],
)
def test_a_payment_is_more_than_nothing(long_stay, dora, said):
    rest = {"stay": long_stay, "household": long_stay.household, "host": long_stay.host, "by": dora}
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**rest, **said)


@pytest.mark.parametrize("said", [{"from_month": date(2026, 3, 2)}, {"amount": -1}, {"due_day": 29}, {"due_day": 0}])
def test_the_database_refuses_a_senseless_agreement(long_stay, dora, said):
    right = {"from_month": date(2026, 3, 1), "amount": 10, "due_day": 10}
    with pytest.raises(IntegrityError), transaction.atomic():
        CostShare.objects.create(stay=long_stay, household=long_stay.household, by=dora, **right | said)


def test_a_line_is_of_the_stays_own_household(long_stay, alice, dora, months):
    other = household(alice)
    CostShare.objects.create(stay=long_stay, household=other, from_month=months[11], amount=10, by=dora)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_months_between_counts_both_ends():
    assert months_between(date(2026, 11, 30), date(2027, 1, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]

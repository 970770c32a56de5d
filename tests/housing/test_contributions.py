"""The contribution to costs: what is due follows from what is agreed, what was paid stays, and nothing of it weighs."""

import threading
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from beneficiaries.models import Denial
from housing import actions
from housing.ledger import ledgers, months_between
from housing.models import CostShare, LedgerMonth, Payment, Stay
from housing.models.contributions import first_of_month
from tests.factories import UserFactory, bed, flat, household, referral
from wemix.access import Role

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def months(today):
    """The first days of this month and of the eleven before it, the oldest first."""
    index = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(index - 11, index + 1)]


@pytest.fixture
def stay(host, alice, dora, months):
    """One that runs since eleven months."""
    made = referral(host, worker=alice, until="housed", coordinator=dora, place=flat(host)).stay
    return since(made, months[0] + 4 * DAY)


def since(stay, day):
    for use in stay.uses.all():
        use.occupants.update(starts_on=day)
        stay.uses.filter(pk=use.pk).update(starts_on=day)
    Stay.objects.filter(pk=stay.pk).update(started_on=day, planned_from=day)
    stay.refresh_from_db()
    return stay


def agree(stay, month, amount, by, due_day=10):
    return actions.agree_share(stay=stay, from_month=month, amount=Decimal(amount), due_day=due_day, note="", by=by)


def pay(stay, amount, on, by):
    return actions.record_payment(stay=stay, amount=Decimal(amount), paid_on=on, method="CASH", note="", by=by)


def due(stay):
    return {row.month: row.due for row in LedgerMonth.objects.filter(stay=stay)}


def text(answer):
    return " ".join(answer.content.decode().split())


# What is due


def test_of_whom_nothing_is_asked_there_is_no_line(stay, dora):
    (found,) = ledgers([stay], dora)
    assert not LedgerMonth.objects.filter(stay=stay).exists() and not found.is_asked


def test_an_amount_is_due_each_month_from_its_first_one_on(stay, dora, months):
    agree(stay, months[9], 80, dora)
    agree(stay, months[11], 50, dora)
    assert due(stay) == {months[9]: 80, months[10]: 80, months[11]: 50}


def test_zero_ends_it(stay, dora, months):
    agree(stay, months[8], 80, dora)
    agree(stay, months[10], 0, dora)
    assert due(stay) == {months[8]: 80, months[9]: 80}


def test_of_two_amounts_for_one_month_the_later_written_counts(stay, dora, months):
    agree(stay, months[11], 80, dora)
    agree(stay, months[11], 60, dora)
    assert due(stay) == {months[11]: 60}


def test_nothing_is_due_before_the_keys_nor_after_the_exit(stay, dora, months):
    agree(stay, months[0] - 40 * DAY - (months[0] - 40 * DAY).day * DAY + DAY, 80, dora)
    Stay.objects.filter(pk=stay.pk).update(
        state="ended", ended_on=months[2], exit_reason="GOALS_REACHED", destination="RENT_MARKET"
    )
    assert due(stay) == {months[0]: 80, months[1]: 80}  # left on the first of a month: no night of it


def test_a_month_to_come_is_not_due_yet(stay, dora, months):
    agree(stay, first_of_month(months[11] + 40 * DAY), 80, dora)
    assert due(stay) == {}


def test_an_exempted_month_is_not_due_and_says_why(stay, dora, months):
    agree(stay, months[10], 80, dora)
    actions.exempt(stay=stay, months=[months[10]], reason="NO_INCOME", note="", by=dora)
    row = LedgerMonth.objects.get(stay=stay, month=months[10])
    assert (row.due, row.agreed, row.exempted, row.due_on) == (0, 80, "NO_INCOME", None)


def test_an_exemption_taken_back_is_due_again_and_may_be_given_again(stay, dora, months):
    agree(stay, months[11], 80, dora)
    actions.exempt(stay=stay, months=[months[11]], reason="NO_INCOME", note="", by=dora)
    actions.take_exemption_back(exemption=stay.exemptions.get(), by=dora)
    assert due(stay) == {months[11]: 80}
    actions.exempt(stay=stay, months=[months[11]], reason="SAVING", note="", by=dora)
    assert due(stay) == {months[11]: 0}


amounts = st.integers(0, 200)
turns = st.integers(0, 11)


@given(st.lists(st.tuples(turns, amounts), max_size=4), st.sets(turns), st.lists(st.tuples(turns, amounts), max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_equals_a_plain_count(stay, dora, months, shares, exempt, payments):
    with transaction.atomic():
        for turn, amount in shares:
            agree(stay, months[turn], amount, dora)
        actions.exempt(stay=stay, months=[months[turn] for turn in exempt], reason="OTHER", note="", by=dora)
        for turn, amount in payments:
            pay(stay, amount + 1, months[turn], dora)
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
        found = {row.month: (row.due, row.paid, row.balance) for row in LedgerMonth.objects.filter(stay=stay)}
        assert found == expected
        transaction.set_rollback(True)


def test_what_is_paid_goes_to_the_oldest_month_first(stay, dora, months, today):
    agree(stay, months[8], 100, dora)
    pay(stay, 150, today, dora)
    (found,) = ledgers([stay], dora)
    assert [line.still_open for line in found.lines[::-1]] == [0, 50, 100, 100]
    assert (found.due, found.paid, found.balance) == (400, 150, 250)
    assert found.is_late


# What is never edited


def test_a_payment_is_never_edited_nor_deleted(stay, dora, today):
    payment = pay(stay, 80, today, dora)
    for change in (lambda: Payment.objects.filter(pk=payment.pk).update(amount=90), payment.delete):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_what_was_agreed_is_never_edited(stay, dora, months):
    share = agree(stay, months[11], 80, dora)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        CostShare.objects.filter(pk=share.pk).update(amount=1)


def test_a_reversal_takes_back_what_was_paid_and_both_stay(stay, dora, today):
    payment = pay(stay, 80, today, dora)
    reversal = actions.reverse_payment(payment=payment, why="Scritto due volte", by=dora)
    assert (reversal.amount, reversal.reverses, stay.payments.count()) == (-80, payment, 2)
    assert not stay.payments.standing().exists()


def test_a_payment_is_reversed_once_and_a_reversal_never(stay, dora, today):
    payment = pay(stay, 80, today, dora)
    reversal = actions.reverse_payment(payment=payment, why="Scritto due volte", by=dora)
    for again in (payment, reversal):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            actions.reverse_payment(payment=again, why="Ancora", by=dora)


@pytest.mark.parametrize("amount", [-79, -81])
def test_a_reversal_takes_back_no_more_and_no_less(stay, dora, today, amount):
    payment = pay(stay, 80, today, dora)
    said = {"stay": stay, "household": stay.household, "host": stay.host, "note": "Perché", "by": dora}
    with pytest.raises((IntegrityError, InternalError), match="reversal_of_a_payment"), transaction.atomic():
        Payment.objects.create(amount=amount, reverses=payment, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"amount": 0},
        {"amount": -5},
    ],
)
def test_a_payment_is_more_than_nothing(stay, dora, said):
    rest = {"stay": stay, "household": stay.household, "host": stay.host, "by": dora}
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(**rest, **said)


@pytest.mark.parametrize("said", [{"from_month": date(2026, 3, 2)}, {"amount": -1}, {"due_day": 29}, {"due_day": 0}])
def test_the_database_refuses_a_senseless_agreement(stay, dora, said):
    right = {"from_month": date(2026, 3, 1), "amount": 10, "due_day": 10}
    with pytest.raises(IntegrityError), transaction.atomic():
        CostShare.objects.create(stay=stay, household=stay.household, by=dora, **right | said)


def test_a_line_is_of_the_stays_own_household(stay, alice, dora, months):
    other = household(alice)
    CostShare.objects.create(stay=stay, household=other, from_month=months[11], amount=10, by=dora)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# Receipts


def test_receipts_count_up_by_host_and_year(stay, dora, dario, other_host, alice, today):
    other = referral(other_host, of=household(alice), until="housed", coordinator=dario, place=flat(other_host)).stay
    first, second = pay(stay, 80, today, dora), pay(stay, 80, today, dora)
    elsewhere = pay(other, 80, today, dario)
    assert [each.receipt for each in (first, second, elsewhere)] == [
        f"1/{today.year}",
        f"2/{today.year}",
        f"1/{today.year}",
    ]


def test_whatever_number_is_given_the_next_one_is_taken(stay, dora, today):
    rest = {"stay": stay, "household": stay.household, "host": stay.host, "by": dora, "amount": 5}
    made = Payment.objects.create(receipt_year=1999, receipt_number=77, **rest)
    made.refresh_from_db()
    assert made.receipt == f"1/{today.year}"


def test_what_is_undone_uses_no_number(stay, dora, today):
    pay(stay, 80, today, dora)
    with transaction.atomic():
        pay(stay, 80, today, dora)
        transaction.set_rollback(True)
    assert pay(stay, 80, today, dora).receipt_number == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_each_its_number_without_gaps(host, alice, dora):
    stay = referral(host, worker=alice, until="housed", coordinator=dora, place=flat(host)).stay
    day = timezone.localdate()

    def write():
        try:
            for _ in range(5):
                pay(stay, 10, day, dora)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(Payment.objects.values_list("receipt_number", flat=True)) == list(range(1, 21))


def test_the_receipt_says_who_paid_how_much_and_no_home(client, host, olga, dora, alice, today):
    of = household(alice, secret=True, last_name="Segretifinti")
    stay = referral(host, of=of, until="housed", coordinator=dora, place=flat(host, name="Casa Riservata")).stay
    payment = pay(stay, "1234.50", today, olga)
    client.force_login(olga)
    answer = client.get(reverse("housing:receipt", args=[payment.pk]))
    words = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    assert f"Ricevuta n. 1/{today.year}" in words and "1.234,50" in words and "Segretifinti" in words
    assert "Riservata" not in words
    assert not any(word in words.lower() for word in ("canone", "affitto", "inquilino"))
    assert f"ricevuta_{today.year}_1.pdf" in answer["Content-Disposition"]


# The pages


def post(client, url, **said):
    """As the page's own form would send it."""
    page = client.get(url)
    return client.post(url, {"once": page.context["once"], "version": page.context["version"], **said})


def test_the_coordinator_agrees_the_team_records_and_the_page_tells(client, stay, dora, olga, months, today):
    client.force_login(dora)
    answer = post(
        client,
        reverse("housing:agree_share", args=[stay.pk]),
        from_month=f"{months[10]:%Y-%m-%d}",
        amount="120,50",
        due_day=10,
    )
    assert answer.status_code == 302
    client.force_login(olga)
    answer = post(
        client, reverse("housing:pay", args=[stay.pk]), amount="100", paid_on=f"{today:%Y-%m-%d}", method="TRANSFER"
    )
    assert answer.status_code == 302
    page = text(client.get(answer.url))
    assert "120,50 €" in page and "141,00" in page and "bonifico" in page
    assert not any(word in page.lower() for word in ("canone", "affitto", "inquilino"))


def test_a_double_click_makes_one_payment(client, stay, olga, today):
    client.force_login(olga)
    url = reverse("housing:pay", args=[stay.pk])
    said = {"amount": "80", "paid_on": f"{today:%Y-%m-%d}", "method": "CASH"}
    said |= {"once": client.get(url).context["once"]}
    first, second = client.post(url, said), client.post(url, said)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"amount": "0"}, "Scrivi quanto è stato versato."),
        ({"amount": "-5"}, "Scrivi quanto è stato versato."),
        ({"paid_on": "2199-01-01"}, "Questo giorno deve ancora venire."),
    ],
)
def test_what_cannot_have_been_paid_is_refused_in_words(client, stay, olga, today, said, sentence):
    client.force_login(olga)
    right = {"amount": "80", "paid_on": f"{today:%Y-%m-%d}", "method": "CASH"}
    answer = post(client, reverse("housing:pay", args=[stay.pk]), **right | said)
    assert answer.status_code == 422 and sentence in text(answer)


def test_several_months_are_exempted_at_once_and_taken_back_one_by_one(client, stay, dora, months):
    agree(stay, months[8], 80, dora)
    client.force_login(dora)
    url = reverse("housing:exempt", args=[stay.pk])
    span = {"first": f"{months[9]:%Y-%m-%d}", "last": f"{months[10]:%Y-%m-%d}", "reason": "HEALTH"}
    assert post(client, url, **span).status_code == 302
    assert due(stay) == {months[8]: 80, months[9]: 0, months[10]: 0, months[11]: 80}
    refused = post(client, url, **span)
    assert refused.status_code == 422 and "Questo mese è già esonerato." in text(refused)
    back = reverse("housing:exempt_no_more", args=[stay.exemptions.get(month=months[9]).pk])
    assert post(client, back).status_code == 302
    assert due(stay)[months[9]] == 80


def test_a_payment_is_reversed_with_a_reason_and_not_twice(client, stay, olga, today):
    payment = pay(stay, 80, today, olga)
    client.force_login(olga)
    url = reverse("housing:reverse_payment", args=[payment.pk])
    assert post(client, url, why="").status_code == 422
    assert post(client, url, why="Scritto due volte").status_code == 302
    assert client.get(url).status_code == 404


def test_a_household_of_whom_nothing_is_asked_says_so(client, stay, dora):
    client.force_login(dora)
    for url in (
        reverse("housing:ledger", args=[stay.household_id]),
        reverse("housing:stay", args=[stay.pk]),
        reverse("beneficiaries:household", args=[stay.household_id]),
    ):
        assert "Nessun contributo richiesto" in text(client.get(url))


def test_the_sending_service_and_the_custodian_see_nothing_of_it(client, stay, dora, alice, carlo, months):
    agree(stay, months[8], 80, dora)
    for user, url in (
        (alice, reverse("beneficiaries:household", args=[stay.household_id])),
        (alice, reverse("housing:stay", args=[stay.pk])),
        (carlo, reverse("housing:stay", args=[stay.pk])),
    ):
        client.force_login(user)
        assert "Contributo alle spese" not in text(client.get(url))


@pytest.fixture
def of_many(host, alice, dora, months, today):
    """Households that owe 80 for two months, of whom so many have paid."""

    def make(count, paid=0):
        made = []
        for turn in range(count):
            stay = referral(host, of=household(alice), until="housed", coordinator=dora, place=bed(host)).stay
            since(stay, months[10])
            agree(stay, months[10], 80, dora)
            if turn < paid:
                pay(stay, 160, today, dora)
            made.append(stay)
        return made

    return make


def test_the_list_tells_what_is_due_received_and_open(client, dora, of_many, months):
    of_many(3, paid=1)
    client.force_login(dora)
    context = client.get("/contributi/").context
    assert context["of_month"] == {"due": 240, "paid": 160, "balance": 80, "exempted": 0}
    assert context["until_then"]["balance"] == 320
    assert [row["still_open"] for row in context["rows"]] == [160, 160, 0]


def test_the_list_is_filtered_by_month_and_by_what_is_open(client, dora, of_many, months):
    of_many(3, paid=1)
    client.force_login(dora)
    assert client.get("/contributi/", {"aperti": "on"}).context["count"] == 2
    before = client.get("/contributi/", {"mese": f"{months[10]:%Y-%m-%d}"}).context
    assert before["of_month"]["paid"] == 0 and [row["still_open"] for row in before["rows"]] == [80, 80, 80]


def test_fifty_rows_cost_no_more_queries_than_one(client, dora, of_many):
    client.force_login(dora)
    counts = []
    for more in (1, 15):
        of_many(more)
        with CaptureQueriesContext(connection) as found:
            client.get("/contributi/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_who_is_denied_a_household_still_reads_the_true_total(client, dora, of_many):
    stay, *_others = of_many(2)
    Denial.objects.create(user=dora, person=stay.household.people.first(), household=stay.household, by=dora)
    client.force_login(dora)
    context = client.get("/contributi/").context
    assert context["until_then"]["balance"] == 320 and len(context["rows"]) == 1


def test_the_report_tells_the_same_as_the_list_and_names_nobody(client, host, of_many, months, today):
    stays = of_many(3, paid=1)
    manager = UserFactory(role=Role.MANAGER, organisation=host)
    client.force_login(manager)
    period = {"first": f"{months[10]:%Y-%m-%d}", "last": f"{today:%Y-%m-%d}"}
    page = client.get(reverse("referrals:report", args=["contributi"]), period)
    assert [figure.value for figure in page.context["totals"]] == [3, 480, 160, 0]
    file = b"".join(client.get(reverse("referrals:report_csv", args=["contributi"]), period)).decode("utf-8-sig")
    lines = file.split("\r\n")
    assert lines[0].startswith("Mese;Codice del nucleo;") and len(lines) == 8
    assert f"{months[10]:%m/%Y};{stays[0].household.pseudonym}" in file and ";80,00;0,00;80,00" in file
    assert stays[0].household.name not in file


def test_months_between_counts_both_ends():
    assert months_between(date(2026, 11, 30), date(2027, 1, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]

"""Receipts of contributions: numbered without gaps, whoever writes at once, and naming no home."""

import threading
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from housing.models import Payment
from tests.factories import flat, household, referral
from tests.housing.money import pay


@pytest.fixture
def today():
    return timezone.localdate()


def test_receipts_count_up_by_host_and_year(long_stay, dora, dario, other_host, alice, today):
    other = referral(other_host, of=household(alice), until="housed", coordinator=dario, place=flat(other_host)).stay
    first, second = pay(long_stay, 80, today, dora), pay(long_stay, 80, today, dora)
    elsewhere = pay(other, 80, today, dario)
    assert [each.receipt for each in (first, second, elsewhere)] == [
        f"1/{today.year}",
        f"2/{today.year}",
        f"1/{today.year}",
    ]


def test_whatever_number_is_given_the_next_one_is_taken(long_stay, dora, today):
    rest = {"stay": long_stay, "household": long_stay.household, "host": long_stay.host, "by": dora, "amount": 5}
    made = Payment.objects.create(receipt_year=1999, receipt_number=77, **rest)
    made.refresh_from_db()
    assert made.receipt == f"1/{today.year}"


def test_what_is_undone_uses_no_number(long_stay, dora, today):
    pay(long_stay, 80, today, dora)
    with transaction.atomic():
        pay(long_stay, 80, today, dora)
        transaction.set_rollback(True)
    assert pay(long_stay, 80, today, dora).receipt_number == 2


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

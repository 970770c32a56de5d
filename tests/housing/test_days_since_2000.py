"""A year typed wrong: no stay, record or payment of ours is older than the year 2000, whoever writes it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from housing.models import Absence, Correction, Payment, PlaceUse, Stay
from tests.stays import housed
from wemix.sentences import sentence_for

LONG_AGO = date(1901, 3, 1)


@pytest.fixture
def stay(alice, host, dora, home):
    return housed(alice, host, dora, place=home, days=100)


@pytest.fixture
def send(client, dora):
    def post(address, **said):
        client.force_login(dora)
        opened = client.get(address)
        keys = {"once": opened.context["once"], "version": opened.context.get("version", "")}
        return client.post(address, keys | said)

    return post


def test_an_entry_is_not_corrected_to_another_century(stay, send):
    which = f"entry|{stay.started_on}"
    address = reverse("housing:step", args=[stay.pk, "correct"])
    refused = send(address, which=which, after=LONG_AGO, reason="TYPED_WRONG")
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["after"]
    assert not Correction.objects.exists()


def test_a_payment_of_another_century_is_refused_beside_its_day(stay, send):
    refused = send(reverse("housing:pay", args=[stay.pk]), amount="10", paid_on=LONG_AGO, method="CASH")
    assert refused.status_code == 422 and list(refused.context["form"].errors) == ["paid_on"]
    assert not Payment.objects.exists()


def test_the_keys_and_the_leaving_are_of_this_time(stay, send):
    close = reverse("referrals:step", args=[stay.referral.pk, "close"])
    refused = send(close, on=LONG_AGO, reason="OTHER", destination="ERP")
    assert list(refused.context["form"].errors) == ["on"]


@pytest.mark.parametrize(
    "change",
    [
        lambda stay: Stay.objects.filter(pk=stay.pk).update(started_on=LONG_AGO),
        lambda stay: PlaceUse.objects.filter(stay=stay).update(starts_on=LONG_AGO),
        lambda stay: Absence.objects.create(
            stay=stay,
            household=stay.household,
            person=stay.household.people.first(),
            starts_on=LONG_AGO,
            kind="family",
            recorded_by=stay.planned_by,
        ),
        lambda stay: Payment.objects.create(
            stay=stay, household=stay.household, host=stay.host, paid_on=LONG_AGO, amount=1, method="CASH",
            by=stay.planned_by, at=timezone.now(),
        ),
    ],
    ids=["stay", "place", "absence", "payment"],
)  # fmt: skip
def test_the_database_says_it_too(stay, change):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        change(stay)
    assert str(sentence_for(refusal.value)) == "We keep no day before the year 2000: look at the year."

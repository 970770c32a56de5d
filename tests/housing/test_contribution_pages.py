"""The pages of the contributions: who writes and reads them, and what they tell."""

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial
from housing.models import Payment
from tests.factories import UserFactory, bed, household, referral
from tests.housing.money import agree, due, pay
from tests.queries import queries_of
from wemix.access import Role


@pytest.fixture
def today():
    return timezone.localdate()


def text(answer):
    return " ".join(answer.content.decode().split())


def post(client, url, **said):
    """As the page's own form would send it."""
    page = client.get(url)
    return client.post(url, {"once": page.context["once"], "version": page.context["version"], **said})


def test_the_coordinator_agrees_the_team_records_and_the_page_tells(client, long_stay, dora, olga, months, today):
    client.force_login(dora)
    answer = post(
        client,
        reverse("housing:agree_share", args=[long_stay.pk]),
        from_month=f"{months[10]:%Y-%m-%d}",
        amount="120,50",
        due_day=10,
    )
    assert answer.status_code == 302
    client.force_login(olga)
    answer = post(
        client,
        reverse("housing:pay", args=[long_stay.pk]),
        amount="100",
        paid_on=f"{today:%Y-%m-%d}",
        method="TRANSFER",
    )
    assert answer.status_code == 302
    page = text(client.get(answer.url))
    assert "120,50 €" in page and "141,00" in page and "bonifico" in page
    assert not any(word in page.lower() for word in ("canone", "affitto", "inquilino"))


def test_a_double_click_makes_one_payment(client, long_stay, olga, today):
    client.force_login(olga)
    url = reverse("housing:pay", args=[long_stay.pk])
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
def test_what_cannot_have_been_paid_is_refused_in_words(client, long_stay, olga, today, said, sentence):
    client.force_login(olga)
    right = {"amount": "80", "paid_on": f"{today:%Y-%m-%d}", "method": "CASH"}
    answer = post(client, reverse("housing:pay", args=[long_stay.pk]), **right | said)
    assert answer.status_code == 422 and sentence in text(answer)


def test_several_months_are_exempted_at_once_and_taken_back_one_by_one(client, long_stay, dora, months):
    agree(long_stay, months[8], 80, dora)
    client.force_login(dora)
    url = reverse("housing:exempt", args=[long_stay.pk])
    span = {"first": f"{months[9]:%Y-%m-%d}", "last": f"{months[10]:%Y-%m-%d}", "reason": "HEALTH"}
    assert post(client, url, **span).status_code == 302
    assert due(long_stay) == {months[8]: 80, months[9]: 0, months[10]: 0, months[11]: 80}
    refused = post(client, url, **span)
    assert refused.status_code == 422 and "Questo mese è già esonerato." in text(refused)
    back = reverse("housing:exempt_no_more", args=[long_stay.exemptions.get(month=months[9]).pk])
    assert post(client, back).status_code == 302
    assert due(long_stay)[months[9]] == 80


def test_a_payment_is_reversed_with_a_reason_and_not_twice(client, long_stay, olga, today):
    payment = pay(long_stay, 80, today, olga)
    client.force_login(olga)
    url = reverse("housing:reverse_payment", args=[payment.pk])
    assert post(client, url, why="").status_code == 422
    assert post(client, url, why="Scritto due volte").status_code == 302
    assert client.get(url).status_code == 404


def test_a_household_of_whom_nothing_is_asked_says_so(client, long_stay, dora):
    client.force_login(dora)
    for url in (
        reverse("housing:ledger", args=[long_stay.household_id]),
        reverse("housing:stay", args=[long_stay.pk]),
        reverse("beneficiaries:household", args=[long_stay.household_id]),
    ):
        assert "Nessun contributo richiesto" in text(client.get(url))


def test_the_sending_service_and_the_custodian_see_nothing_of_it(client, long_stay, dora, alice, carlo, months):
    agree(long_stay, months[8], 80, dora)
    for user, url in (
        (alice, reverse("beneficiaries:household", args=[long_stay.household_id])),
        (alice, reverse("housing:stay", args=[long_stay.pk])),
        (carlo, reverse("housing:stay", args=[long_stay.pk])),
    ):
        client.force_login(user)
        assert "Contributo alle spese" not in text(client.get(url))


@pytest.fixture
def of_many(host, alice, dora, months, lived_since, today):
    """Households that owe 80 for two months, of whom so many have paid."""

    def make(count, paid=0):
        made = []
        for turn in range(count):
            stay = referral(host, of=household(alice), until="housed", coordinator=dora, place=bed(host)).stay
            lived_since(stay, months[10])
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
        counts.append(queries_of(client, "/contributi/"))
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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1.250,00", 1250), ("1.250", 1250), ("12,50", 12.5), ("1e3", None), ("1E2", None), ("1.25,0", None)],
)
def test_an_amount_is_read_as_people_write_it(client, long_stay, olga, today, typed, kept):
    client.force_login(olga)
    said = {"amount": typed, "paid_on": f"{today:%Y-%m-%d}", "method": "CASH"}
    answer = post(client, reverse("housing:pay", args=[long_stay.pk]), **said)
    assert answer.status_code == (302 if kept else 422)
    assert list(Payment.objects.values_list("amount", flat=True)) == ([kept] if kept else [])


def test_how_somebody_paid_is_said_and_never_supposed(client, long_stay, olga, today):
    client.force_login(olga)
    url = reverse("housing:pay", args=[long_stay.pk])
    assert not client.get(url).context["form"]["method"].value()
    refused = post(client, url, amount="10", paid_on=f"{today:%Y-%m-%d}", method="")
    assert list(refused.context["form"].errors) == ["method"]

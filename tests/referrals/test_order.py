"""Who first? The published order and its guard, pure; then the waiting list that shows it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from beneficiaries.models import Denial
from referrals.matching.facts import Household
from referrals.matching.order import EMERGENCY, HIGH, PLANNED, band_of, in_order, is_lifted, reasons, standing
from referrals.matching.order_wording import after, band_words
from referrals.matching.rulebook import DEFAULT, ORDER, Rulebook
from referrals.models import Referral
from tests.factories import household, referral
from tests.queries import for_one_and_for_fifty
from tests.rules import published

TODAY = date(2027, 3, 1)


def waits(number, days=0, people=1, band=PLANNED):
    since = TODAY - timedelta(days=days)
    return Household(id=number, people=people, band=band, waiting_since=since)


waiting = st.lists(
    st.builds(waits, st.integers(1, 30), st.integers(0, 400), st.integers(1, 9), st.integers(1, 3)),
    unique_by=lambda household: household.id,
)


def test_emergencies_then_high_then_more_people_then_longer_waiting():
    late, early = waits(1, days=3), waits(2, days=9)
    large, high, emergency = waits(3, people=5), waits(4, band=HIGH), waits(5, band=EMERGENCY)
    assert in_order([late, early, large, high, emergency], TODAY) == [emergency, high, large, early, late]


@pytest.mark.parametrize(
    ("days", "band"), [(0, PLANNED), (89, PLANNED), (90, HIGH), (179, HIGH), (180, HIGH), (900, HIGH)]
)
def test_waiting_lifts_by_one_band_and_never_into_emergency(days, band):
    household = waits(1, days=days)
    assert (band_of(household, TODAY), is_lifted(household, TODAY)) == (band, band != PLANNED)
    assert band_of(replace(household, band=HIGH), TODAY) == HIGH
    assert band_of(replace(household, band=EMERGENCY), TODAY) == EMERGENCY


def test_a_rulebook_without_a_guard_lifts_nobody():
    assert band_of(waits(1, days=900), TODAY, Rulebook(guard_days=0)) == PLANNED


@given(waiting, st.permutations(ORDER), st.randoms())
def test_the_order_is_whole_and_does_not_hang_on_how_rows_come(households, order, chance):
    rulebook = Rulebook(order=tuple(order))
    found = in_order(households, TODAY, rulebook)
    assert found == in_order(chance.sample(households, len(households)), TODAY, rulebook)
    assert {each.id for each in found} == {each.id for each in households}


@given(waiting, st.permutations(ORDER))
def test_the_reason_of_a_place_names_a_question_of_the_order_and_is_true(households, order):
    rulebook = Rulebook(order=tuple(order))
    ordered = in_order(households, TODAY, rulebook)
    questions = (*order, "waiting", "number")
    for before, here, reason in zip(ordered, ordered[1:], reasons(ordered, TODAY, rulebook)[1:], strict=False):
        first = questions.index(reason.decided)
        one, two = standing(before, TODAY, rulebook), standing(here, TODAY, rulebook)
        assert one[:first] == two[:first] and one[first] < two[first]


def test_a_reason_is_said_in_words():
    first, second, third = reasons([waits(1, people=4, days=95), waits(2, people=3, days=95), waits(3)], TODAY)
    with override("en"):
        assert [band_words(each) for each in (first, third)] == ["high, because it has waited", "ordinary"]
        assert [after(each) for each in (first, second, third)] == [
            "First of all.",
            "After households with more people.",
            "After those with high urgency.",
        ]


# The page


def wait(host, alice, dora, days, **more):
    made = referral(host, of=household(alice, **more), until="waiting", coordinator=dora)
    since = timezone.localdate() - timedelta(days=days)
    Referral.objects.filter(pk=made.pk).update(waiting_since=since)
    return made


@pytest.fixture
def rows_of(client):
    def rows(user, **query):
        client.force_login(user)
        client.cookies["django_language"] = "en"
        page = client.get(reverse("referrals:waiting"), query)
        found = BeautifulSoup(page.content, "html.parser").select("tbody tr")
        return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in found]

    return rows


@pytest.mark.django_db
def test_the_list_shows_each_household_in_its_place_with_the_reason(rows_of, host, alice, dora, olga):
    short = wait(host, alice, dora, 5, size=2)
    long = wait(host, alice, dora, 95, size=1)
    for user in (dora, olga):
        rows = rows_of(user)
        assert [row[0] for row in rows] == [str(long.household), str(short.household)]
        assert [row[1] for row in rows] == ["1", "2"]
        assert "because it has waited" in rows[0][2] and rows[1][5] == "After those with high urgency."


@pytest.mark.django_db
def test_a_filter_leaves_positions_as_they_are(rows_of, host, alice, dora):
    wait(host, alice, dora, 9, size=3)
    single = wait(host, alice, dora, 9, size=1)
    rows = rows_of(dora, people=1)
    assert [row[:2] for row in rows] == [[str(single.household), "2"]]
    assert rows_of(dora, band=1) == []


@pytest.mark.django_db
def test_who_is_denied_reads_a_list_without_a_gap(rows_of, host, alice, dora, olga):
    hidden, shown = wait(host, alice, dora, 9, size=3), wait(host, alice, dora, 9, size=1)
    person = hidden.household.people.first()
    Denial.objects.create(user=olga, person=person, household=hidden.household, by=dora)
    assert [row[:2] for row in rows_of(olga)] == [[str(shown.household), "1"]]


@pytest.mark.django_db
def test_the_order_that_the_host_published_is_the_one_that_holds(rows_of, host, alice, dora):
    large, longest = wait(host, alice, dora, 5, size=3), wait(host, alice, dora, 50, size=1)
    assert [row[0] for row in rows_of(dora)] == [str(large.household), str(longest.household)]
    published(dora, replace(DEFAULT, order=("emergency", "high", "waiting", "people")), "Prima chi aspetta")
    assert [row[0] for row in rows_of(dora)] == [str(longest.household), str(large.household)]


@pytest.mark.django_db
def test_fifty_who_wait_cost_as_many_queries_as_one(client, host, alice, dora):
    client.force_login(dora)
    wait(host, alice, dora, 3)
    one, fifty = for_one_and_for_fifty(client, reverse("referrals:waiting"))
    assert one == fifty

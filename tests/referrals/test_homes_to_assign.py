"""The homes that are free or will be, and who could live in one of them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial
from housing.actions import close_place, hold_place
from housing.models import Occupant, PlaceUse, Stay
from tests.factories import flat, household, need, referral
from tests.queries import for_one_and_for_fifty

pytestmark = pytest.mark.django_db


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def page_of(client, dora):
    def page(name, *args, user=dora, **query):
        client.force_login(user)
        client.cookies["django_language"] = "en"
        answer = client.get(reverse(name, args=args), query)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return page


def rows(page):
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]


def wait(host, worker, coordinator, **more):
    made = referral(host, of=household(worker, **more), until="waiting", coordinator=coordinator)
    for kind in ("STEP_FREE", "QUIET", "GROUND_FLOOR", "PETS"):
        need(made.household, kind, "NO")
    return made


def test_what_is_free_comes_by_its_day_and_what_is_foreseen_apart(page_of, host, alice, dora):
    later, now, foreseen = flat(host, step_free="NO"), flat(host, step_free="NO"), flat(host)
    close_place(place=later, starts_on=in_days(-3), ends_on=in_days(9), reason="Lavori", by=dora)
    housed = referral(host, worker=alice, until="housed", coordinator=dora, place=foreseen)
    housed.stay.planned_until = in_days(5)
    housed.stay.save()
    page = page_of("referrals:homes")
    assert [row[:2] for row in rows(page)] == [[str(now), "now"], [str(later), f"from {in_days(9):%d/%m/%Y}"]]
    assert str(foreseen) in page.find(id="foreseen").find_parent("section").get_text()


def test_a_planned_exit_that_has_gone_by_is_told_so(page_of, host, alice, dora):
    home = flat(host)
    Stay.objects.filter(pk=referral(host, worker=alice, until="housed", coordinator=dora, place=home).stay_id).update(
        planned_from=in_days(-99), planned_until=in_days(-2)
    )
    foreseen = page_of("referrals:plan").find(id="foreseen").find_parent("section").get_text()
    assert f"{home}: the exit was planned for {in_days(-2):%d/%m/%Y}" in foreseen


def test_a_home_without_steps_is_kept_two_weeks_for_who_needs_it(page_of, host, alice, dora):
    home = flat(host, step_free="YES", turnaround_days=0)
    referral(host, worker=alice, until="closed", coordinator=dora, place=home)
    PlaceUse.objects.update(starts_on=in_days(-90), ends_on=in_days(-4))
    Occupant.objects.update(starts_on=in_days(-90), ends_on=in_days(-4))
    assert rows(page_of("referrals:homes"))[0][3] == f"until {in_days(10):%d/%m/%Y} for who needs it"
    Occupant.objects.update(ends_on=in_days(-14))
    PlaceUse.objects.update(ends_on=in_days(-14))
    assert rows(page_of("referrals:homes"))[0][3] == "for anybody whom it fits"


def test_a_home_that_is_held_says_so(page_of, host, alice, dora):
    hold_place(place=flat(host), household=household(alice), starts_on=in_days(2), by=dora)
    assert rows(page_of("referrals:homes"))[0][3] == "held for a proposal"


def names_in(page, group):
    return [link.get_text() for link in page.find(id=group).find_parent("section").select("h3 a")]


def test_whom_it_fits_stand_in_the_published_order_and_the_others_with_their_reasons(page_of, host, alice, dora):
    home = flat(host, beds=2, step_free="NO")
    one, two, five = (wait(host, alice, dora, size=size) for size in (1, 2, 5))
    unknown = referral(host, of=household(alice, size=2), until="waiting", coordinator=dora)
    page = page_of("referrals:households", home.pk)
    assert names_in(page, "fitting") == [str(two.household), str(one.household)]
    assert names_in(page, "open") == [str(unknown.household)]
    assert names_in(page, "nearly") == [str(five.household)]
    said = page.find(id="nearly").find_parent("section").get_text(" ", strip=True)
    assert "5 people do not fit in 2 beds." in said
    assert "If the coordinator allows 3 people beyond the beds, with a reason." in said
    asked = page.find(id="open").find_parent("section").get_text(" ", strip=True)
    assert "If “does somebody need a home without steps?” is answered no." in asked


def test_an_operator_reads_and_proposes_to_nobody(page_of, host, alice, dora, olga):
    home = flat(host, beds=1, step_free="NO")
    wait(host, alice, dora)
    assert "Propose this home" in page_of("referrals:households", home.pk).get_text()
    assert "Propose this home" not in page_of("referrals:households", home.pk, user=olga).get_text()


def test_who_is_denied_somebody_does_not_find_them_here(page_of, host, alice, dora, olga):
    home, hidden = flat(host, beds=1, step_free="NO"), wait(host, alice, dora)
    person = hidden.household.people.first()
    Denial.objects.create(user=olga, person=person, household=hidden.household, by=dora)
    assert str(hidden.household) in page_of("referrals:households", home.pk).get_text()
    assert str(hidden.household) not in page_of("referrals:households", home.pk, user=olga).get_text()


def test_a_long_group_shows_its_first_rows_and_the_others_when_asked(page_of, host, alice, dora):
    home = flat(host, beds=1, step_free="NO")
    for _ in range(22):
        wait(host, alice, dora)
    page = page_of("referrals:households", home.pk)
    assert len(names_in(page, "fitting")) == 20 and "Show 2 more" in page.get_text()
    assert len(names_in(page_of("referrals:households", home.pk, tutti=1), "fitting")) == 22


@pytest.mark.parametrize("where", ["homes", "households"])
def test_many_rows_cost_as_many_queries_as_one(client, host, alice, dora, where):
    client.force_login(dora)
    home = flat(host, beds=1, step_free="NO")
    wait(host, alice, dora)
    url = reverse(f"referrals:{where}", args=[home.pk] if where == "households" else [])
    one, fifty = for_one_and_for_fifty(client, url)
    assert one == fifty

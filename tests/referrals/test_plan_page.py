"""The plan's page: who would live where, what each other choice costs, who waits and why; it assigns nothing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Denial, LivesApart
from referrals import actions
from referrals.demo.copies import multiply
from referrals.models import Proposal
from tests.factories import PlaceFactory, bed, flat, household, need, referral
from tests.queries import queries_of
from wemix.models import AuditEntry

pytestmark = pytest.mark.django_db
DAYS = {"entry_on": timezone.localdate(), "held_until": timezone.localdate() + timedelta(days=7)}
NOT_NEEDED = ("STEP_FREE", "QUIET", "GROUND_FLOOR", "PETS")


@pytest.fixture
def page_of(client, dora):
    def page(name="referrals:plan", *args, user=dora, status=200, **query):
        client.force_login(user)
        client.cookies["django_language"] = "en"
        answer = client.get(reverse(name, args=args), query)
        assert answer.status_code == status
        return BeautifulSoup(answer.content, "html.parser")

    return page


@pytest.fixture
def wait(host, alice, dora):
    """Somebody who waits, and needs nothing special."""

    def wait(days=0, needs=(), **more):
        made = referral(host, of=household(alice, **more), until="waiting", coordinator=dora)
        for kind in NOT_NEEDED:
            need(made.household, kind, "YES" if kind in needs else "NO")
        if days:
            type(made).objects.filter(pk=made.pk).update(waiting_since=timezone.localdate() - timedelta(days=days))
        return made

    return wait


def words(node):
    return " ".join(node.get_text(" ").split())


def pairs(page):
    return {row.h3.get_text(): row.select_one(".plan-place a").get_text() for row in page.select(".plan-row")}


def pair(waiting, home):
    return f"{waiting.household_id}-{home.pk}"


def test_everybody_is_housed_who_can_be_not_first_come_first_served(page_of, wait, host):
    """The first would fit either home, the second only the large one: one after the other would house one."""
    small, large = flat(host, beds=2, step_free="NO"), flat(host, beds=3, step_free="NO")
    first, second = wait(days=50, size=2), wait(days=1, size=3)
    page = page_of()
    assert pairs(page) == {str(first.household): str(small), str(second.household): str(large)}
    assert "No plan does better: this is proven." in words(page)
    assert "1 other household could live here." in words(page)


def test_nothing_is_assigned_by_looking(page_of, wait, host):
    flat(host, beds=1, step_free="NO")
    wait()
    page_of()
    assert not Proposal.objects.exists()
    look = AuditEntry.objects.get(verb="plan.page")
    assert (look.action, look.rows) == ("look", 1)


def test_each_row_leads_to_its_proposal_with_the_plan_as_reason(page_of, wait, host, olga):
    home, waiting = flat(host, beds=1, step_free="NO"), wait()
    link = page_of().select_one(".plan-row a.btn-primary")["href"]
    assert link == reverse("referrals:propose", args=[waiting.pk, home.pk]) + "?dal=piano"
    assert not page_of(user=olga).select(".plan-row a.btn-primary")


def test_a_better_place_is_named_with_who_has_it_in_the_plan(page_of, wait, host):
    quiet, loud = flat(host, beds=1, step_free="NO", quiet="YES"), flat(host, beds=1, step_free="NO", quiet="NO")
    needy, other = wait(needs=["QUIET"]), wait(days=9)
    page = page_of()
    assert pairs(page) == {str(needy.household): str(quiet), str(other.household): str(loud)}
    assert words(page).count("No free home would suit them better.") == 2


def test_who_waits_is_told_the_bottleneck_in_words(page_of, wait, host):
    flat(host, beds=1, step_free="YES"), flat(host, beds=1, step_free="NO")
    needing = [wait(days=days, needs=["STEP_FREE"]) for days in (9, 5, 3)]
    page = page_of()
    assert "3 households need a home without steps, and 1 that suits them is free." in words(page)
    left = page.find(id="left").find_parent("section")
    assert [link.get_text() for link in left.select(".plan-names a")] == [str(each.household) for each in needing[1:]]


def test_who_has_no_place_at_all_is_told_what_to_ask_or_what_rules_them_out(page_of, host, alice, dora):
    flat(host, beds=1, step_free="NO")
    unasked = referral(host, of=household(alice, size=1), until="waiting", coordinator=dora)
    large = referral(host, of=household(alice, size=5), until="waiting", coordinator=dora)
    page = page_of()
    said = {row.a.get_text(): words(row) for row in page.select(".plan-names li") if row.a}
    assert "does somebody need a home without steps? (1 place)" in said[str(unasked.household)]
    assert "Beds (1 place)" in said[str(large.household)]


def test_a_forecast_is_shown_apart_and_is_not_in_the_plan(page_of, wait, host, alice, dora):
    home = flat(host, beds=1, step_free="NO")
    housed = referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    housed.stay.planned_until = timezone.localdate() + timedelta(days=20)
    housed.stay.save()
    wait()
    page = page_of()
    assert not pairs(page)
    assert str(home) in words(page.find(id="foreseen").find_parent("section"))


# Fixing and setting aside


def test_a_fixed_pair_is_followed_and_undone_by_a_link(page_of, wait, host):
    home, first, second = flat(host, beds=1, step_free="NO"), wait(days=9), wait()
    page = page_of(fissa=pair(second, home))
    assert pairs(page) == {str(second.household): str(home)}
    assert page.select_one(".plan-wishes .worklist a")["href"] == "?"
    assert pairs(page_of()) == {str(first.household): str(home)}


def test_what_is_set_aside_is_not_planned(page_of, wait, host):
    home, first, second = flat(host, beds=1, step_free="NO"), wait(days=9), wait()
    page = page_of(vieta=pair(first, home))
    assert pairs(page) == {str(second.household): str(home)}
    assert "All places that suit were set aside on this page" in words(page)


def test_a_fixed_pair_that_breaks_a_rule_is_refused_with_its_reason(page_of, wait, host):
    home, large = flat(host, beds=1, step_free="NO"), wait(size=3)
    page = page_of(fissa=pair(large, home))
    assert not pairs(page)
    assert "It would break a rule, or something is not known: Beds." in words(page)


def test_the_wishes_go_on_from_click_to_click(page_of, wait, host):
    home, first, second = flat(host, beds=1, step_free="NO"), wait(days=9), wait()
    page = page_of(vieta=pair(first, home), fissa=pair(second, home))
    kept = {(field["name"], field["value"]) for field in page.select("#wishes input")}
    assert kept == {("fissa", pair(second, home)), ("vieta", pair(first, home))}
    assert pair(first, home) in page.select_one(".plan-row details")["hx-get"]


@pytest.mark.parametrize("value", ["", "x", "1", "1-", "-1", "1-x", "1-2-3", "²-3", "9" * 99 + "-1", "999-999"])
def test_an_address_that_names_no_pair_is_no_error(page_of, wait, host, value):
    flat(host, beds=1, step_free="NO")
    wait()
    assert len(pairs(page_of(fissa=value, vieta=value))) == 1


# What each other choice costs


def test_a_choice_that_leaves_somebody_without_a_home_says_so(page_of, wait, host):
    home, first, second = flat(host, beds=1, step_free="NO"), wait(days=9), wait()
    page = page_of("referrals:plan_choices", second.pk)
    assert "It leaves 1 household without a home." in words(page)
    assert "1 other household could live here." in words(page)
    assert f"({first.household})" in words(page)
    assert page.select_one("button[name=fissa]")["value"] == pair(second, home)


def test_a_choice_that_costs_nobody_anything_says_so(page_of, wait, host):
    homes, waiting = [flat(host, beds=1, step_free="NO") for _ in range(2)], wait()
    said = words(page_of("referrals:plan_choices", waiting.pk))
    assert "So the plan has it." in said and "It costs nobody anything." in said
    assert all(str(home) in said for home in homes)


def test_who_has_no_choice_is_led_to_all_homes(page_of, wait, host):
    page = page_of("referrals:plan_choices", wait().pk)
    assert "No free home suits them as things stand." in words(page)


def test_in_the_plan_the_choices_come_as_a_part(client, dora, wait, host):
    flat(host, beds=1, step_free="NO")
    client.force_login(dora)
    answer = client.get(reverse("referrals:plan_choices", args=[wait().pk]), headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b"<div")


# Who may know what


def test_who_may_not_know_of_a_household_sees_neither_it_nor_its_place_and_the_totals_stay(page_of, wait, host, olga):
    home, hidden = flat(host, beds=1, step_free="NO"), wait()
    person = hidden.household.people.first()
    Denial.objects.create(user=olga, person=person, household=hidden.household, by=olga)
    theirs, hers = page_of(), page_of(user=olga)
    assert [words(each) for each in theirs.select(".tile")] == [words(each) for each in hers.select(".tile")]
    assert str(hidden.household) not in words(hers) and str(home) not in words(hers)
    assert "reserved" not in words(hers)
    assert all("Totals count everybody; lists show whom you may see." in words(page) for page in (theirs, hers))
    page_of("referrals:plan_choices", hidden.pk, user=olga, status=404)


def test_no_reason_to_wait_is_told_of_who_may_not_be_known(page_of, wait, host, olga):
    """A reason without a name beside it would tell that there is somebody, and what they need."""
    flat(host, beds=1, step_free="NO")
    wait(), (hidden := wait(size=4))
    Denial.objects.create(user=olga, person=hidden.household.people.first(), household=hidden.household, by=olga)
    assert page_of().find(id="left") and not page_of(user=olga).find(id="left")


def test_places_are_counted_as_they_are_listed(page_of, wait, host, dora):
    """Those used and those that would stay empty are all that can be given: what is held is not."""
    places = [flat(host, beds=1, step_free="NO") for _ in range(3)]
    actions.propose(referral=wait(), place=places[0], **DAYS, assessed={}, by=dora)
    wait()
    page = page_of()
    assert "1 places used of 2 that can be given" in words(page)
    assert len(page.find(id="empty").find_parent("section").select("li")) == 1


def test_a_wish_about_who_may_not_be_known_moves_nothing(page_of, wait, host, olga):
    home, first, hidden = flat(host, beds=1, step_free="NO"), wait(days=9), wait()
    Denial.objects.create(user=olga, person=hidden.household.people.first(), household=hidden.household, by=olga)
    assert pairs(page_of(fissa=pair(hidden, home))) == {str(hidden.household): str(home)}
    for name, other in (("fissa", hidden), ("vieta", hidden)):
        assert pairs(page_of(user=olga, **{name: pair(other, home)})) == {str(first.household): str(home)}
    type(first).objects.filter(pk=hidden.pk).update(waiting_since=timezone.localdate() - timedelta(days=99))
    assert pairs(page_of(user=olga, vieta=pair(hidden, home))) == pairs(page_of(user=olga)) == {}


def test_an_operator_is_not_told_who_must_live_apart(page_of, wait, host, dora, olga):
    unit = bed(host, step_free="NO").unit
    other = PlaceFactory(unit=unit, name="Letto B")
    first, second = wait(days=9), wait()
    for each in (first, second):
        for kind in ("SHARED", "MIXED", "WITH_CHILDREN", "WITH_SMOKERS", "WITH_PETS"):
            need(each.household, kind, "YES")
        for kind in ("SMOKES", "NIGHT_WORK"):
            need(each.household, kind, "NO")
    assert len(pairs(page_of())) == 2
    LivesApart.objects.create(household=first.household, other_household=second.household, by=dora)
    assert len(pairs(page_of())) == 1
    wishes = {"fissa": [pair(first, unit.places.first()), pair(second, other)]}
    assert "apart" in words(page_of(**wishes))
    assert "apart" not in words(page_of(user=olga, **wishes)) and "Not available." in words(
        page_of(user=olga, **wishes)
    )


def test_the_homes_and_the_list_of_another_host_are_not_in_the_plan(page_of, wait, host, other_host, alice, dario):
    theirs = flat(other_host, beds=1, step_free="NO")
    wait()
    assert not pairs(page_of())
    assert str(theirs) not in words(page_of())
    assert "0 households of 0 that wait" in words(page_of(user=dario))


def test_many_rows_cost_as_many_queries_as_one(client, dora, wait, host):
    client.force_login(dora)
    waiting = wait()
    flat(host, beds=1, step_free="NO")
    pages = [reverse("referrals:plan"), reverse("referrals:plan_choices", args=[waiting.pk])]
    few = [queries_of(client, page) for page in pages]
    multiply(12)
    assert [queries_of(client, page) for page in pages] == few

"""Each rule of the matcher, answered from real rows: passing, failing, and missing where it can be."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beneficiaries.actions import add_member
from beneficiaries.models import LivesApart, Need
from housing import working_days
from housing.actions import close_place, hold_place, plan_stay
from housing.models import Occupant, Place, PlaceUse
from referrals.demo.copies import multiply
from referrals.matching.facts import NO, REFUSED, UNKNOWN, YES
from referrals.matching.ranking import assess
from referrals.matching.verdicts import FAIL, MISSING, PASS
from referrals.weighing.loading import DATUM, household_facts, people_in_beds, place_facts
from tests.factories import PersonFactory, PlaceFactory, UnitFactory, bed, flat, household, need, referral


def in_days(count):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def of_rossi(host, rossi, dora):
    return referral(host, of=rossi, until="waiting", coordinator=dora, needed_from=in_days(0), planned_days=180)


def facts(place):
    return place_facts(Place.objects.filter(pk=place.pk).select_related("unit"))[0]


def verdict(rule, referral, place):
    verdicts = assess(household_facts(referral), facts(place), timezone.localdate()).verdicts
    return {each.rule: each.outcome for each in verdicts}[rule]


def leaves_on(household, day):
    """The day of leaving is confirmed."""
    PlaceUse.objects.filter(household=household).update(ends_on=day)
    Occupant.objects.filter(household=household).update(ends_on=day)


def test_size_counts_the_members_of_today(of_rossi, host):
    assert verdict("size", of_rossi, flat(host, beds=4)) == PASS
    assert verdict("size", of_rossi, flat(host, beds=3)) == FAIL


def test_a_child_in_a_cot_takes_no_bed(rossi, alice):
    add_member(household=rossi, person=PersonFactory.build(born_on=in_days(-200)), by=alice)
    assert people_in_beds(rossi, in_days(0)) == 4
    assert people_in_beds(rossi, in_days(800)) == 5


def test_who_has_no_known_age_needs_a_bed(rossi, alice):
    add_member(household=rossi, person=PersonFactory.build(born_on=None), by=alice)
    assert people_in_beds(rossi, in_days(0)) == 5


def test_waste_counts_the_beds_that_stay_empty(of_rossi, host):
    assert verdict("waste", of_rossi, flat(host, beds=5)) == PASS
    assert verdict("waste", of_rossi, flat(host, beds=6)) == FAIL


@pytest.mark.parametrize(("answer", "outcome"), [(YES, PASS), (NO, FAIL), (UNKNOWN, MISSING), (REFUSED, MISSING)])
def test_a_shared_flat_is_accepted_or_not_or_to_be_asked(of_rossi, host, answer, outcome):
    need(of_rossi.household, "SHARED", answer)
    assert verdict("shared", of_rossi, bed(host)) == outcome
    assert verdict("shared", of_rossi, flat(host)) == PASS


@pytest.mark.parametrize(("answer", "outcome"), [(YES, PASS), (NO, FAIL), (UNKNOWN, MISSING)])
@pytest.mark.parametrize(("kind", "residents"), [("WITH_WOMEN", "women"), ("WITH_MEN", "men"), ("MIXED", "anyone")])
def test_the_company_is_the_one_that_they_chose(of_rossi, host, kind, residents, answer, outcome):
    need(of_rossi.household, kind, answer)
    assert verdict("gender", of_rossi, bed(host, residents=residents)) == outcome


def test_silence_about_one_company_is_no_answer_about_it(of_rossi, host):
    need(of_rossi.household, "WITH_WOMEN", YES)
    assert verdict("gender", of_rossi, bed(host, residents="men")) == MISSING


@pytest.mark.parametrize(
    ("needs", "has", "outcome"),
    [(YES, YES, PASS), (YES, NO, FAIL), (UNKNOWN, NO, MISSING), (YES, UNKNOWN, MISSING), (NO, UNKNOWN, PASS)],
)
def test_steps_matter_to_who_cannot_climb_them(of_rossi, host, needs, has, outcome):
    need(of_rossi.household, "STEP_FREE", needs)
    assert verdict("access", of_rossi, flat(host, step_free=has)) == outcome


def test_nobody_answered_is_not_known(of_rossi, host):
    assert verdict("access", of_rossi, flat(host, step_free=NO)) == MISSING


def test_what_one_member_needs_all_need(of_rossi):
    people = of_rossi.household.people.all()
    Need.objects.create(household=of_rossi.household, kind="STEP_FREE", answer=NO)
    Need.objects.create(household=of_rossi.household, person=people[1], kind="STEP_FREE", answer=YES)
    assert household_facts(of_rossi).step_free == YES


def test_a_member_not_asked_yet_leaves_the_need_open(of_rossi):
    people = of_rossi.household.people.all()
    Need.objects.create(household=of_rossi.household, kind="STEP_FREE", answer=NO)
    Need.objects.create(household=of_rossi.household, person=people[0], kind="STEP_FREE", answer=REFUSED)
    assert household_facts(of_rossi).step_free == REFUSED
    Need.objects.create(household=of_rossi.household, person=people[1], kind="STEP_FREE", answer=UNKNOWN)
    assert household_facts(of_rossi).step_free == UNKNOWN


def test_what_one_member_does_not_accept_the_household_does_not_accept(of_rossi):
    people = of_rossi.household.people.all()
    Need.objects.create(household=of_rossi.household, kind="SHARED", answer=YES)
    Need.objects.create(household=of_rossi.household, person=people[1], kind="SHARED", answer=NO)
    assert household_facts(of_rossi).accepts_shared == NO


def test_a_secret_address_needs_a_protected_home(host, alice, dora):
    hidden = referral(host, of=household(alice, secret=True), until="waiting", coordinator=dora)
    assert verdict("secret", hidden, flat(host, is_protected=True)) == PASS
    assert verdict("secret", hidden, flat(host)) == FAIL


def test_whether_an_address_is_secret_may_not_be_known(of_rossi, host):
    of_rossi.household.people.filter(memberships__is_head=True).update(address_secret=None)
    assert verdict("secret", of_rossi, flat(host)) == MISSING
    assert verdict("secret", of_rossi, flat(host, is_protected=True)) == PASS


def test_the_stay_is_as_long_as_the_home_allows(of_rossi, host):
    assert verdict("stay", of_rossi, flat(host, max_stay_days=180)) == PASS
    assert verdict("stay", of_rossi, flat(host, max_stay_days=90)) == FAIL
    of_rossi.planned_days = None
    assert verdict("stay", of_rossi, flat(host, max_stay_days=90)) == MISSING


def test_the_home_is_free_when_it_is_needed(of_rossi, home):
    assert verdict("date", of_rossi, home) == PASS
    close_place(place=home, starts_on=in_days(0), ends_on=in_days(60), reason="Lavori", by=of_rossi.decided_by)
    assert verdict("date", of_rossi, home) == FAIL
    of_rossi.needed_from = None
    assert verdict("date", of_rossi, home) == MISSING


@pytest.fixture
def apart(of_rossi, host, alice, dora):
    """A household that lives in a shared flat, a free bed beside it, and Rossi, who must not meet it."""
    taken = bed(host)
    free = PlaceFactory(unit=taken.unit, name="Letto 2")
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=taken)
    return other.household, free


@pytest.mark.parametrize("written_by_rossi", [True, False])
def test_who_must_live_apart_does_not_share_a_flat(of_rossi, apart, dora, written_by_rossi):
    other, free = apart
    assert verdict("apart", of_rossi, free) == PASS
    pair = (of_rossi.household, other) if written_by_rossi else (other, of_rossi.household)
    LivesApart.objects.create(household=pair[0], other_household=pair[1], by=dora)
    assert verdict("apart", of_rossi, free) == FAIL


def test_who_is_only_proposed_for_a_flat_is_kept_apart_too(of_rossi, host, alice, dora):
    taken, free = (lambda first: (first, PlaceFactory(unit=first.unit, name="Letto 2")))(bed(host))
    other = household(alice)
    hold_place(place=taken, household=other, starts_on=in_days(3), by=dora)
    LivesApart.objects.create(household=other, other_household=of_rossi.household, by=dora)
    assert verdict("apart", of_rossi, free) == FAIL


def test_who_has_a_confirmed_day_of_leaving_is_not_met(of_rossi, apart, dora):
    other, free = apart
    LivesApart.objects.create(household=other, other_household=of_rossi.household, by=dora)
    leaves_on(other, in_days(10))
    close_place(place=free, starts_on=in_days(0), ends_on=in_days(10), reason="Lavori", by=dora)
    assert verdict("apart", of_rossi, free) == PASS


# When a place is free


def test_an_empty_place_is_free_from_today(home):
    found = facts(home)
    assert (found.free_from, found.is_open, found.is_held, found.neighbours) == (in_days(0), True, False, ())


def test_a_stay_without_a_confirmed_end_takes_the_place(of_rossi, host, alice, dora, home):
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    assert facts(home).free_from is None
    assert [there.id for there in facts(home).neighbours] == [other.household_id]
    assert verdict("taken", of_rossi, home) == FAIL


def test_a_confirmed_end_frees_the_place_on_that_day(host, alice, dora, home):
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=home)
    leaves_on(other.household, in_days(20))
    assert facts(home).free_from == in_days(20)


def test_a_stay_that_ended_frees_the_place_when_it_is_ready(host, alice, dora, home):
    referral(host, worker=alice, until="closed", coordinator=dora, place=home)
    assert facts(home).free_from == working_days.after(in_days(0), home.unit.turnaround_days)


def test_what_ended_long_ago_says_nothing(dora, home):
    close_place(place=home, starts_on=in_days(-40), ends_on=in_days(-30), reason="Lavori", by=dora)
    assert facts(home).free_from == in_days(0)


def test_a_gap_before_a_planned_stay_is_not_free(host, alice, dora, home):
    plan_stay(household=household(alice), host=host, places=[home], entry_on=in_days(30), until=None, by=dora)
    assert facts(home).free_from is None


def test_a_closed_home_is_closed_and_nothing_else(of_rossi, dora, home):
    close_place(place=home, starts_on=in_days(-5), ends_on=None, reason="Inagibile", by=dora)
    assert (facts(home).is_open, facts(home).free_from) == (False, in_days(0))
    assert verdict("closed", of_rossi, home) == FAIL


def test_a_flat_out_of_service_is_closed(host):
    assert not facts(flat(host, is_active=False)).is_open


def test_a_held_place_is_held_for_its_household_only(of_rossi, alice, dora, home):
    hold_place(place=home, household=household(alice), starts_on=in_days(2), by=dora)
    assert facts(home).is_held
    assert verdict("held", of_rossi, home) == FAIL
    PlaceUse.objects.update(household=of_rossi.household)
    assert verdict("held", of_rossi, home) == PASS


def test_a_hold_that_was_released_holds_nothing(dora, alice, home):
    hold_place(place=home, household=household(alice), starts_on=in_days(2), by=dora)
    PlaceUse.objects.update(is_cancelled=True)
    assert not facts(home).is_held


def test_one_bed_taken_takes_the_whole_flat(host, alice, dora):
    unit = UnitFactory(building__host=host)
    whole = PlaceFactory(unit=unit)
    single = PlaceFactory(unit=unit, letting="beds", beds=1, name="Letto")
    referral(host, worker=alice, until="housed", coordinator=dora, place=single)
    assert facts(whole).free_from is None


# How it is loaded


def test_every_question_to_the_sender_has_its_datum(of_rossi, host):
    asked = set()
    of_rossi.needed_from = of_rossi.planned_days = None
    close_place(
        place=(late := flat(host)), starts_on=in_days(0), ends_on=in_days(90), reason="", by=of_rossi.decided_by
    )
    for place in (late, flat(host, step_free=NO, max_stay_days=30), *(bed(host, residents=r) for r in KINDS)):
        found = assess(household_facts(of_rossi), facts(place), timezone.localdate())
        asked |= {question.field for verdict in found.verdicts for question in verdict.questions}
    assert {each for each in asked if each.startswith("household.")} <= DATUM.keys() and len(asked) >= 7


KINDS = ("women", "men", "anyone")


def test_fifty_places_are_loaded_in_as_many_queries_as_one(host, alice, dora):
    referral(host, worker=alice, until="housed", coordinator=dora, place=flat(host))
    counts = []
    for copies in (0, 49):
        multiply(copies)
        with CaptureQueriesContext(connection) as seen:
            found = place_facts(Place.objects.select_related("unit__building"))
        assert len(found) == copies + 1
        counts.append(len(seen))
    assert counts == [9, 9]


def test_a_large_household_is_loaded_in_as_many_queries_as_a_small_one(host, alice, dora):
    counts = set()
    for size in (1, 9):
        one = referral(host, of=household(alice, size=size), until="waiting", coordinator=dora)
        need(one.household, "QUIET")
        with CaptureQueriesContext(connection) as seen:
            household_facts(one)
        counts.add(len(seen))
    assert counts == {4}

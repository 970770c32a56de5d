"""A household divides: what goes, what stays, and where they sleep."""

import pytest
from django.core.exceptions import ValidationError

from beneficiaries import actions as beneficiaries
from beneficiaries.models import (
    Addendum,
    Attachment,
    Denial,
    DiaryEntry,
    Goal,
    Identifier,
    IdentityDocument,
    LivesApart,
    Need,
    Person,
    Phone,
    ResidencePermit,
)
from beneficiaries.splits import Division
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Occupant, PlaceUse, Stay
from referrals.actions.splits import divide_household
from referrals.models import Referral
from tests.constraints import check_now
from tests.factories import flat, household, referral
from tests.referrals.splits.family import DAY, TODAY, member
from wemix.models import OutgoingMail

# What goes, and what stays


def test_who_goes_is_the_same_human_in_a_file_of_their_own(divide, family):
    split = divide()
    new = split.new_household
    assert [(each.person.last_name, each.kinship, each.is_head) for each in new.members_on(TODAY)] == [
        ("Madrefinti", 1, True),
        ("Bimbofinti", 3, False),
    ]
    assert [each.person.last_name for each in family.members_on(TODAY)] == ["Padrefinti"]
    humans = Person.objects.filter(last_name="Madrefinti").values_list("human", flat=True)
    assert len(humans) == 2 and len(set(humans)) == 1
    assert (new.organisation, new.worker) == (family.organisation, family.worker)


def test_what_is_current_goes_along_and_what_is_past_stays(divide, family):
    new = divide().new_household
    for model in (Phone, ResidencePermit, IdentityDocument, Identifier, Attachment):
        assert model.objects.get().household == new
    assert sorted(Need.objects.filter(household=new).values_list("kind", flat=True)) == ["QUIET", "STEP_FREE"]
    assert list(Need.objects.filter(household=family).values_list("kind", flat=True)) == ["QUIET"]
    for model in (DiaryEntry, Addendum):
        assert {row.text: row.household for row in model.objects.all()} == {"Sua": new, "Di tutti": family}
    assert Occupant.objects.filter(household=family).count() == 3


def test_a_goal_of_one_goes_along_and_a_goal_of_all_goes_on_in_both(divide, family):
    new = divide().new_household
    there = {goal.title: (goal.status, goal.steps.get().what) for goal in Goal.objects.filter(household=new)}
    assert there == {"Italiano": ("IN_PROGRESS", "Passo di Italiano"), "Casa": ("IN_PROGRESS", "Passo di Casa")}
    here = dict(Goal.objects.filter(household=family).values_list("title", "status"))
    assert here == {"Italiano": "NO_LONGER_RELEVANT", "Casa": "IN_PROGRESS", "Patente": "IN_PROGRESS"}


def test_the_diary_stays_where_the_coordinator_says_so(divide, family):
    divide(takes_diary=False)
    assert DiaryEntry.objects.filter(household=family).count() == 2


def test_who_must_not_see_or_meet_them_must_not_afterwards_either(divide, family, bob, dora, alice):
    Denial.objects.create(user=bob, person=member(family, "Madrefinti").person, household=family, by=dora)
    LivesApart.objects.create(household=family, other_household=household(alice), by=dora)
    new = divide().new_household
    assert Denial.objects.get(household=new).user == bob
    assert LivesApart.objects.filter(other_household=new).count() == 1


def test_of_an_incident_where_no_request_went_along_the_coordinators_are_told_too(divide, olga, dora, dina):
    new = divide(where=Where.LEAVE).new_household
    assert not Referral.objects.filter(household=new).exists()
    entry = DiaryEntry(household=new, text="Lite", harm="nobody")
    beneficiaries.write_incident(entry=entry, by=olga)
    assert entry.supervisor_told_at
    told = OutgoingMail.objects.filter(facts__fact=f"households.incident:{entry.pk}", kind="alarm")
    assert {mail.user for mail in told} == {dora, dina}


def test_who_joined_later_cannot_have_gone_before(divide, family):
    family.memberships.update(starts_on=TODAY)
    with pytest.raises(ValidationError):
        divide()


def test_the_contact_person_of_those_who_stay_is_named(family, dora):
    father, mother = member(family, "Padrefinti"), member(family, "Madrefinti")
    division = Division(
        household=family,
        going=(father,),
        head=father.person,
        worker=family.worker,
        starts_on=TODAY,
        staying_head=mother,
    )
    divide_household(division=division, where=Where.LEAVE, by=dora)
    check_now()
    assert member(family, "Madrefinti").is_head


# The home


def nights(name):
    rows = (
        Occupant.objects.filter(person__last_name=name).select_related("place_use__place").order_by("starts_on", "pk")
    )
    return [(row.place_use.stay.household_id, row.starts_on, row.ends_on) for row in rows]


def test_who_leaves_has_no_night_from_that_day_on(divide, family):
    divide()
    assert nights("Madrefinti") == [(family.pk, TODAY - 20 * DAY, TODAY - DAY)]
    assert nights("Padrefinti") == [(family.pk, TODAY - 20 * DAY, None)]


def test_who_takes_another_place_lives_on_with_us_and_it_is_no_entry(divide, family, host):
    place = flat(host)
    new = divide(Where.OTHER, place).new_household
    stay = Stay.objects.get(household=new)
    assert (stay.state, stay.started_on, stay.continues.household) == ("running", TODAY - DAY, family)
    assert stay.uses.get().place == place
    assert nights("Bimbofinti") == [(family.pk, TODAY - 20 * DAY, TODAY - DAY), (new.pk, TODAY - DAY, None)]
    request = Referral.objects.get(household=new)
    assert (request.state, request.stay, request.branch_of.household) == ("housed", stay, family)
    assert Referral.objects.figures_of(host).count() == 1


def test_a_flat_that_both_go_on_living_in_is_let_bed_by_bed(divide, family, home):
    new = divide(Where.SAME).new_household
    home.unit.refresh_from_db()
    assert home.unit.letting == "beds"
    uses = PlaceUse.objects.on(TODAY)
    assert {use.place.unit for use in uses} == {home.unit}
    assert sorted(use.household_id for use in uses) == sorted([family.pk, new.pk, new.pk])


def test_a_flat_with_too_few_beds_is_not_shared(divide, family, home, host):
    place = flat(host, beds=2)
    stay = Stay.objects.get(household=family)
    housing.transfer(
        stay=stay, places=[place], on=TODAY - 10 * DAY, excess=1, excess_reason="Per poco", by=stay.planned_by
    )
    with pytest.raises(ValidationError, match="too few beds"):
        divide(Where.SAME)


def test_who_waits_keeps_the_place_in_the_order(host, alice, dora):
    waiting = referral(host, of=household(alice, size=2), until="waiting", coordinator=dora)
    waiting.household.memberships.update(starts_on=TODAY - 90 * DAY)
    head, child = waiting.household.members_on(TODAY)
    division = Division(household=waiting.household, going=(child,), head=child.person, worker=alice, starts_on=TODAY)
    split = divide_household(division=division, where=Where.LEAVE, by=dora)
    made = Referral.objects.get(household=split.new_household)
    assert (made.state, made.waiting_since, made.urgency) == ("waiting", waiting.waiting_since, waiting.urgency)


def test_whose_citizenship_is_written_after_the_division_is_declared_since_they_entered(family, divide, alice):
    """In the flat where they lived before as one household."""
    entered = family.stays.get().started_on
    Person.objects.update(citizenships=[])
    split = divide(where=Where.SAME)
    mother = split.new_household.people.get(last_name="Madrefinti")
    mother.citizenships = ["NG"]
    beneficiaries.change_person(person=mother, fields=["citizenships"], by=alice)
    made = split.new_household.stays.get().declarations.get()
    assert (made.since, made.guests) == (entered, [mother])

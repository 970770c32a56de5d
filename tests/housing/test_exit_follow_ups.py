"""Three, six and twelve months after the exit; and the end of the host's reading with the last of them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Household, HouseholdAccess
from housing import actions
from housing.actions.follow_ups import months_after
from housing.models import ExitFollowUp, Stay
from housing.plugs.steps import tasks
from referrals import actions as referrals
from tests.constraints import check_now
from tests.factories import SAID
from tests.stays import DAY, end_stay, housed

TODAY = timezone.localdate()


def record(follow_up, by, **said):
    said = {"reached": True, "lives_in": "RENT_MARKET", "housed": "YES"} | said
    for name, value in said.items():
        setattr(follow_up, name, value)
    actions.record_follow_up(follow_up=follow_up, by=by)
    check_now()


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_counted_as_people_do(day, months, due):
    assert months_after(day, months) == due


def test_an_exit_leaves_three_to_ask(alice, host, dora, home):
    stay = housed(alice, host, dora, place=home, left=0)
    assert [row.due_on for row in stay.follow_ups.all()] == [months_after(TODAY, months) for months in (3, 6, 12)]


@pytest.mark.parametrize(
    ("reason", "destination"), [("DEATH", "DECEASED"), ("OTHER", "DECEASED"), ("DEATH", "UNKNOWN")]
)
def test_after_a_death_nobody_is_asked(alice, host, dora, home, reason, destination):
    stay = housed(alice, host, dora, place=home)
    end_stay(stay=stay, on=TODAY, reason=reason, destination=destination, by=dora)
    assert not stay.follow_ups.exists()


def due_for(user):
    return {task.mine: [row.label for row in task.rows] for task in tasks(user) if "after the exit" in task.title}


def test_it_is_asked_of_the_team_and_of_the_worker_in_charge_before_its_day(
    alice, bob, charlie, host, dora, olga, home
):
    stay = housed(alice, host, dora, place=home, days=300, left=95)
    name = str(stay.household)
    assert due_for(olga) == {True: [name]}
    assert due_for(alice) == {True: [name], False: []}
    assert due_for(bob) == {True: [], False: [name]}
    assert due_for(charlie) == {True: [], False: []}
    stay.follow_ups.filter(months=3).update(due_on=TODAY + 15 * DAY)
    assert due_for(olga) == {True: []}


def test_of_a_protected_household_only_the_named_worker_is_asked(alice, bob, host, dora):
    housed(alice, host, dora, days=300, left=95, secret=True)
    assert len(due_for(alice)[True]) == 1
    assert due_for(bob) == {True: [], False: []}


def test_what_is_recorded_stays(alice, host, dora, home):
    stay = housed(alice, host, dora, place=home, days=300, left=95)
    record(stay.follow_ups.first(), alice)
    kept = ExitFollowUp.objects.get(months=3)
    assert (kept.by, kept.housed) == (alice, "YES")
    with pytest.raises((IntegrityError, InternalError), match="never_edited"), transaction.atomic():
        ExitFollowUp.objects.filter(pk=kept.pk).update(housed="NO")
    with pytest.raises(ValidationError, match="No follow-up is due"):
        record(stay.follow_ups.first(), dora)


@pytest.mark.parametrize("said", [{"lives_in": ""}, {"housed": ""}, {"reached": None}])
def test_half_a_follow_up_is_refused(alice, host, dora, home, said):
    stay = housed(alice, host, dora, place=home, days=300, left=95)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(stay.follow_ups.first(), alice, **said)


# The end of the reading


def until(household, body):
    return HouseholdAccess.objects.get(household=household, organisation=body).until


@pytest.fixture
def left_long_ago(alice, host, dora, home):
    return housed(alice, host, dora, place=home, days=900, left=400)


def test_the_last_follow_up_ends_the_host_s_reading_with_the_day_after(left_long_ago, alice, host, dora):
    """The body in charge reads on: it may refer the household again."""
    of, referral = left_long_ago.household, left_long_ago.referral
    type(referral).objects.filter(pk=referral.pk).update(state="closed", closed_at=timezone.now())
    for follow_up in left_long_ago.follow_ups.all():
        assert until(of, host) is None
        record(follow_up, dora)
    assert until(of, host) == TODAY + 2 * DAY
    assert until(of, alice.organisation) is None
    HouseholdAccess.objects.filter(household=of, organisation=host).update(until=TODAY)
    assert not Household.objects.visible_to(dora).filter(pk=of.pk).exists()
    assert not Stay.objects.visible_to(dora).exists()
    assert Stay.objects.figures_of(host).count() == 1


def test_who_is_referred_again_is_read_again(left_long_ago, alice, host, dora):
    of, referral = left_long_ago.household, left_long_ago.referral
    type(referral).objects.filter(pk=referral.pk).update(state="closed", closed_at=timezone.now())
    first, second, last = left_long_ago.follow_ups.all()
    record(first, dora)
    again = referrals.open_referral(household=of, host=host, by=alice, **SAID)
    referrals.submit(referral=again, by=alice)
    record(second, dora)
    record(last, dora)
    assert until(of, host) is None


def test_after_a_death_the_host_reads_thirty_days_more(alice, host, dora, home):
    stay = housed(alice, host, dora, place=home)
    referrals.close(referral=stay.referral, on=TODAY, reason="DEATH", destination="DECEASED", by=dora)
    check_now()
    assert until(stay.household, host) == TODAY + 31 * DAY


def test_of_two_who_record_one_follow_up_the_second_is_told_and_keeps_the_words(client, alice, host, dora, olga, home):
    stay = housed(alice, host, dora, place=home, days=400, left=100)
    page = reverse("housing:follow_up", args=[stay.follow_ups.get(months=3).pk])
    client.force_login(olga)
    opened = client.get(page)
    record(stay.follow_ups.get(months=3), alice)
    late = {"once": opened.context["once"], "version": opened.context["version"]}
    told = client.post(page, late | {"reached": "False", "note": "Nessuno risponde"})
    assert told.status_code == 422
    assert str(alice) in str(told.context["form"].non_field_errors())
    assert told.context["form"]["note"].value() == "Nessuno risponde"
    assert client.get(page).status_code == 404
    assert stay.follow_ups.get(months=3).by == alice

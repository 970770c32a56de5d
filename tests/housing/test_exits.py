"""A confirmed exit gives the place to who comes next; who stays on keeps it, and the entry behind is displaced."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from housing import actions
from housing.models import Closure, PlaceUse, Stay, Unit
from housing.plugs.steps import tasks, to_authorise
from referrals import actions as referrals
from referrals.models import Proposal, Update
from referrals.plugs import stays as stay_plugs
from referrals.weighing.loading import place_facts
from tests.factories import PlaceFactory, flat, household, referral
from tests.stays import DAY, awaited, end_stay, hand_over_keys, housed, planned_until

TODAY = timezone.localdate()
LEAVES = TODAY + 9 * DAY


@pytest.fixture
def stay(alice, host, dora, home):
    return housed(alice, host, dora, place=home)


@pytest.fixture
def leaving(stay, dora):
    actions.confirm_exit(stay=stay, on=LEAVES, by=dora)
    return stay


def nights_of(stay):
    uses = stay.uses.holding()
    return {(use.starts_on, use.ends_on) for use in uses} | {
        (row.starts_on, row.ends_on) for use in uses for row in use.occupants.all()
    }


def again(stay):
    return Stay.objects.get(pk=stay.pk)


def waiting(user):
    return {task.title: [row.label for row in task.rows] for task in tasks(user) if task.rows}


# Confirmed


def test_a_confirmed_exit_gives_the_place_free_from_that_day_and_ends_no_stay(leaving, home):
    assert (leaving.state, leaving.planned_until, leaving.confirmed_exit) == ("running", LEAVES, LEAVES)
    assert nights_of(leaving) == {(leaving.started_on, LEAVES)}
    assert place_facts([home])[0].free_from == LEAVES


def test_it_is_undone_as_if_it_had_never_been_said(stay, dora):
    before = nights_of(stay)
    actions.confirm_exit(stay=stay, on=LEAVES, by=dora)
    actions.undo_exit(stay=stay, reason="HOME_SOON", by=dora)
    assert (nights_of(stay), stay.confirmed_exit) == (before, None)


@pytest.mark.parametrize("gone", [TODAY - DAY, LEAVES])
def test_who_leaves_the_household_meanwhile_does_not_come_back_with_it(stay, dora, gone):
    person = stay.household.people.last()
    actions.leave_stay(stay=stay, person=person, on=gone, by=dora)
    person.memberships.update(ends_on=gone)
    actions.confirm_exit(stay=stay, on=LEAVES, by=dora)
    actions.undo_exit(stay=stay, reason="HEALTH", by=dora)
    assert person.nights.get().ends_on == gone


@pytest.mark.parametrize("days", [-2, 0, 3])
def test_they_may_leave_before_on_or_after_the_confirmed_day(alice, stay, dora, home, days):
    """After it, up to the day of leaving the place was theirs."""
    actions.confirm_exit(stay=stay, on=TODAY, by=dora)
    end_stay(stay=stay, on=TODAY + days * DAY, reason="VOLUNTARY", destination="ABROAD", by=dora)
    assert nights_of(stay) == {(stay.started_on, TODAY + days * DAY)}


def test_before_the_confirmed_exit_no_move_and_no_other_plan(leaving, dora, host):
    with pytest.raises(ValidationError, match="confirmed"):
        actions.replan_stay(stay=leaving, until=TODAY + 5 * DAY, by=dora)


def test_the_days_of_making_ready_come_and_go_with_the_confirmed_exit(stay, dora, home):
    Unit.objects.filter(pk=home.unit_id).update(turnaround_days=2)
    actions.confirm_exit(stay=stay, on=LEAVES, by=dora)
    ready = home.uses.holding().filter(kind="turnaround")
    assert ready.get().starts_on == LEAVES
    actions.undo_exit(stay=stay, reason="HEALTH", by=dora)
    assert not ready.exists()


# Displaced


@pytest.fixture
def entry(alice, host, dora, home, leaving):
    return awaited(alice, host, dora, place=home, on=LEAVES + DAY, last_name="Attesafinti")


def undo(stay, by):
    actions.undo_exit(stay=stay, reason="NOWHERE", by=by)


def authorise(stay, by):
    planned_until(stay, TODAY - DAY)
    actions.authorise_overstay(stay=stay, until=TODAY + 30 * DAY, reason="HEALTH", by=by)


def refuse(stay, by):
    planned_until(stay, TODAY - DAY)
    actions.refuse_overstay(stay=stay, reason="UNWILLING", by=by)


def grant(stay, by):
    actions.ask_extension(stay=stay, asked_by="team", reason="WORK", until=LEAVES + 60 * DAY, by=by)
    actions.grant_extension(stay=stay, until=LEAVES + 60 * DAY, by=by)


@pytest.mark.parametrize("goes_on", [undo, authorise, refuse, grant], ids=lambda act: act.__name__)
def test_who_stays_on_keeps_the_place_and_displaces_the_entry_behind(leaving, entry, dora, goes_on):
    goes_on(leaving, dora)
    displaced = again(entry)
    assert leaving.confirmed_exit is None
    assert nights_of(leaving) == {(leaving.started_on, None)}
    assert displaced.state == "planned" and displaced.displaced_at
    assert not displaced.uses.holding().exists()
    assert displaced.uses.get().displaced_at


def test_it_is_a_conflict_for_the_coordinator_with_who_was_told(leaving, entry, dora, alice, olga):
    undo(leaving, olga)
    (task,) = [task for task in tasks(dora) if "displaced" in task.title and task.rows]
    (row,) = task.rows
    assert (row.label, task.mine) == (str(entry.household), True)
    assert {name for name in (str(alice), str(dora)) if name in row.note} == {str(alice), str(dora)}
    assert Update.objects.filter(user=alice, household=entry.household, what="stay_displace").exists()


def test_keys_are_not_handed_over_before_it_is_settled(leaving, entry, dora):
    undo(leaving, dora)
    with pytest.raises(ValidationError, match="still lived in"):
        referrals.hand_over_keys(referral=again(entry).referral, on=TODAY, by=dora)


def test_another_place_settles_it(leaving, entry, dora, host):
    undo(leaving, dora)
    actions.place_entry(stay=entry, places=[flat(host)], on=LEAVES, by=dora)
    assert again(entry).displaced_at is None
    assert waiting(dora).get("Entries displaced: another place or day") is None
    hand_over_keys(stay=entry, on=TODAY, by=dora)


def test_another_day_settles_it_once_the_exit_is_confirmed_anew(leaving, entry, dora, home):
    undo(leaving, dora)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.place_entry(stay=entry, places=[home], on=LEAVES + 20 * DAY, by=dora)
    actions.confirm_exit(stay=leaving, on=LEAVES + 20 * DAY, by=dora)
    actions.place_entry(stay=again(entry), places=[home], on=LEAVES + 20 * DAY, by=dora)
    assert again(entry).planned_from == LEAVES + 20 * DAY


def test_falling_through_settles_it(leaving, entry, dora):
    undo(leaving, dora)
    referrals.fall_through(referral=again(entry).referral, reason="HOME_GONE", by=dora)
    assert (again(entry).state, again(entry).displaced_at) == ("cancelled", None)


def test_an_entry_elsewhere_or_after_the_new_end_is_left_alone(leaving, dora, alice, host):
    elsewhere = awaited(alice, host, dora, place=flat(host), on=LEAVES)
    undo(leaving, dora)
    assert again(elsewhere).displaced_at is None


def test_the_other_way_to_let_the_flat_is_displaced_too(leaving, dora, alice, host, home):
    one = PlaceFactory(unit=home.unit, letting="beds", name="Letto 1", beds=1)
    coming = awaited(alice, host, dora, place=one, on=LEAVES, size=1)
    undo(leaving, dora)
    assert again(coming).displaced_at


def test_who_has_moved_in_is_not_displaced(leaving, entry, dora):
    """Then the earlier stay has ended, whatever is written."""
    PlaceUse.objects.filter(stay=leaving).update(ends_on=TODAY)
    leaving.uses.get().occupants.update(ends_on=TODAY)
    hand_over_keys(stay=entry, on=TODAY, by=dora)
    with pytest.raises(ValidationError, match="moved in"):
        undo(leaving, dora)


def test_works_give_way_and_wait_for_other_days(leaving, dora, home):
    actions.close_place(place=home, starts_on=LEAVES, ends_on=LEAVES + 9 * DAY, reason="Caldaia", by=dora)
    undo(leaving, dora)
    assert waiting(dora)["Closures displaced: other days"] == [str(home)]
    closure = Closure.objects.get()
    closure.starts_on, closure.ends_on = LEAVES + 90 * DAY, LEAVES + 99 * DAY
    closure.save()
    assert "Closures displaced: other days" not in waiting(dora)


def test_a_proposal_whose_home_is_still_lived_in_is_a_task(leaving, dora, alice, host, home):
    made = referral(host, of=household(alice), until="waiting", coordinator=dora)
    referrals.propose(referral=made, place=home, entry_on=LEAVES, held_until=LEAVES, why="Adatta", assessed={}, by=dora)
    PlaceUse.objects.filter(kind="hold").update(starts_on=LEAVES)
    undo(leaving, dora)
    assert Proposal.objects.get(referral=made).hold.displaced_at
    (task,) = [task for task in stay_plugs.tasks(dora) if task.rows]
    assert [row.label for row in task.rows] == [str(made.household)]


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (lambda stay: Stay.objects.filter(pk=stay.pk), {"displaced_at": timezone.now()}),
        (lambda stay: stay.uses.all(), {"displaced_at": timezone.now()}),
    ],
)
def test_what_runs_is_never_displaced(stay, rows, change):
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        rows(stay).update(**change)


# Overstays


def to_decide():
    return list(to_authorise(Stay.objects.all(), TODAY))


def test_an_overstay_waits_for_somebody_to_say_until_when(stay, dora):
    assert to_decide() == []
    planned_until(stay, TODAY - DAY)
    assert to_decide() == [stay]
    actions.authorise_overstay(stay=stay, until=TODAY, reason="HEALTH", by=dora)
    assert to_decide() == []
    assert list(to_authorise(Stay.objects.all(), TODAY + DAY)) == [stay]


def test_who_is_not_authorised_is_not_asked_about_again_until_something_moves(stay, dora):
    planned_until(stay, TODAY - DAY)
    actions.refuse_overstay(stay=stay, reason="UNWILLING", by=dora)
    assert to_decide() == []
    assert again(stay).is_overstay


def test_a_decision_of_before_an_extension_does_not_hold_for_the_next_overstay(stay, dora):
    planned_until(stay, TODAY - DAY)
    actions.refuse_overstay(stay=stay, reason="UNWILLING", by=dora)
    planned_until(stay, TODAY + 5 * DAY)
    assert list(to_authorise(Stay.objects.all(), TODAY + 9 * DAY)) == [stay]


def test_a_confirmed_exit_that_has_come_asks_whether_they_left(stay, dora, olga):
    actions.confirm_exit(stay=stay, on=TODAY, by=dora)
    assert waiting(olga)["The confirmed exit has come: have they left?"] == [str(stay.household)]
    actions.undo_exit(stay=stay, reason="HOME_SOON", by=olga)
    assert "The confirmed exit has come: have they left?" not in waiting(olga)


@pytest.mark.parametrize(
    ("who", "destination", "shown"),
    [
        ("olga", "SAI_CAS", "SAI o CAS · uscita neutra"),
        ("alice", "RENT_MARKET", "Affitto sul mercato privato · uscita positiva"),
        ("alice", "SAFE_HOUSE", "non mostrato"),
        ("carlo", "RENT_MARKET", None),
    ],
)
def test_where_they_went_is_told_to_who_reads_the_file(client, request, stay, dora, who, destination, shown):
    end_stay(stay=stay, on=TODAY, reason="GOALS_REACHED", destination=destination, by=dora)
    client.force_login(request.getfixturevalue(who))
    page = " ".join(client.get(f"/accoglienze/{stay.pk}/").content.decode().split())
    assert ("Verso dove" in page) is (shown is not None)
    assert f"<dt>Verso dove</dt><dd>{shown}</dd>" in page or shown is None

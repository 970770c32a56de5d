"""Two people who act on one referral, one file or one plan at the same moment: the second one acts on what the first
one left, or is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import Goal, Handover, Household, LifeProject
from beneficiaries.splits.dividing import Division
from housing import actions as homes
from housing.actions.splits import Where
from housing.models import Absence, Occupant, PlaceUse, Stay
from referrals import actions
from referrals.actions.splits import divide_household, undo_division
from referrals.models import Proposal, Referral
from tests.database.writers import meanwhile
from tests.factories import flat, referral
from tests.stays import DAY, lived

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


def propose(made, home, by):
    until = TODAY + timedelta(days=7)
    return actions.propose(
        referral=made, place=home, entry_on=TODAY, held_until=until, why="Adatta", assessed={}, by=by
    )


def accept(proposal, by):
    return actions.accept_proposal(proposal=proposal, until=TODAY + timedelta(days=90), by=by)


def nothing_is_left_of(made):
    made.refresh_from_db()
    assert (made.state, made.stay) == ("withdrawn", None)
    assert not Proposal.objects.open().exists()
    assert not PlaceUse.objects.holding().exists()
    assert not Stay.objects.exclude(state="cancelled").exists()


def test_who_withdraws_while_a_home_is_proposed_frees_that_home(host, rossi, alice, dora, home):
    made = referral(host, of=rossi, until="waiting", coordinator=dora)
    meanwhile(lambda: propose(made, home, dora), lambda: actions.withdraw(referral=made, by=alice))
    nothing_is_left_of(made)


def test_who_withdraws_while_the_entry_is_planned_cancels_it(host, rossi, alice, dora, home):
    made = referral(host, of=rossi, until="proposed", coordinator=dora, place=home)
    proposal = made.proposals.open().get()
    meanwhile(lambda: accept(proposal, dora), lambda: actions.withdraw(referral=made, by=alice))
    nothing_is_left_of(made)


def test_no_entry_is_planned_for_who_withdraws(host, rossi, alice, dora, home):
    made = referral(host, of=rossi, until="proposed", coordinator=dora, place=home)
    proposal = made.proposals.open().get()
    told = meanwhile(lambda: actions.withdraw(referral=made, by=alice), lambda: accept(proposal, dora))
    assert told == "This proposal was answered already."
    nothing_is_left_of(made)


def test_with_the_last_two_answers_given_at_once_the_referral_is_in_review(host, rossi, alice, dora):
    made = referral(host, of=rossi, until="asked", coordinator=dora)
    actions.ask(referral=made, by=dora, text="E il lavoro?")
    first, second = made.messages.open_questions()

    def answer(question):
        return lambda: actions.answer(question=question, by=alice, text="Sì")

    meanwhile(answer(first), answer(second))
    made.refresh_from_db()
    assert made.state == "in_review" and not made.messages.open_questions().exists()


def test_a_question_is_answered_once(host, rossi, alice, bob, dora):
    question = referral(host, of=rossi, until="asked", coordinator=dora).messages.open_questions().get()
    told = meanwhile(
        lambda: actions.answer(question=question, by=alice, text="Sì"),
        lambda: actions.answer(question=question, by=bob, text="No"),
    )
    assert told == "Meanwhile somebody else answered this question."


def test_a_handover_that_is_taken_back_is_not_accepted(rossi, alice, charlie):
    asked = people.ask_handover(household=rossi, to_organisation=charlie.organisation, note="", by=alice)
    as_read = Handover.objects.get()
    told = meanwhile(
        lambda: people.take_handover_back(handover=asked, by=alice),
        lambda: people.answer_handover(handover=as_read, accepted=True, by=charlie),
    )
    assert told == "Meanwhile this handover was answered, or taken back."
    assert Household.objects.get().worker == alice


def test_no_goal_enters_a_life_project_that_is_being_closed(host, rossi, dora, home):
    referral(host, of=rossi, until="housed", coordinator=dora, place=home)
    project = LifeProject.objects.create(household=rossi, opened_by=dora)
    as_read = LifeProject.objects.get()
    goal = Goal(life_project=as_read, title="Trovare lavoro", area="WORK")
    told = meanwhile(
        lambda: people.close_life_project(project=project, on=TODAY, note="", by=dora),
        lambda: people.add_goal(goal=goal, by=dora),
    )
    assert told == "This life project is closed: what it holds stays as it is."
    assert not Goal.objects.exists()


def test_the_exit_is_recorded_while_its_day_is_being_confirmed(host, rossi, dora, olga, home):
    made = referral(host, of=rossi, until="housed", coordinator=dora, place=home)
    told = meanwhile(
        lambda: homes.confirm_exit(stay=made.stay, on=TODAY, by=olga),
        lambda: actions.close(referral=made, on=TODAY, reason="GOALS_REACHED", destination="ERP", by=dora).state,
    )
    assert told == "closed"


def test_keys_that_are_sent_late_find_no_entry_and_are_told(host, rossi, dora, olga, home):
    made = referral(host, of=rossi, until="accepted", coordinator=dora, place=home)
    as_read = Referral.objects.get()
    told = meanwhile(
        lambda: actions.fall_through(referral=made, by=dora),
        lambda: actions.hand_over_keys(referral=as_read, on=TODAY, by=olga),
    )
    assert told == "Meanwhile this referral is “on the waiting list”."


# A home, and who lives in it


@pytest.fixture
def lived_in(host, rossi, dora, home):
    return lived(referral(host, of=rossi, until="housed", coordinator=dora, place=home).stay, 50)


def close(stay, by):
    said = {"reason": "GOALS_REACHED", "destination": "RENT_MARKET"}
    return actions.close(referral=Referral.objects.get(stay=stay.pk), on=TODAY, by=by, **said)


def nothing_is_kept_after(stay):
    stay.refresh_from_db()
    assert stay.state == "ended"
    assert not stay.uses.holding().exclude(ends_on__lte=TODAY).exists()
    assert not Occupant.objects.filter(place_use__stay=stay).exclude(ends_on__lte=TODAY).exists()


def test_of_a_move_and_an_exit_at_once_no_home_is_kept_for_nobody(lived_in, host, dora):
    other = flat(host)
    meanwhile(
        lambda: homes.transfer(stay=Stay.objects.get(), places=[other], on=TODAY, by=dora),
        lambda: close(Stay.objects.get(), dora),
    )
    nothing_is_kept_after(lived_in)


def test_an_absence_that_is_recorded_at_the_exit_does_not_outlast_it(lived_in, dora):
    person = lived_in.household.people.last()
    absence = Absence(stay=lived_in, household=lived_in.household, person=person, starts_on=TODAY - DAY, kind="family")
    told = meanwhile(
        lambda: close(Stay.objects.get(), dora), lambda: homes.save_absence(absence=absence, fields=[], by=dora)
    )
    assert told == f"They left on {TODAY:%d/%m/%Y}: nobody is away after that."
    assert not Absence.objects.exists()


def test_a_bed_that_is_given_while_the_exit_is_confirmed_ends_with_the_others(lived_in, dora, home):
    type(home.unit).objects.update(turnaround_days=0)
    person, leaves = lived_in.household.people.last(), TODAY + 9 * DAY
    person.nights.all().delete()
    use = lived_in.uses.get()
    meanwhile(
        lambda: homes.confirm_exit(stay=Stay.objects.get(), on=leaves, by=dora),
        lambda: homes.settle_in(use=use, person=person, on=TODAY, by=dora, excess_reason="Per poco"),
    )
    assert lived_in.uses.get().ends_on == leaves
    assert {row.ends_on for row in lived_in.uses.get().occupants.all()} == {leaves}


def parting(household, worker, **more):
    member = household.members_on(TODAY).order_by("pk").last()
    return Division(household=household, going=(member,), head=member.person, worker=worker, starts_on=TODAY, **more)


def test_nobody_goes_into_two_new_files_at_once(lived_in, alice, dora):
    first, second = parting(lived_in.household, alice), parting(lived_in.household, alice, is_protective=True)
    told = meanwhile(
        lambda: divide_household(division=first, where=Where.LEAVE, by=dora),
        lambda: divide_household(division=second, where=Where.LEAVE, by=dora),
    )
    assert told == "Meanwhile somebody of those who go has left the household: look at it again."
    assert Household.objects.count() == 2


def test_who_goes_to_another_home_while_the_others_leave_us_is_told(lived_in, alice, host, dora):
    division, other = parting(lived_in.household, alice), flat(host)
    told = meanwhile(
        lambda: close(Stay.objects.get(), dora),
        lambda: divide_household(division=division, where=Where.OTHER, place=other, by=dora),
    )
    assert told == "Meanwhile the household has left the home: look at it again."
    nothing_is_kept_after(lived_in)


def test_a_division_is_not_undone_over_an_exit_of_the_same_moment(lived_in, alice, dora):
    division = parting(lived_in.household, alice)
    split = divide_household(division=division, where=Where.LEAVE, by=dora)
    told = meanwhile(lambda: close(Stay.objects.get(), dora), lambda: undo_division(split=split, by=dora))
    assert told == "The stay of the household has ended since."
    nothing_is_kept_after(lived_in)

"""Two people who act on one referral, one file or one plan at the same moment: the second one acts on what the first
one left, or is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import Goal, Handover, Household, LifeProject
from housing import actions as homes
from housing.models import PlaceUse, Stay
from referrals import actions
from referrals.models import Proposal, Referral
from tests.database.writers import meanwhile
from tests.factories import referral

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

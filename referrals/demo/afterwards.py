"""What follows decisions: letters to who waits, reviews by another person, complaints, news of who left."""

from datetime import timedelta

from beneficiaries.vocabularies.people import Answer
from housing import actions as homes
from housing.models import ExitFollowUp
from referrals import actions
from referrals.demo import words
from referrals.demo.clock import at
from referrals.papers.letters import waiting_letter
from referrals.states import State
from wemix.access import Role

LETTERS = 8
STILL_TO_DO = timedelta(days=21)  # follow-ups that nobody has recorded yet, on the page of today
NOT_REACHED = 4  # one of so many


def add_what_follows(plans, today):
    _write_letters([plan for plan in plans if plan.state == State.WAITING and not plan.story], today)
    refused = [plan for plan in plans if plan.state == State.NOT_ELIGIBLE and not plan.story]
    _ask_for_reviews(refused[-2:], today)
    _complain([plan for plan in plans if plan.lives_here and not plan.story], today)
    _find_again([plan for plan in plans if plan.stay and plan.is_over], today)


def _write_letters(waiting, today):
    for plan in waiting[:LETTERS]:
        with at(today - timedelta(days=2), 16):
            text = waiting_letter(plan.referral, plan.coordinator)
            actions.send_letter(referral=plan.referral, text=text, by=plan.coordinator)


def _ask_for_reviews(refused, today):
    """One waits for its decision; of the other a colleague has decided otherwise."""
    for plan, text in zip(refused, words.REVIEWS, strict=True):
        with at(today - timedelta(days=4), 11):
            plan.referral = actions.ask_for_review(referral=plan.referral, text=text, by=plan.worker)
    decided = refused[0]
    other = next(user for user in decided.host.of(Role.COORDINATOR) if user != decided.coordinator)
    with at(today - timedelta(days=1), 15):
        decided.referral = actions.put_on_waiting_list(referral=decided.referral, urgency=3, by=other)


def _complain(living, today):
    """One is answered, one late, one just in."""
    for plan, ago, (from_whom, text) in zip(living, (60, 41, 6), words.COMPLAINTS, strict=False):
        day = today - timedelta(days=ago)
        with at(day, 12):
            made = actions.register_complaint(
                referral=plan.referral, received_on=day, from_whom=from_whom, who="", text=text, by=plan.coordinator
            )
        if ago == 60:
            with at(day + timedelta(days=12), 12):
                actions.answer_complaint(
                    complaint=made,
                    answered_on=day + timedelta(days=12),
                    answered_how="spoken",
                    answer=words.COMPLAINT_ANSWER,
                    by=plan.coordinator,
                )


def _find_again(gone, today):
    """Three, six and twelve months after they left; the last look ends the host's reading, as it should."""
    operators = {plan.stay.pk: plan.operator for plan in gone}
    to_do = ExitFollowUp.objects.to_do().filter(stay__in=operators, due_on__lte=today - STILL_TO_DO)
    for nth, follow_up in enumerate(to_do.select_related("stay").order_by("due_on", "pk")):
        follow_up.reached = nth % NOT_REACHED > 0
        if follow_up.reached:
            follow_up.lives_in, follow_up.housed = follow_up.stay.destination, Answer.YES
        with at(follow_up.due_on, 11):
            homes.record_follow_up(follow_up=follow_up, by=operators[follow_up.stay_id])

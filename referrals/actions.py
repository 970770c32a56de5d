"""Referrals, proposals and what they do to places and stays: the steps that touch more than one floor."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from housing import actions as housing
from referrals import passing
from referrals.models import Message, Proposal, Referral
from referrals.notifications import tell_the_other_side
from referrals.workflow import RULES, Step, take_step
from wemix import audit

CHANGE = audit.Action.CHANGE


@transaction.atomic
def open_referral(*, household, host, by, **said):
    """A draft, for the sender alone until it is submitted."""
    referral = Referral.objects.create(
        household=household,
        sender=household.organisation,
        host=host,
        written_by=by,
        on_behalf=by.is_coordinator,
        **said,
    )
    audit.record(CHANGE, "referral.open", referral, by=by)
    return referral


def submit(*, referral, by):
    """From here on the host reads it. A way to reach the household safely is the fifth thing needed."""
    if not referral.household.contact:
        raise ValidationError(_("Write a safe contact in the household's file: how to reach it without harm."))
    return take_step(referral, Step.SUBMIT, by=by, submitted_at=timezone.now())


def put_on_waiting_list(*, referral, by, urgency, urgency_reason="", urgency_until=None, note=""):
    """Eligible: from today it waits, in the band that a person gives it."""
    return take_step(
        referral,
        Step.ELIGIBLE,
        by=by,
        note=note,
        urgency=urgency,
        urgency_reason=urgency_reason,
        urgency_until=urgency_until,
        waiting_since=referral.waiting_since or timezone.localdate(),
        **_decided(by),
    )


def find_not_eligible(*, referral, by, reason, letter):
    return take_step(
        referral,
        Step.NOT_ELIGIBLE,
        by=by,
        reason=reason,
        not_eligible_reason=reason,
        letter=letter,
        closed_at=timezone.now(),
        **_decided(by),
    )


def _decided(by):
    return {"decided_by": by, "decided_at": timezone.now()}


@transaction.atomic
def withdraw(*, referral, by, note=""):
    """The sender takes it back; what was held or planned for it is free again."""
    if proposal := referral.proposals.open().first():
        _close_proposal(proposal, Proposal.Outcome.CANCELLED, by)
    stay = referral.stay
    taken = take_step(referral, Step.WITHDRAW, by=by, note=note, stay=None, closed_at=timezone.now())
    if stay:
        housing.cancel_stay(stay=stay, by=by)
    return taken


# Questions and answers


@transaction.atomic
def ask(*, referral, by, text, field=""):
    """A question about a datum, or about anything. Before the waiting list the referral waits for its answer."""
    message = _say(referral, by, Message.Kind.QUESTION, text, field=field)
    if referral.state in RULES[Step.ASK].sources:
        take_step(referral, Step.ASK, by=by)
    else:
        tell_the_other_side(referral, "question", by=by)
    return message


@transaction.atomic
def answer(*, question, by, text):
    """An answer; when it is the last one missing, the referral goes back in review."""
    referral = question.referral
    message = _say(referral, by, Message.Kind.ANSWER, text, field=question.field, question=question)
    question.answered_at = timezone.now()
    question.save(update_fields=["answered_at"])
    if referral.state in RULES[Step.ANSWER].sources and not referral.messages.open_questions().exists():
        take_step(referral, Step.ANSWER, by=by)
    else:
        tell_the_other_side(referral, "answer", by=by)
    return message


@transaction.atomic
def write(*, referral, by, text):
    message = _say(referral, by, Message.Kind.NOTE, text)
    tell_the_other_side(referral, "message", by=by)
    return message


def _say(referral, by, kind, text, **more):
    message = Message.objects.create(
        referral=referral, household_id=referral.household_id, kind=kind, text=text, by=by, **more
    )
    audit.record(CHANGE, f"referral.{kind}", referral, by=by)
    return message


# Proposals


@transaction.atomic
def propose(*, referral, place, entry_on, held_until, assessed, by, reserve=None, passed=None, **reasons):
    """Hold the place, freeze why it was chosen, and wait for the household's answer.

    `reasons`: why_code, why, seconds_read, and override_reason where a rule spoke against it.
    `passed`: who stands earlier and is passed over, with reason and note (referrals.passing).
    """
    hold = housing.hold_place(place=place, household=referral.household, starts_on=entry_on, by=by)
    proposal = Proposal.objects.create(
        referral=referral,
        household_id=referral.household_id,
        place=place,
        hold=hold,
        reserve=reserve,
        entry_on=entry_on,
        held_until=held_until,
        assessed=assessed,
        proposed_by=by,
        **reasons,
    )
    if passed:
        passing.record(proposal, by=by, **passed)
    take_step(referral, Step.PROPOSE, by=by)
    return proposal


@transaction.atomic
def decline_proposal(*, proposal, reason, note, by):
    """The household says no: back to the list, its place in the order untouched."""
    proposal.decline_reason, proposal.answer_note = reason, note
    _close_proposal(proposal, Proposal.Outcome.DECLINED, by)
    return take_step(proposal.referral, Step.DECLINE, by=by, reason=reason, note=note)


@transaction.atomic
def take_proposal_back(*, proposal, note, by):
    proposal.answer_note = note
    _close_proposal(proposal, Proposal.Outcome.CANCELLED, by)
    return take_step(proposal.referral, Step.TAKE_BACK, by=by, note=note)


@transaction.atomic
def accept_proposal(*, proposal, until, by, entry_on=None, excess=0, excess_reason=""):
    """The household says yes: its stay is planned in the place that was held."""
    referral = proposal.referral
    stay = housing.plan_stay(
        household=referral.household,
        host=referral.host,
        place=proposal.place,
        entry_on=entry_on or proposal.entry_on,
        until=until,
        by=by,
        hold=proposal.hold,
        excess=excess,
        excess_reason=excess_reason,
    )
    _answered(proposal, Proposal.Outcome.ACCEPTED, by)
    return take_step(referral, Step.ACCEPT, by=by, stay=stay)


def _close_proposal(proposal, outcome, by):
    if proposal.hold:
        housing.release(use=proposal.hold, by=by)
    _answered(proposal, outcome, by)


def _answered(proposal, outcome, by):
    """Once: who comes second with another answer is told so, and changes nothing."""
    if not Proposal.objects.open().select_for_update().filter(pk=proposal.pk).exists():
        raise ValidationError(_("This proposal was answered already."))
    proposal.outcome, proposal.answered_by, proposal.answered_at = outcome, by, timezone.now()
    proposal.save()
    audit.record(CHANGE, f"proposal.{outcome}", proposal, by=by)


# The stay


@transaction.atomic
def fall_through(*, referral, note, by):
    """Nobody arrived, or it was undone: the stay is kept as cancelled, the place in the order is kept."""
    stay = referral.stay
    taken = take_step(referral, Step.FALL_THROUGH, by=by, note=note, stay=None)
    housing.cancel_stay(stay=stay, by=by)
    return taken


@transaction.atomic
def hand_over_keys(*, referral, on, by):
    housing.hand_over_keys(stay=referral.stay, on=on, by=by)
    return take_step(referral, Step.HOUSE, by=by)


@transaction.atomic
def close(*, referral, on, reason, destination, by, note=""):
    """The household leaves for a home of its own, or elsewhere."""
    housing.end_stay(stay=referral.stay, on=on, reason=reason, destination=destination, by=by)
    return take_step(referral, Step.CLOSE, by=by, reason=reason, note=note, closed_at=timezone.now())

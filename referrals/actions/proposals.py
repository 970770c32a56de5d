"""Proposing a home, and the answers: the household's and the team's."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from housing import actions as housing
from referrals.actions.effects import back_on_the_list
from referrals.answers import HOUSEHOLD_SAYS, TEAM_SAYS
from referrals.models import PassedOver, Proposal, ProposedBed
from referrals.weighing import passing
from referrals.workflow import Step, held, take_step
from wemix import audit


@transaction.atomic
def propose(
    *, referral, place, entry_on, held_until, assessed, by, beds=(), reserve=None, passed=None, unseen=(), **reasons
):
    """Hold the place, freeze why it was chosen, and wait for the household's answer.

    `beds`: more of the same flat, for who needs several.
    `reasons`: why_code, why, seconds_read, and override_reason where a rule spoke against it.
    `passed`: who stands earlier and is passed over, with reason and note (weighing/passing.py); `unseen`: those of them
    whom the proposer may not know of.
    """
    referral = held(referral)
    hold, *more = [
        housing.hold_place(place=each, household=referral.household, starts_on=entry_on, by=by)
        for each in (place, *beds)
    ]
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
    for each in more:
        ProposedBed.objects.create(proposal=proposal, household_id=referral.household_id, hold=each)
    if passed:
        passing.record(proposal, by=by, **passed)
    passing.record(proposal, unseen, reason=PassedOver.Reason.NOT_SHOWN, note="", by=by)
    proposal.referral = take_step(referral, Step.PROPOSE, by=by)
    return proposal


@transaction.atomic
def decline_proposal(*, proposal, reason, note, by, **said):
    """The household says no: back to the list, its place in the order untouched. `said`: what the effect asks."""
    _hold(proposal)
    proposal.decline_reason, proposal.answer_note = reason, note
    close_proposal(proposal, Proposal.Outcome.DECLINED, by)
    return back_on_the_list(Step.DECLINE, proposal, HOUSEHOLD_SAYS[reason], reason=reason, note=note, by=by, **said)


@transaction.atomic
def take_proposal_back(*, proposal, reason, note, by, **said):
    _hold(proposal)
    proposal.take_back_reason, proposal.answer_note = reason, note
    close_proposal(proposal, Proposal.Outcome.CANCELLED, by)
    return back_on_the_list(Step.TAKE_BACK, proposal, TEAM_SAYS[reason], reason=reason, note=note, by=by, **said)


@transaction.atomic
def accept_proposal(*, proposal, until, by, entry_on=None, excess=0, excess_reason=""):
    """The household says yes: its stay is planned in the places that were held."""
    referral = _hold(proposal)
    stay = housing.plan_stay(
        household=referral.household,
        host=referral.host,
        places=proposal.places,
        entry_on=entry_on or proposal.entry_on,
        until=until,
        by=by,
        holds=proposal.holds,
        excess=excess,
        excess_reason=excess_reason,
    )
    _answered(proposal, Proposal.Outcome.ACCEPTED, by)
    return take_step(referral, Step.ACCEPT, by=by, stay=stay)


def close_proposal(proposal, outcome, by):
    for hold in proposal.holds:
        housing.release(use=hold, by=by)
    _answered(proposal, outcome, by)


def _hold(proposal):
    """Its referral, held: who comes second with another answer is told so, and changes nothing."""
    referral = held(proposal.referral)
    if not Proposal.objects.open().filter(pk=proposal.pk).exists():
        raise ValidationError(_("This proposal was answered already."))
    return referral


def _answered(proposal, outcome, by):
    proposal.outcome, proposal.answered_by, proposal.answered_at = outcome, by, timezone.now()
    proposal.save()
    audit.change(f"proposal.{outcome}", proposal, by=by)

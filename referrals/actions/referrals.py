"""A referral from its draft to the decision: who asks, who decides, who gives up."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from housing import actions as housing
from housing.reasons import EntryUndone
from referrals.actions.letters import send_letter
from referrals.actions.proposals import close_proposal
from referrals.actions.reviews import end_review
from referrals.answers import TakeBackReason
from referrals.models import Proposal, Referral
from referrals.workflow import Step, held, take_step
from wemix import audit


@transaction.atomic
def open_referral(*, household, host, by, **said):
    """A draft, for the sender alone until it is submitted."""
    referral = Referral.objects.create(
        household=household,
        sender_id=household.organisation_id,
        host=host,
        written_by=by,
        on_behalf=by.is_coordinator,
        **said,
    )
    audit.change("referral.open", referral, by=by)
    return referral


def submit(*, referral, by):
    """From here on the host reads it. A way to reach the household safely is the fifth thing needed."""
    if not referral.household.contact:
        raise ValidationError(_("Write a safe contact in the household's file: how to reach it without harm."))
    return take_step(referral, Step.SUBMIT, by=by, submitted_at=timezone.now())


@transaction.atomic
def put_on_waiting_list(*, referral, by, urgency, urgency_reason="", urgency_until=None, note=""):
    """Eligible: it waits, in the band that a person gives it; who waited before keeps its day."""
    taken = take_step(
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
    end_review(taken)
    return taken


@transaction.atomic
def find_not_eligible(*, referral, by, reason, letter):
    """With a letter to the sender, who may ask that another person decide."""
    taken = take_step(
        referral,
        Step.NOT_ELIGIBLE,
        by=by,
        reason=reason,
        not_eligible_reason=reason,
        closed_at=timezone.now(),
        **_decided(by),
    )
    end_review(taken)
    send_letter(referral=taken, text=letter, by=by)
    return taken


def _decided(by):
    return {"decided_by": by, "decided_at": timezone.now()}


def weigh_again(*, referral, by, reason="", note=""):
    """Off the list for a while; back on it, it has the place that it had."""
    return take_step(referral, Step.REASSESS, by=by, reason=reason, note=note)


@transaction.atomic
def withdraw(*, referral, by, note=""):
    """The sender takes it back; what was held or planned for it is free again."""
    referral = held(referral)
    if proposal := referral.proposals.open().first():
        proposal.take_back_reason = TakeBackReason.WITHDRAWN
        close_proposal(proposal, Proposal.Outcome.CANCELLED, by)
    stay = referral.stay
    taken = take_step(referral, Step.WITHDRAW, by=by, note=note, stay=None, closed_at=timezone.now())
    if stay:
        housing.cancel_stay(stay=stay, reason=EntryUndone.WITHDRAWN, note=note, by=by)
    return taken

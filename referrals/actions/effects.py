"""What an answer brings about, by the table in referrals/answers.py."""

from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.actions.messages import ask
from referrals.answers import DATA, Effect
from referrals.models import FollowUp
from referrals.workflow import Step, take_step


def back_on_the_list(step, proposal, consequence, *, reason, note, by, on=None, datum=""):
    """`on`: the day of a pause or of asking again; `datum`: what is to be put right, where the reason doesn't say."""
    pause = {"parked_until": on, "parked_reason": reason} if consequence.effect == Effect.PARK else {}
    referral = take_step(proposal.referral, step, by=by, reason=reason, note=note, **pause)
    if consequence.effect == Effect.REASSESS:
        return take_step(referral, Step.REASSESS, by=by, reason=reason)
    if consequence.effect == Effect.CORRECT_DATUM:
        _ask_to_correct(referral, proposal, consequence.datum or datum, by)
    elif consequence.effect == Effect.ASK_AGAIN:
        _leave_to_do(proposal, FollowUp.Kind.ASK_AGAIN, on, by)
    elif consequence.effect == Effect.CORRECT_UNIT:
        _leave_to_do(proposal, FollowUp.Kind.CORRECT_UNIT, timezone.localdate(), by, unit=proposal.place.unit)
    return referral


def _ask_to_correct(referral, proposal, datum, by):
    """Once: where the sender is asked about it already, the question stands."""
    if referral.messages.open_questions().filter(field=datum).exists():
        return
    said = _(
        "The last home came to nothing: %(reason)s. Is this datum right: “%(datum)s”? Put it right where it is "
        "written, and answer here."
    )
    words = {"reason": proposal.answer_reason.lower(), "datum": DATA[datum]}
    ask(referral=referral, by=by, text=said % words, field=datum)


def _leave_to_do(proposal, kind, due_on, by, unit=None):
    FollowUp.objects.create(
        referral_id=proposal.referral_id,
        household_id=proposal.household_id,
        proposal=proposal,
        kind=kind,
        unit=unit,
        due_on=due_on,
        made_by=by,
    )

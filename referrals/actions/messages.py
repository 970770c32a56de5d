"""Questions, answers and words between the sender and the team."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Message
from referrals.notifications import tell_the_other_side
from referrals.workflow import RULES, Step, held, may_act_on, take_step
from wemix import audit

ANSWERED_MEANWHILE = gettext_lazy("Meanwhile somebody else answered this question.")


@transaction.atomic
def ask(*, referral, by, text, field=""):
    """A question about a datum, or about anything. Before the waiting list the referral waits for its answer."""
    referral = held(referral)
    if not referral.is_open:
        raise ValidationError(_("This referral has ended: nothing is asked any more."))
    message = _say(referral, by, Message.Kind.QUESTION, text, field=field)
    if referral.state in RULES[Step.ASK].sources:
        take_step(referral, Step.ASK, by=by)
    else:
        tell_the_other_side(referral, "question", by=by)
    return message


@transaction.atomic
def answer(*, question, by, text):
    """An answer; when it is the last one missing, the referral goes back in review."""
    referral = held(question.referral)
    if not referral.messages.open_questions().filter(pk=question.pk).exists():
        raise ValidationError(ANSWERED_MEANWHILE)
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
    if not may_act_on(referral.household, by):
        raise PermissionDenied
    message = Message.objects.create(
        referral=referral, household_id=referral.household_id, kind=kind, text=text, by=by, **more
    )
    audit.change(f"referral.{kind}", referral, by=by)
    return message

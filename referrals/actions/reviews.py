"""A decision weighed again by another person."""

from django.db import transaction

from referrals.models import DecisionReview
from referrals.workflow import Step, take_step


@transaction.atomic
def ask_for_review(*, referral, text, by):
    """Back in review, for another person than who decided; without a decision until then."""
    DecisionReview.objects.create(
        referral=referral,
        household_id=referral.household_id,
        text=text,
        asked_by=by,
        decided_first_by=referral.decided_by,
    )
    return take_step(
        referral,
        Step.ASK_REVIEW,
        by=by,
        not_eligible_reason="",
        decided_by=None,
        decided_at=None,
        closed_at=None,
    )


def end_review(referral):
    """The decision just taken is the answer to it."""
    referral.reviews.to_decide().update(decided_by=referral.decided_by, decided_at=referral.decided_at)

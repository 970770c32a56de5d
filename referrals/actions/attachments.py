"""Papers that go with a referral."""

from django.db import transaction

from beneficiaries import actions as beneficiaries
from referrals.models import ReferralAttachment
from wemix import audit


@transaction.atomic
def choose_papers(*, referral, papers, offered, by):
    """Of the `offered` papers these go with the referral; what its author was not offered stays as it is."""
    before = ReferralAttachment.objects.filter(referral=referral, attachment__in=offered)
    before.exclude(attachment__in=papers).delete()
    kept = set(before.values_list("attachment", flat=True))
    _add(referral, [paper for paper in papers if paper.pk not in kept], by)
    audit.change("referral.choose_papers", referral, by=by)


@transaction.atomic
def attach_paper(*, referral, attachment, received, by):
    """A new paper of the household, that goes with the referral at once."""
    beneficiaries.attach(attachment=attachment, received=received, by=by)
    _add(referral, [attachment], by)


def _add(referral, papers, by):
    ReferralAttachment.objects.bulk_create(
        ReferralAttachment(referral=referral, attachment=paper, household_id=referral.household_id, by=by)
        for paper in papers
    )

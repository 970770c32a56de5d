"""A household divides, from the people to the home and the request, in one transaction; and it is undone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries import splits
from housing.actions.splits import divide_stay, stay_hindrances, undo_stay
from housing.models import Stay
from referrals.models import Referral, ReferralAttachment
from referrals.workflow import branch, take_branch_back


@transaction.atomic
def divide_household(*, division, where, place=None, by):
    """`where` those who go sleep from then on, if the household lives with us; `place`: where it is another one."""
    split = splits.divide(division, by=by)
    running = Stay.objects.running().filter(household=division.household, host=by.organisation_id).first()
    stay = divide_stay(stay=running, split=split, where=where, place=place, by=by) if running else None
    referral = _request_of(division.household, by)
    made = branch(referral, household=split.new_household, stay=stay, by=by) if referral else None
    split.moved["referral"] = made and made.pk
    split.moved["papers_of_referrals"] = _hand_on_papers(split, made)
    splits.record(split, by=by)
    return split


def _hand_on_papers(split, made):
    """A paper that goes along goes with the request of those who go: [[referral, paper]], as it was."""
    links = ReferralAttachment.objects.filter(attachment__in=split.moved["papers"])
    were = [[link.referral_id, link.attachment_id, link.by_id] for link in links]
    links.delete()
    if made:
        _attach([[made.pk, paper, by] for referral, paper, by in were if referral == made.branch_of_id])
    return were


def _attach(links):
    for referral, paper, by in links:
        household = Referral.objects.get(pk=referral).household_id
        ReferralAttachment.objects.create(referral_id=referral, attachment_id=paper, household_id=household, by_id=by)


def _request_of(household, by):
    return Referral.objects.open().filter(household=household, host=by.organisation_id).first()


def why_not_undone(split):
    """In sentences; none if it can be undone."""
    found = [*splits.hindrances(split), *stay_hindrances(split)]
    made = Referral.objects.filter(household=split.new_household)
    moved_on = made.exclude(pk=split.moved["referral"]).exists() or made.filter(version__gt=1).exists()
    if moved_on:
        found.append(_("Its referral has gone on since."))
    return found


@transaction.atomic
def undo_division(*, split, by):
    """Asked by one and confirmed by another, where it protects somebody: the database holds it too."""
    if not split.may_be_undone_by(by):
        raise PermissionDenied
    if hindrances := why_not_undone(split):
        raise ValidationError(hindrances)
    if made := Referral.objects.filter(pk=split.moved["referral"]).first():
        take_branch_back(made, by=by)
    undo_stay(split=split, by=by)
    splits.undo(split, by=by)
    ReferralAttachment.objects.filter(household=split.new_household).delete()
    _attach(split.moved["papers_of_referrals"])

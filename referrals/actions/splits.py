"""A household divides, from the people to the home and the request, in one transaction; and it is undone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries import splits
from housing.actions.splits import divide_stay, stay_hindrances, undo_stay
from housing.models import Stay
from referrals.models import Referral
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
    splits.record(split, by=by)
    return split


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

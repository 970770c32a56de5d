"""A household divides, from the people to the home and the request, in one transaction; and it is undone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries import splits
from beneficiaries.models import Person
from housing.actions import give_bed, leave_stay
from housing.actions.splits import Where, divide_stay, stay_hindrances, undo_stay
from housing.models import Stay
from housing.workflow import lock
from referrals.models import Referral, ReferralAttachment
from referrals.workflow import branch, take_branch_back


@transaction.atomic
def divide_household(*, division, where, place=None, by):
    """`where` those who go sleep from then on, if the household lives with us; `place`: where it is another one."""
    split = splits.divide(division, by=by)
    referral = _request_of(division.household, by)
    stays = Stay.objects.filter(household=division.household, host=by.organisation_id)
    running = stays.running().first()
    if running is None and where != Where.LEAVE:
        raise ValidationError(_("Meanwhile the household has left the home: look at it again."))
    stay = divide_stay(stay=running, split=split, where=where, place=place, by=by) if running else None
    if planned := stays.filter(state=Stay.State.PLANNED).first():
        _leave_planned_beds(planned, split, by)
    made = branch(referral, household=split.new_household, stay=stay, by=by) if referral else None
    split.moved["referral"] = made and made.pk
    split.moved["papers_of_referrals"] = _hand_on_papers(split, made)
    splits.record(split, by=by)
    return split


def _leave_planned_beds(stay, split, by):
    """The home was promised to all of them: who is protected from the others must not be expected in it with them."""
    split.moved["planned_stay"] = stay.pk
    for person, _after in split.moved["people"]:
        leave_stay(stay=stay, person=person, on=split.starts_on, by=by)


def _plan_their_beds_again(split, by):
    """Once the others have the keys, where these sleep is for people to say (housing/settling.py)."""
    stay = Stay.objects.filter(pk=split.moved.get("planned_stay"), state=Stay.State.PLANNED).first()
    if stay:
        for person in Person.objects.filter(pk__in=[before for before, _after in split.moved["people"]]):
            give_bed(stay=stay, person=person, on=stay.first_day, by=by)


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
    """Nobody else's until the division is done: its stay is looked for afterwards."""
    asked = Referral.objects.open().filter(household=household, host=by.organisation_id)
    return asked.select_for_update(no_key=True).first()


def why_not_undone(split):
    """In sentences; none if it can be undone."""
    found = [*splits.hindrances(split), *stay_hindrances(split)]
    made = Referral.objects.filter(household=split.new_household)
    moved_on = made.exclude(pk=split.moved["referral"]).exists() or made.filter(version__gt=1).exists()
    if moved_on:
        found.append(_("Its referral has gone on since."))
    return found


def _lock_what_it_made(split):
    """Its request, which is given back, and both stays: what stands in the way is asked once nobody else moves them."""
    made = Referral.objects.select_for_update(no_key=True).filter(pk=split.moved["referral"]).first()
    for stay in Stay.objects.filter(pk__in=[split.moved.get("old_stay"), split.moved.get("stay")]).order_by("pk"):
        lock(stay)
    return made


@transaction.atomic
def undo_division(*, split, by):
    """Asked by one and confirmed by another, where it protects somebody: the database holds it too."""
    if not split.may_be_undone_by(by):
        raise PermissionDenied
    made = _lock_what_it_made(split)
    if hindrances := why_not_undone(split):
        raise ValidationError(hindrances)
    if made:
        take_branch_back(made, by=by)
    undo_stay(split=split, by=by)
    splits.undo(split, by=by)
    _plan_their_beds_again(split, by)
    ReferralAttachment.objects.filter(household=split.new_household).delete()
    _attach(split.moved["papers_of_referrals"])

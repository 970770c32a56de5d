"""Undoing a division, as long as nothing has happened since that could not go back."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.actions.life_projects import refuse_if_closed
from beneficiaries.models import (
    DiaryEntry,
    Goal,
    HouseholdMembership,
    LifeProject,
    LivesApart,
    Person,
    Review,
)
from beneficiaries.splits.dividing import OF_A_PERSON, hand_on
from wemix import audit


def hindrances(split):
    """Why it can no longer be undone, in sentences: what has happened since could not go back."""
    new = split.new_household
    people = [after for _before, after in split.moved["people"]]
    members = HouseholdMembership.objects.filter(household=new)
    happened = [
        (members.exclude(person__in=people).exists() or members.filter(ends_on__isnull=False).exists())
        and _("Somebody has joined or left the new household since."),
        new.diary.exclude(pk__in=split.moved["diary"]).exists() and _("Its diary has been written in since."),
        Review.objects.filter(household=new).exists() and _("Its life project has been reviewed since."),
        _project_is_closed(split) and _("One of the two life projects has been closed since."),
        _goals_differ(split) and _("Its life project has changed since."),
        new.handovers.exists() and _("It has been handed over, or is to be."),
        new.splits.exists() and _("It has divided again since."),
    ]
    return [sentence for sentence in happened if sentence]


def _goals_before(split):
    return Goal.objects.filter(pk__in=[goal for goal, _copy, _status in split.moved["goals"]])


def _project_is_closed(split):
    theirs = Q(household=split.new_household) | Q(goals__in=_goals_before(split))
    return LifeProject.objects.filter(theirs, closed_on__isnull=False).exists()


def _goals_differ(split):
    copies = {copy: status for _goal, copy, status in split.moved["goals"]}
    now = dict(Goal.objects.filter(household=split.new_household).values_list("pk", "status"))
    return now != copies or _goals_before(split).filter(reviewed__review__at__gt=split.at).exists()


def ask_undo(split, *, by):
    """A division that protects somebody is undone by two: this is the first."""
    split.undo_asked_by, split.undo_asked_at = by, timezone.now()
    split.save()
    audit.change("household.ask_undivide", split, by=by)


def undo(split, *, by):
    """Everybody is in the old file again, as they are now; the new one holds nobody, and nobody reads it."""
    split.undone_by, split.undone_at = by, timezone.now()
    split.save()
    before, new = split.household, split.new_household
    pairs = Person.objects.in_bulk([key for pair in split.moved["people"] for key in pair])
    people = {pairs[after]: pairs[first] for first, after in split.moved["people"]}
    for model in OF_A_PERSON.values():
        hand_on(model, people, before)
    hand_on(DiaryEntry, people, before)
    for after, first in people.items():
        _back(after, first, split)
    _end_new_memberships(new, split)
    for project in LifeProject.objects.filter(goals__in=_goals_before(split)).distinct():
        refuse_if_closed(project)
    for goal in _goals_before(split):
        goal.status = next(status for key, _copy, status in split.moved["goals"] if key == goal.pk)
        goal.ended_on = None
        goal.save()
    LifeProject.objects.filter(household=new).delete()
    LivesApart.objects.filter(household=new).delete()
    LivesApart.objects.filter(other_household=new).delete()
    if split.is_protective:
        before.frozen_on = None
        before.save()
    audit.change("household.undivide", split, by=by)


KEPT = ("id", "household", "human", "version", "is_sealed", "search")


def _back(after, first, split):
    """What was corrected in the meantime is true in the old file too. A division that protects made the address secret
    by itself: what the old file says of it stays."""
    kept = {*KEPT, "address_secret"} if split.is_protective else KEPT
    for field in Person._meta.concrete_fields:
        if field.name not in kept:
            setattr(first, field.attname, getattr(after, field.attname))
    first.is_sealed = False
    first.save()


def _end_new_memberships(new, split):
    HouseholdMembership.objects.filter(household=new).update(ends_on=split.starts_on)
    if split.moved["head"]:
        key, kinship = split.moved["head"]
        HouseholdMembership.objects.filter(pk=key).update(is_head=False, kinship=kinship)
    HouseholdMembership.objects.filter(pk__in=split.moved["memberships"]).update(ends_on=None)

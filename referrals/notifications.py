"""News for the other side, and a mail that says only how many there are."""

from datetime import timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals.models import Referral, Update
from wemix.access import TEAM, Role
from wemix.models import User

QUIET = timedelta(hours=1)


def tell_the_other_side(referral, what, *, by):
    """What the sender does is news for the coordinators; what the team does, for the worker in charge."""
    _tell([_people_of_the_sender if by.is_team else _coordinators], referral, what, by)


def tell_both_sides(referral, what, *, by):
    """What all who follow the household must hear at once: whoever wrote it down. Returns who was told."""
    return _tell([_people_of_the_sender, _coordinators], referral, what, by)


def alarm_the_team(referral, what, *, by):
    """What the host's own people must hear at once, whatever else they heard within the hour."""
    return _tell([_team], referral, what, by, mail=_mail_at_once)


def alarm_the_coordinators(referral, what, *, by):
    """What is for coordinators alone, and can't wait."""
    return _tell([_coordinators], referral, what, by, mail=_mail_at_once)


def _tell(sides, referral, what, by, mail=None):
    told = _hearers(sides, referral, by)
    for user in told:
        Update.objects.create(user=user, referral=referral, household_id=referral.household_id, what=what)
        transaction.on_commit(partial(mail or _mail, user.pk))
    return told


def _hearers(sides, referral, by):
    people = [person for side in sides for person in side(referral)]
    return [person for person in people if person and person != by and _may_know(person, referral)]


def _people_of_the_sender(referral):
    return [referral.household.worker, referral.household.substitute]


def _coordinators(referral):
    """Nobody, of a draft."""
    if not referral.submitted_at:
        return []
    return User.objects.working().filter(organisation=referral.host_id, role=Role.COORDINATOR)


def _team(referral):
    return User.objects.working().filter(organisation=referral.host_id, role__in=TEAM)


def _may_know(person, referral):
    """Of a protected household the substitute is told nothing; nor is who is kept away from its people."""
    hidden = referral.household.is_hidden_from(person)
    return not hidden and Referral.objects.visible_to(person).filter(pk=referral.pk).exists()


def _mail(user_id):
    """Who was told within the hour is not told again: the count waits on the page of today."""
    user = User.objects.get(pk=user_id)
    if Update.objects.visible_to(user).unseen().filter(at__gt=timezone.now() - QUIET).count() == 1:
        _mail_at_once(user_id)


def _mail_at_once(user_id):
    """No name, no fact, no link to a case: whoever reads over a shoulder learns nothing."""
    user = User.objects.get(pk=user_id)
    count = Update.objects.visible_to(user).unseen().count()
    with translation.override("it"):
        subject = ngettext("You have %(count)d update", "You have %(count)d updates", count) % {"count": count}
        where = _("Sign in to We Mix to read.")
        send_mail(f"We Mix: {subject}", f"{subject}. {where}", None, [user.email])

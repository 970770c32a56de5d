"""News for the other side, and a mail that says only how many there are."""

from datetime import timedelta
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals.models import Referral, Update
from wemix.access import Role
from wemix.models import User

QUIET = timedelta(hours=1)


def tell_the_other_side(referral, what, *, by):
    """What the sender does is news for the coordinators; what the team does, for the worker in charge."""
    for user in _other_side(referral, by):
        Update.objects.create(user=user, referral=referral, household_id=referral.household_id, what=what)
        transaction.on_commit(partial(_mail, user.pk))


def _other_side(referral, by):
    if by.is_team:
        household = referral.household
        people = [household.worker, household.substitute]
    elif referral.submitted_at:
        people = User.objects.working().filter(organisation=referral.host_id, role=Role.COORDINATOR)
    else:
        people = []
    return [person for person in people if person and person != by and _may_know(person, referral)]


def _may_know(person, referral):
    """Of a protected household the substitute is told nothing; nor is who is kept away from its people."""
    hidden = referral.household.is_hidden_from(person)
    return not hidden and Referral.objects.visible_to(person).filter(pk=referral.pk).exists()


def _mail(user_id):
    """No name, no fact, no link to a case: whoever reads over a shoulder learns nothing.

    Who was told within the hour is not told again: the count waits on the page of today.
    """
    user = User.objects.get(pk=user_id)
    unseen = Update.objects.visible_to(user).unseen()
    count = unseen.count()
    if unseen.filter(at__gt=timezone.now() - QUIET).count() != 1:
        return
    with translation.override("it"):
        subject = ngettext("You have %(count)d update", "You have %(count)d updates", count) % {"count": count}
        send_mail(f"We Mix: {subject}", f"{subject}. {_('Sign in to We Mix to read.')}", None, [user.email])

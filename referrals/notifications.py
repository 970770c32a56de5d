"""News for the other side. The mail of the day counts them; an alarm is written of at once (wemix/mailing.py)."""

from referrals.models import Referral, Update
from wemix import mailing
from wemix.access import TEAM, Role
from wemix.models import User

NEWS = "news.referral"


def tell_the_other_side(referral, what, *, by):
    """What the sender does is news for the coordinators; what the team does, for the worker in charge."""
    _tell([_people_of_the_sender if by.is_team else _coordinators], referral, what, by)


def tell_both_sides(referral, what, *, by):
    """What all who follow the household must hear at once: whoever wrote it down. Returns who was told."""
    return _tell([_people_of_the_sender, _coordinators], referral, what, by)


def alarm_the_team(referral, what, *, by):
    """What the host's own people must hear at once, whatever else they heard within the hour."""
    return _tell([_team], referral, what, by, at_once=True)


def alarm_these(referral, what, people):
    """What can't wait, and is for nobody else; that they may know of it was asked before."""
    _write_to(people, referral, what, at_once=True)


def _tell(sides, referral, what, by, at_once=False):
    told = _hearers(sides, referral, by)
    _write_to(told, referral, what, at_once)
    return told


def _write_to(people, referral, what, at_once):
    for user in people:
        said = {"referral": referral, "household_id": referral.household_id, "what": what}
        update = Update.objects.create(user=user, **said)
        if at_once:
            mailing.write_alarm(user, f"{NEWS}:{update.pk}")


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

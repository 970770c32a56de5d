"""An incident in the diary: the coordinators of whoever wrote it are told at once."""

from referrals.models import Referral
from referrals.notifications import alarm_the_coordinators
from wemix import sockets


def plug():
    sockets.incident_alarms.plug(alarm)


def alarm(household, by):
    referral = Referral.objects.sent().filter(household=household, host=by.organisation_id).last()
    return alarm_the_coordinators(referral, "incident", by=by) if referral else []

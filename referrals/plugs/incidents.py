"""An incident in the diary: the coordinators of whoever wrote it are told at once."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import DiaryEntry
from referrals.models import Referral
from referrals.notifications import alarm_these
from wemix import mailing, sockets
from wemix.sockets import Task, TaskRow

INCIDENT = "households.incident"


def plug():
    sockets.incident_alarms.plug(alarm)
    sockets.today.plug(tasks)


def alarm(entry, told):
    """As news of the referral that was sent to their body; where there is none, by itself."""
    referral = Referral.objects.sent().filter(household=entry.household_id, host=entry.organisation_id).first()
    if referral:
        alarm_these(referral, "incident", told)
        return
    for user in told:
        mailing.write_alarm(user, f"{INCIDENT}:{entry.pk}")


def tasks(user):
    """What was no news of a referral waits here until a coordinator has read it."""
    if not user.is_coordinator:
        return []
    news_of = Referral.objects.sent().filter(
        household=OuterRef("household"), host=OuterRef("organisation"), submitted_at__lte=OuterRef("at")
    )
    entries = DiaryEntry.objects.visible_to(user).filter(kind=DiaryEntry.Kind.INCIDENT, organisation=user.organisation)
    entries = entries.exclude(by=user).exclude(Exists(news_of)).select_related("household").order_by("at", "pk")
    rows = tuple(map(_row, entries))
    return [Task(INCIDENT, _("Incidents to read"), rows, order=6, reminds=True, alarms=True)]


def _row(entry):
    url = reverse("beneficiaries:diary", args=[entry.household_id])
    return TaskRow(str(entry.household), url, since=timezone.localdate(entry.at), of=entry.pk)

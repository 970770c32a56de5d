"""What the équipe plugs into other pages: today's meeting or the one to close, and a household's own points."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Meeting, MeetingPoint
from wemix import navigation, sockets
from wemix.access import TEAM
from wemix.sockets import Appointment, Panel, Task, TaskRow

LAST_POINTS = 3


def plug():
    sockets.today.plug(meetings)
    sockets.appointments.plug(appointments)
    sockets.household_panels.plug(points_of_household)
    navigation.add(TEAM, gettext_lazy("Équipe"), "referrals:meetings", order=35)


def meetings(user):
    """On its day, for all; afterwards, for who closes it."""
    if not user.is_team:
        return []
    today = timezone.localdate()
    rows = Meeting.objects.visible_to(user).open().filter(day__lte=today)
    return [_task(meeting, today) for meeting in rows if meeting.day == today or user.is_coordinator]


def appointments(user, first, last):
    rows = Meeting.objects.visible_to(user).filter(day__range=(first, last))
    return [Appointment(f"referrals.meeting:{key}", day) for key, day in rows.values_list("pk", "day")]


def _task(meeting, today):
    title = _("Équipe of today") if meeting.day == today else _("Équipe to close: the minutes wait")
    url = reverse("referrals:meeting", args=[meeting.pk])
    row = TaskRow(str(meeting), url, due=meeting.day, note=meeting.place, of=meeting.pk)
    return Task("referrals.meeting", title, (row,), order=4)


def points_of_household(household, user):
    """What the team said of a household last, and the way to the next meeting."""
    if not user.is_team:
        return []
    points = MeetingPoint.objects.visible_to(user).on_agenda().filter(household=household)
    context = {
        "household": household,
        "points": points.select_related("meeting").order_by("-meeting__day", "-pk")[:LAST_POINTS],
    }
    return [Panel(40, "referrals/_meeting_panel.html", context)]

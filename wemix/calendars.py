"""One's days as a calendar that any program reads: "Appointment", when, and a code that tells nothing."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wemix import audit, sockets
from wemix.models import CalendarAddress
from wemix.models.calendar import new_token

BEFORE, AFTER = timedelta(days=30), timedelta(days=180)
HOUR = timedelta(hours=1)


def renew(*, by):
    """A new address: what knew the one before reads nothing any more. Of two clicks at once the second's counts."""
    audit.change("calendar.renew", by, by=by)
    said = {"token": new_token(), "made_at": timezone.now()}
    return CalendarAddress.objects.update_or_create(user=by, defaults=said)[0]


def revoke(*, by):
    CalendarAddress.objects.filter(user=by).delete()
    audit.change("calendar.revoke", by, by=by)


def address_of(token):
    """Whose it is; None if it is nobody's."""
    return CalendarAddress.objects.of_token(token).first()


def calendar_of(address):
    """As bytes. icalendar is imported here: no other page needs it."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//We Mix//IT")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "We Mix")
    today = timezone.localdate()
    for appointment in sockets.appointments.gather(address.user, today - BEFORE, today + AFTER):
        calendar.add_component(_event(appointment, address))
    return calendar.to_ical()


def _event(appointment, address):
    """The code is another one for each address, and so compares with nobody's."""
    from icalendar import Event

    event = Event()
    event.add("uid", salted_hmac("wemix.calendars", f"{address.token} {appointment.key}").hexdigest())
    event.add("dtstamp", timezone.now().astimezone(UTC))
    with translation.override("it"):
        event.add("summary", _("Appointment"))
    event.add("class", "PRIVATE")
    if isinstance(appointment.when, datetime):
        event.add("dtstart", appointment.when.astimezone(UTC))
        event.add("dtend", (appointment.when + HOUR).astimezone(UTC))
    else:
        event.add("dtstart", appointment.when)
        event.add("dtend", appointment.when + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event

"""Doing things on a day that has passed, by the house's own actions."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest import mock

from django.db import connection
from django.utils import timezone

from referrals import notifications
from wemix import mailing
from wemix.models import AuditEntry

STARTED = timezone.now()  # nothing happens later than this: this morning's acts may be of an hour to come


class _Clock(datetime):
    """Stands in for datetime where Django asks what time it is: also for defaults that hold timezone.now itself."""

    moment = None

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


def moment(day, hour=10, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def at(day, hour=10, minute=0):
    return at_moment(moment(day, hour, minute))


@contextmanager
def at_moment(then):
    """Inside, it is that day at that hour, for every action and every time that a row notes by itself."""
    before, _Clock.moment = _Clock.moment, min(then, STARTED)
    try:
        with mock.patch.object(timezone, "datetime", _Clock):
            yield
    finally:
        _Clock.moment = before


OLD_NEWS = timedelta(days=30)
_hearers = notifications._hearers


def _who_still_hears(sides, referral, by):
    """News of a month ago was read and forgotten: there is no need to write it."""
    return _hearers(sides, referral, by) if STARTED - timezone.now() < OLD_NEWS else []


@contextmanager
def in_haste():
    """Leaves out what only a person at a page needs: mails, old news, and the savepoint behind each refusal (one ends
    it all). The log is written in one go."""
    entries = []
    with (
        mock.patch.object(mailing, "write_alarm", lambda user, fact: None),
        mock.patch.object(notifications, "_hearers", _who_still_hears),
        mock.patch.object(connection.features, "uses_savepoints", False),
        mock.patch.object(AuditEntry.objects, "bulk_create", entries.extend),
    ):
        yield
    AuditEntry.objects.bulk_create(entries, batch_size=1000)

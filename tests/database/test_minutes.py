"""The database refuses to change closed minutes, and points of a meeting that are nobody's."""

import pytest
from django.db import transaction

from referrals.actions import meetings
from referrals.models import MeetingPoint
from tests import factories
from tests.database.bare_sql import sql

CHANGES = [
    "UPDATE referrals_meeting SET note = 'altro' WHERE id = %(meeting)s",
    "UPDATE referrals_meeting SET closed_at = NULL, closed_by_id = NULL WHERE id = %(meeting)s",
    "DELETE FROM referrals_meeting WHERE id = %(meeting)s",
    "UPDATE referrals_meetingpoint SET decision = 'altro' WHERE meeting_id = %(meeting)s",
    "UPDATE referrals_meetingpoint SET meeting_id = %(other)s WHERE meeting_id = %(meeting)s",
    "UPDATE referrals_meetingpoint SET meeting_id = %(meeting)s WHERE meeting_id = %(other)s",
    "DELETE FROM referrals_meetingpoint WHERE meeting_id = %(meeting)s",
    "DELETE FROM referrals_meeting_present WHERE meeting_id = %(meeting)s",
    "INSERT INTO referrals_meeting_present (meeting_id, user_id) VALUES (%(meeting)s, %(user)s)",
]


@pytest.mark.parametrize("change", CHANGES)
def test_closed_minutes_stay_as_they_are_whoever_writes(host, rossi, dora, olga, dario, change):
    factories.referral(host, of=rossi, until="submitted", coordinator=dora)
    meeting, other = factories.meeting(dora), factories.meeting(dario)
    meetings.add_point(point=MeetingPoint(meeting=other, title="Altro"), by=dario)
    values = {"meeting": meeting.pk, "other": other.pk, "user": olga.pk}
    assert change.startswith("DELETE FROM referrals_meeting WHERE") or tried(change, values) is None
    meetings.close_meeting(meeting=meeting, by=dora)
    assert sql(change, **values) == "These minutes are closed, and stay as they are."


def tried(change, values):
    """While it is open it may be done; undone at once."""
    with transaction.atomic():
        said = sql(change, **values)
        transaction.set_rollback(True)
    return said


WIRED = [
    "UPDATE referrals_meetingpoint SET household_id = %(household)s WHERE id = %(point)s",
    "UPDATE referrals_meetingpoint SET household_id = NULL, title = 'x' WHERE id = %(point)s",
    "UPDATE referrals_meetingpoint SET referral_id = NULL, household_id = NULL WHERE id = %(point)s",
    "UPDATE referrals_meeting SET closed_at = now() WHERE id = %(meeting)s",
    "INSERT INTO referrals_meeting (host_id, day, place, chair_id, others, note, opened_by_id, opened_at, version)"
    " SELECT host_id, day, '', chair_id, '', '', opened_by_id, now(), 1 FROM referrals_meeting",
]


@pytest.mark.parametrize("change", WIRED)
def test_what_must_not_be_of_a_meeting_is_refused(host, rossi, alice, dora, change):
    factories.referral(host, of=rossi, until="submitted", coordinator=dora)
    meeting = factories.meeting(dora)
    values = {"meeting": meeting.pk, "point": meeting.points.get().pk, "household": factories.household(alice).pk}
    assert sql(change, **values) is not None

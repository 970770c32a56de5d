"""The own calendar at a secret address: days and hours, no names, nothing of protected people; two readers agree."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from beneficiaries.models import Denial, LifeProject, ResidencePermit
from referrals.models import Meeting
from tests.stays import housed, planned_until
from wemix import calendars
from wemix.models import AuditEntry, CalendarAddress

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def address(client):
    """Makes the address of a person, on the page of their choices."""

    def make(user):
        client.force_login(user)
        client.post(reverse("calendar_address"), {"renew": "1"})
        client.logout()
        return reverse("calendar", args=[CalendarAddress.objects.get(user=user).token])

    return make


@pytest.fixture
def stay(alice, host, dora):
    """With a review, an exit and an appointment at the police office to come."""
    return with_days(housed(alice, host, dora))


def with_days(stay):
    household = planned_until(stay, TODAY + 40 * DAY).household
    LifeProject.objects.create(household=household, opened_by=stay.household.worker, next_review_on=TODAY + 10 * DAY)
    ResidencePermit.objects.create(
        person=household.people.first(), household=household, type="ASYLUM", appointment_on=TODAY + 5 * DAY
    )
    return stay


def days(client, url):
    """The days of a calendar, as each of two readers understands them."""
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    first = [event.decoded("dtstart") for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    second = [event.dtstart.value for event in vobject.readOne(answer.content.decode()).contents.get("vevent", [])]
    assert first == second
    return sorted(day for day in first if type(day) is date)


def test_each_has_their_days_and_each_is_called_appointment(client, address, stay, alice, olga, bob, charlie):
    expected = [TODAY + 5 * DAY, TODAY + 10 * DAY, TODAY + 40 * DAY]
    url = address(alice)
    assert days(client, url) == days(client, address(olga)) == expected
    assert days(client, address(bob)) == days(client, address(charlie)) == []
    calendar = client.get(url).content.decode()
    assert calendar.count("SUMMARY:Appuntamento") == calendar.count("SUMMARY") == 3
    assert "DESCRIPTION" not in calendar and "LOCATION" not in calendar and "URL" not in calendar
    for secret in (stay.household.name, stay.household.people.first().last_name):
        assert str(secret) not in calendar


def test_an_hour_is_told_where_there_is_one(client, address, stay, olga):
    declaration = stay.declarations.first()
    found = Calendar.from_ical(client.get(address(olga)).content).walk("VEVENT")
    moments = [event.decoded("dtstart") for event in found if hasattr(event.decoded("dtstart"), "hour")]
    assert moments == ([declaration.due_at.replace(microsecond=0)] if declaration else [])


def test_of_protected_and_denied_people_there_is_nothing(client, address, alice, host, dora, olga, carlo, stay):
    with_days(housed(alice, host, dora, secret=True))
    people = (alice, olga, dora, carlo)
    counts = [len(days(client, address(user))) for user in people]
    assert counts == [3, 3, 3, 1]
    Denial.objects.create(user=olga, person=stay.household.people.first(), household=stay.household, by=dora)
    assert days(client, address(olga)) == []


def test_the_team_has_its_meetings(client, address, dora, olga, host, alice):
    Meeting.objects.create(host=host, day=TODAY + 3 * DAY, chair=dora, opened_by=dora)
    assert days(client, address(olga)) == [TODAY + 3 * DAY] and days(client, address(alice)) == []


def test_a_new_address_ends_the_old_one_and_a_wrong_one_is_like_none(client, address, alice):
    old, new = address(alice), address(alice)
    urls = (old, reverse("calendar", args=["x" * 43]), "/non-esiste.ics")
    wrong = {re.sub("<input type=.hidden.[^>]*>", "", client.get(url).content.decode()) for url in urls}
    assert len(wrong) == 1 and client.get(old).status_code == 404 and client.get(new).status_code == 200
    client.force_login(alice)
    assert new in client.get(reverse("mail_choice")).content.decode()
    client.post(reverse("calendar_address"), {"revoke": "1"})
    assert client.get(new).status_code == 404
    assert AuditEntry.objects.filter(verb="calendar.renew", user_id=alice.pk).count() == 2


def test_who_no_longer_works_here_has_no_calendar_and_each_look_is_in_the_log(client, address, alice):
    url = address(alice)
    client.get(url)
    entry = AuditEntry.objects.get(verb="calendar.read")
    assert (entry.user_id, entry.action) == (alice.pk, "look")
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert client.get(url).status_code == 404


def test_the_codes_tell_nothing_and_are_another_s_for_another_address(client, address, stay, alice, olga):
    def codes(url):
        return {str(event["uid"]) for event in Calendar.from_ical(client.get(url).content).walk("VEVENT")}

    first = address(alice)
    assert codes(first) == codes(first) and len(codes(first)) == 3
    assert not codes(first) & codes(address(olga))


def test_many_days_cost_what_one_does(client, address, stay, alice, host, dora, olga):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            days(client, url)
        return len(seen)

    url = address(olga)
    asked()
    before = asked()
    for _ in range(3):
        with_days(housed(alice, host, dora))
    assert asked() == before


def test_a_calendar_may_be_asked_for_its_head_only(client, address, alice):
    assert client.head(address(alice)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_address(alice):
    def click(_number):
        try:
            return calendars.renew(by=alice)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(list(pool.map(click, range(2)))) == 2
    assert CalendarAddress.objects.filter(user=alice).count() == 1

"""Many who write at once: the database lets one in, and each of the others is told in a sentence."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import AdminShutdown, DeadlockDetected

from housing import actions as homes
from housing.models import PlaceUse
from tests import factories
from tests.database.writers import PATIENCE, at_once
from wemix.sentences import BUSY

pytestmark = pytest.mark.django_db(transaction=True)
NOT_FREE = "This place is not free in these days."
DAY = timedelta(days=1)
TOMORROW = timezone.localdate() + DAY


def held():
    return sorted(PlaceUse.objects.holding().values_list("place", flat=True))


def test_of_many_who_plan_into_few_places_one_each_enters_and_the_others_are_told(host, alice, dora):
    places = [factories.flat(host) for _ in range(3)]
    rows = [(factories.household(alice), place) for _ in range(4) for place in places]

    def plan(row):
        of, place = row
        homes.plan_stay(household=of, host=host, places=[place], entry_on=TOMORROW, until=None, by=dora)

    assert Counter(at_once(plan, rows)) == {None: 3, NOT_FREE: 9}
    assert held() == [place.pk for place in places]


def close_each(rows, then):
    """Close each place from its day to the next; after the first of them, `then`."""
    with transaction.atomic():
        for number, (place, day) in enumerate(rows):
            ends_on = day + DAY
            PlaceUse.objects.create(place=place, kind="closure", reason="Prova", starts_on=day, ends_on=ends_on)
            if number == 0:
                then()


def test_who_takes_nights_of_a_flat_waits_for_who_is_taking_others(home):
    """Else each would wait for the other, as soon as each had taken a night that the other wants."""
    nights, meet = [(home, TOMORROW), (home, TOMORROW + DAY)], Barrier(2)

    def a_moment():
        with suppress(BrokenBarrierError):  # the other does not come: it waits
            meet.wait(timeout=1)

    told = at_once(lambda rows: close_each(rows, a_moment), [nights, nights[::-1]])
    assert set(told) == {None, NOT_FREE}


def test_who_stands_in_another_s_way_is_asked_to_send_again(host):
    """Each takes the flat that the other wants next: one of them goes on."""
    both, halfway = [(factories.flat(host), TOMORROW) for _ in range(2)], Barrier(2, timeout=PATIENCE)
    assert set(at_once(lambda rows: close_each(rows, halfway.wait), [both, both[::-1]])) == {None, str(BUSY)}
    assert held() == [place.pk for place, _ in both]


def test_a_page_asks_so_too_and_a_server_that_has_gone_is_no_refusal(client, host, alice, dora, home, monkeypatch):
    stay = factories.referral(host, worker=alice, until="housed", coordinator=dora, place=home).stay
    stay.refresh_from_db()
    url, typed = reverse("housing:replan", args=[stay.pk]), {"version": stay.version, "planned_until": TOMORROW}
    client.force_login(dora)

    def replan(error):
        def act(**said):
            raise OperationalError from error

        monkeypatch.setattr("housing.actions.replan_stay", act)
        return client.post(url, typed)

    answer = replan(DeadlockDetected())
    assert answer.status_code == 422
    assert "Qui non si è salvato nulla: inviare di nuovo." in answer.content.decode()
    with pytest.raises(OperationalError):
        replan(AdminShutdown())

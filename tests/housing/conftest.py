"""What several files about homes begin with."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from housing.models import Stay
from tests.factories import flat, household, referral

DAY = timedelta(days=1)


@pytest.fixture
def months():
    """The first days of this month and of the eleven before it, the oldest first."""
    today = timezone.localdate()
    index = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(index - 11, index + 1)]


@pytest.fixture
def lived_since():
    """Writes since when a stay runs, past the actions."""

    def write(stay, day):
        for use in stay.uses.all():
            use.occupants.update(starts_on=day)
        stay.uses.update(starts_on=day)
        Stay.objects.filter(pk=stay.pk).update(started_on=day, planned_from=day)
        stay.refresh_from_db()
        return stay

    return write


@pytest.fixture
def long_stay(host, alice, dora, months, lived_since):
    """One that runs since eleven months."""
    made = referral(host, worker=alice, until="housed", coordinator=dora, place=flat(host)).stay
    return lived_since(made, months[0] + 4 * DAY)


@pytest.fixture
def housed(host, alice, dora):
    """A household that has its keys."""

    def make(place=None, until="housed", **who):
        of = household(alice, **{"size": 3} | who)
        return referral(host, of=of, until=until, coordinator=dora, place=place or flat(host)).stay

    return make

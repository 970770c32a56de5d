"""What a page needs to know it asks the database once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.stays import housed, planned_until

OF_THE_TRANSACTION = ("SAVEPOINT", "RELEASE", "SELECT set_config")


@pytest.fixture
def stay(alice, host, dora):
    """Beyond its planned exit: there is something to say of it on every page."""
    return planned_until(housed(alice, host, dora), timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("who", ["alice", "olga", "dora"])
@pytest.mark.parametrize("place", ["home", "household"])
def test_nothing_is_asked_twice(client, request, stay, who, place):
    client.force_login(request.getfixturevalue(who))
    address = reverse("home") if place == "home" else reverse("beneficiaries:household", args=[stay.household_id])
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    asked = Counter(each["sql"] for each in seen if not each["sql"].startswith(OF_THE_TRANSACTION))
    assert [sql for sql, times in asked.items() if times > 1] == []

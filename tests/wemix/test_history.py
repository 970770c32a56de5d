"""Values before and after each change are kept by triggers, with who made it."""

import pytest
from django.urls import reverse

from beneficiaries.models import Person

pytestmark = pytest.mark.django_db


def test_a_change_keeps_what_stood_before(rossi):
    person = rossi.people.first()
    Person.objects.filter(pk=person.pk).update(first_name="Nuovonome")
    kept = list(person.history.order_by("pgh_id").values_list("first_name", flat=True))
    assert kept == [person.first_name, "Nuovonome"]


def test_a_change_by_a_page_says_who_made_it(client, rossi, host, alice):
    client.force_login(alice)
    data = {"host": host.pk, "main_reason": "HEALTH", "sleeps_now": "Dalla nonna", "agreement": "YES"}
    client.post(reverse("referrals:write", args=[rossi.pk]), data)
    change = rossi.referrals.get().history.get()
    assert change.pgh_context.metadata["user"] == alice.pk

"""The request to stay longer is written beforehand from the goals, edited by hand, and read by who decides."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import LifeProject
from housing.models import Extension
from tests import factories
from tests.beneficiaries.life import goal_of
from tests.stays import DAY, housed


@pytest.fixture
def stay(alice, host, dora, olga):
    stay = housed(alice, host, dora, place=factories.flat(host))
    project = LifeProject(household=stay.household)
    people.open_life_project(project=project, by=olga)
    goal_of(project, olga, title="Firma il contratto di lavoro")
    return stay


def test_the_request_is_written_beforehand_edited_and_read_by_who_decides(client, stay, olga, dora, alice, carlo):
    address = reverse("housing:step", args=[stay.pk, "ask_extension"])
    client.force_login(olga)
    shown = client.get(address).content.decode()
    assert "Il tempo in più serve per: Firma il contratto di lavoro." in shown
    said = {"asked_by": "household", "reason": "WORK", "until": timezone.localdate() + 300 * DAY, "text": "A mano"}
    client.post(address, {"once": str(uuid.uuid4()), "version": stay.version} | said)
    assert Extension.objects.get().text == "A mano"
    for reader, reads in ((dora, True), (alice, True), (carlo, False)):
        client.force_login(reader)
        assert ("A mano" in client.get(reverse("housing:stay", args=[stay.pk])).content.decode()) == reads, reader.role


def test_it_may_be_left_out(client, stay, olga):
    client.force_login(olga)
    said = {"asked_by": "household", "reason": "WORK", "until": timezone.localdate() + 300 * DAY, "text": ""}
    address = reverse("housing:step", args=[stay.pk, "ask_extension"])
    client.post(address, {"once": str(uuid.uuid4()), "version": stay.version} | said)
    assert Extension.objects.get().text == ""

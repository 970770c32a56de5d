"""Two files of one human: linked after a look, refused where both have a bed on one night, taken apart again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries.models import Person
from housing import actions as housing
from tests.factories import flat, household, referral

TODAY = timezone.localdate()


@pytest.fixture
def twice(host, alice, charlie, dora):
    """One man, known to two bodies, each of which referred him."""
    of = {"first_name": "Omar", "last_name": "Duevoltefinti", "sex": "M"}
    both = [household(worker, **of) for worker in (alice, charlie)]
    for each in both:
        referral(host, of=each, until="submitted")
    return [each.people.get() for each in both]


def link(client, one, other):
    url = f"/persone/{one.pk}/altra-scheda/?other={other.pk}"
    return client.get(url), client.post(url, {})


def test_what_would_count_as_one_is_shown_before(client, dora, twice):
    one, other = twice
    client.force_login(dora)
    choose = client.get(f"/persone/{one.pk}/altra-scheda/")
    assert [key for key, _label in choose.context["form"].fields["other"].choices] == [other.pk]
    looked, sent = link(client, one, other)
    assert [file.referrals for file in looked.context["files"]] == [1, 1]
    assert sent.status_code == 302
    assert len(set(Person.objects.filter(pk__in=[one.pk, other.pk]).values_list("human", flat=True))) == 1


def test_they_are_taken_apart_again(client, dora, twice):
    one, other = twice
    client.force_login(dora)
    link(client, one, other)
    page = client.get(f"/nuclei/{one.household_id}/componenti/{one.pk}/").content.decode()
    assert f"/persone/{one.pk}/separa/" in page
    assert client.post(f"/persone/{one.pk}/separa/", {}).status_code == 302
    assert len(set(Person.objects.filter(pk__in=[one.pk, other.pk]).values_list("human", flat=True))) == 2
    assert "Nessun" in client.get(f"/persone/{one.pk}/separa/").content.decode()


def test_two_beds_on_one_night_are_two_people(client, dora, host, twice):
    for person in twice:
        stay = housing.plan_stay(
            household=person.household, host=host, places=[flat(host)], entry_on=TODAY, until=None, by=dora
        )
        housing.hand_over_keys(stay=stay, on=TODAY - timedelta(days=2), by=dora)
    client.force_login(dora)
    _looked, sent = link(client, *twice)
    assert sent.status_code == 422
    assert "ha già un letto in queste notti" in sent.content.decode()


def test_each_body_goes_on_seeing_its_own_alone(client, dora, alice, charlie, twice):
    one, other = twice
    client.force_login(dora)
    link(client, one, other)
    for user, own in ((alice, one), (charlie, other)):
        assert list(Person.objects.visible_to(user).filter(last_name="Duevoltefinti")) == [own]
        client.force_login(user)
        assert client.get(f"/persone/{own.pk}/altra-scheda/").status_code == 403


def test_a_file_of_another_host_is_not_offered(client, dario, twice):
    client.force_login(dario)
    assert client.get(f"/persone/{twice[0].pk}/altra-scheda/").status_code == 404

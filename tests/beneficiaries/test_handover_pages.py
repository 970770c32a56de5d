"""A household passes to a colleague at once, to another body by an act of both."""

import pytest
from django.urls import reverse

from beneficiaries.models import Handover, Household
from tests.factories import UserFactory
from wemix import sockets


def url(name, key):
    return reverse(f"beneficiaries:{name}", args=[key])


def as_(client, user):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def asked(client, alice, charlie, rossi):
    typed = {"to_organisation": charlie.organisation_id, "note": "Si trasferiscono"}
    as_(client, alice).post(url("to_body", rossi.pk), typed)
    return Handover.objects.get()


def test_a_colleague_takes_over_with_a_substitute(client, alice, bob, rossi):
    answer = as_(client, alice).post(
        url("to_colleague", rossi.pk), {"worker": bob.pk, "substitute": alice.pk, "version": rossi.version}
    )
    rossi.refresh_from_db()
    assert (answer.status_code, rossi.worker, rossi.substitute) == (302, bob, alice)


def test_only_active_social_workers_of_the_own_body_are_offered(client, alice, bob, charlie, rossi):
    gone = UserFactory(organisation=alice.organisation, is_active=False)
    for worker in (charlie, gone):
        answer = as_(client, alice).post(url("to_colleague", rossi.pk), {"worker": worker.pk, "version": rossi.version})
        assert answer.status_code == 422
    twice = client.post(
        url("to_colleague", rossi.pk), {"worker": bob.pk, "substitute": bob.pk, "version": rossi.version}
    )
    assert twice.status_code == 422


def test_who_hands_over_what_a_colleague_handed_over_meanwhile_is_told_to_whom(client, alice, bob, rossi):
    third = UserFactory(first_name="Carla", organisation=alice.organisation)
    as_left_open = {"worker": bob.pk, "version": rossi.version}
    as_(client, alice).post(url("to_colleague", rossi.pk), {"worker": third.pk, "version": rossi.version})
    answer = as_(client, third).post(url("to_colleague", rossi.pk), as_left_open)
    (line,) = answer.context["form"].stale
    assert (answer.status_code, line["saved"], line["typed"]) == (422, str(third), str(bob))


def test_until_it_accepts_the_other_body_reads_a_name_and_no_file(client, charlie, rossi, asked):
    shown = as_(client, charlie).get(url("handover", asked.pk)).content.decode()
    assert rossi.name in shown and "Si trasferiscono" in shown
    assert client.get(url("household", rossi.pk)).status_code == 404


def test_who_accepts_is_in_charge(client, charlie, rossi, asked):
    answer = as_(client, charlie).post(url("handover", asked.pk), {"answer": "accept"})
    rossi.refresh_from_db()
    assert (rossi.organisation, rossi.worker) == (charlie.organisation, charlie)
    assert client.get(answer.url).status_code == 200
    assert client.get(url("handover", asked.pk)).status_code == 404


def test_what_is_declined_stays_where_it_is(client, alice, charlie, rossi, asked):
    as_(client, charlie).post(url("handover", asked.pk), {"answer": "decline"})
    assert Household.objects.get(pk=rossi.pk).worker == alice
    assert client.get(url("household", rossi.pk)).status_code == 404


def test_an_answer_without_a_button_is_none(client, charlie, asked):
    assert as_(client, charlie).post(url("handover", asked.pk), {}).status_code == 422


def test_who_asked_may_take_it_back_until_it_is_answered(client, alice, charlie, rossi, asked):
    assert as_(client, charlie).post(url("handover_take_back", asked.pk)).status_code == 403
    page = as_(client, alice).get(url("household", rossi.pk)).content.decode()
    assert url("handover_take_back", asked.pk) in page
    assert client.post(url("handover_take_back", asked.pk)).status_code == 302
    assert Household.objects.get(pk=rossi.pk).worker == alice
    assert as_(client, charlie).get(url("handover", asked.pk)).status_code == 404
    assert as_(client, alice).post(url("handover_take_back", asked.pk)).status_code == 404


def test_nobody_answers_for_the_other_body(client, alice, asked):
    assert as_(client, alice).post(url("handover", asked.pk), {"answer": "accept"}).status_code == 403


def test_a_household_is_not_asked_about_twice(client, alice, rossi, asked):
    typed = {"to_organisation": asked.to_organisation_id}
    assert as_(client, alice).post(url("to_body", rossi.pk), typed).status_code == 422


def test_who_is_to_answer_finds_it_in_the_work_of_today(alice, charlie, rossi, asked):
    labels = [row.label for task in sockets.today.gather(charlie) for row in task.rows]
    assert rossi.name in labels
    assert rossi.name not in [row.label for task in sockets.today.gather(alice) for row in task.rows]


@pytest.mark.parametrize("who", ["dora", "olga", "mara"])
def test_hosting_people_hand_nothing_over(client, request, who, rossi):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url("to_colleague", rossi.pk)).status_code == 403

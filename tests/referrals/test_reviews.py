"""A refusal weighed again: asked by the sender, decided by another person, told on the page and in the letter."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from referrals import actions
from referrals.models import DecisionReview, Referral, Update
from referrals.plugs.answers import tasks
from referrals.states import State
from tests.factories import UserFactory, household, referral
from wemix.access import Role
from wemix.sentences import sentence_for


@pytest.fixture
def dina(host):
    return UserFactory(first_name="Dina", last_name="Riesamina", organisation=host, role=Role.COORDINATOR)


@pytest.fixture
def refused(host, rossi, dora, dina):
    return referral(host, of=rossi, until="not_eligible", coordinator=dora)


@pytest.fixture
def reviewed(refused, alice):
    return actions.ask_for_review(referral=refused, text="Il tirocinio è cominciato", by=alice)


def step(referral, name):
    return reverse("referrals:step", args=[referral.pk, name])


def test_the_sender_asks_and_both_sides_hear(client, refused, alice, dora, dina):
    Update.objects.all().delete()
    client.force_login(alice)
    assert client.post(step(refused, "ask_review"), {"text": "Il tirocinio è cominciato"}).status_code == 302
    now, review = Referral.objects.get(), DecisionReview.objects.get()
    assert (now.state, now.decided_by, now.closed_at, now.not_eligible_reason) == (State.IN_REVIEW, None, None, "")
    assert (review.text, review.asked_by, review.decided_first_by) == ("Il tirocinio è cominciato", alice, dora)
    assert set(Update.objects.values_list("user", flat=True)) == {dora.pk, dina.pk}


def test_the_coordinator_may_ask_on_behalf(refused, dora, alice):
    actions.ask_for_review(referral=refused, text="Chiesto al telefono", by=dora)
    assert Update.objects.filter(user=alice, what="ask_review").exists()


def test_why_is_said(client, refused, alice):
    client.force_login(alice)
    assert client.post(step(refused, "ask_review"), {"text": " "}).status_code == 422
    assert not DecisionReview.objects.exists()


def test_who_decided_first_is_offered_no_decision_and_is_refused_one(client, reviewed, dora):
    client.force_login(dora)
    client.cookies["django_language"] = "en"
    led_back = client.get(step(reviewed, "eligible"), follow=True)
    assert led_back.redirect_chain and "it is for another person" in led_back.content.decode()
    answer = client.post(step(reviewed, "eligible"), {"urgency": 3})
    assert answer.status_code == 422 and "it is for another person" in answer.content.decode()
    for decide in (
        lambda: actions.put_on_waiting_list(referral=reviewed, by=dora, urgency=3),
        lambda: actions.find_not_eligible(referral=reviewed, by=dora, reason="OTHER", letter="…"),
    ):
        with pytest.raises(ValidationError):
            decide()
    assert Referral.objects.get().state == State.IN_REVIEW


def test_a_colleague_decides_and_the_review_is_closed(client, reviewed, dina, dora):
    client.force_login(dina)
    assert client.post(step(reviewed, "eligible"), {"urgency": 3}).status_code == 302
    review = DecisionReview.objects.get()
    assert (Referral.objects.get().state, review.decided_by) == (State.WAITING, dina)
    back = actions.weigh_again(referral=Referral.objects.get(), by=dora)  # a later decision is anybody's again
    assert actions.put_on_waiting_list(referral=back, by=dora, urgency=3).decided_by == dora


def test_the_review_waits_for_the_colleague_and_is_told_to_who_decided(reviewed, dora, dina):
    def shown(user):
        return [task.mine for task in tasks(user) if "another person decides" in task.title and task.rows]

    assert (shown(dina), shown(dora)) == ([True], [False])
    actions.put_on_waiting_list(referral=reviewed, by=dina, urgency=3)
    assert shown(dina) == shown(dora) == []


def test_page_and_letter_say_who_decided_and_who_decides(client, reviewed, alice, dora, dina):
    client.force_login(alice)
    page = client.get(reverse("referrals:detail", args=[reviewed.pk])).content.decode()
    assert "Il tirocinio è cominciato" in page and dora.get_full_name() in page
    client.force_login(dina)
    page = client.get(f"{step(reviewed, 'not_eligible')}?reason=NEEDS_MORE_CARE")
    assert "Il tirocinio è cominciato" in page.content.decode()
    draft = page.context["form"].initial["letter"]
    assert f"La prima decisione è stata presa da {dora}; questa da un'altra persona." in draft


def test_upheld_it_may_be_asked_once_more_of_a_third_person(reviewed, alice, dora, dina):
    upheld = actions.find_not_eligible(referral=reviewed, by=dina, reason="OTHER", letter="Confermiamo")
    again = actions.ask_for_review(referral=upheld, text="Ancora", by=alice)
    for decider in (dora, dina):
        with pytest.raises(ValidationError):
            actions.put_on_waiting_list(referral=again, by=decider, urgency=3)


def test_one_who_was_referred_again_meanwhile_has_one_open_referral(refused, host, rossi, alice):
    actions.open_referral(household=rossi, host=host, by=alice)
    with pytest.raises(IntegrityError) as refusal:
        actions.ask_for_review(referral=refused, text="Anche questa", by=alice)
    assert "has an open referral" in str(sentence_for(refusal.value))


def test_a_colleague_reads_no_review_of_a_protected_household(client, host, alice, bob, dora):
    hidden = household(alice, secret=True)
    made = referral(host, of=hidden, until="reviewed", coordinator=dora)
    client.force_login(bob)
    assert "La situazione è cambiata" not in client.get(reverse("referrals:detail", args=[made.pk])).content.decode()

"""Ways in that somebody tried: each was open once, or could easily have been."""

import uuid
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from beneficiaries import actions as people
from beneficiaries.models import Denial, DiaryEntry
from housing.models import Occupant, Stay
from referrals import actions as talk
from referrals.models import Message, Proposal, ReferralEvent, Update
from tests.factories import flat, household, referral

pytestmark = pytest.mark.django_db
LIST = "/segnalazioni/"


@pytest.fixture
def secret(alice):
    """A household with a secret address, in charge of Alice."""
    return household(alice, secret=True, last_name="Segretofinti")


@pytest.fixture
def as_(client):
    def sign_in(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return sign_in


def post(browser, url, **said):
    return browser.post(url, {"once": str(uuid.uuid4()), **said})


# A protected household, for a colleague of its named worker


def test_nobody_takes_a_protected_household_over_to_see_where_it_lives(as_, bob, alice, secret, other_polo):
    url = reverse("beneficiaries:to_colleague", args=[secret.pk])
    assert post(as_(bob), url, worker=bob.pk).status_code == 403
    asked = post(as_(bob), reverse("beneficiaries:to_body", args=[secret.pk]), to_organisation=other_polo.pk)
    assert asked.status_code == 403
    secret.refresh_from_db()
    assert secret.worker == alice and not secret.handovers.exists()


def test_the_named_worker_and_her_substitute_hand_a_protected_household_over(as_, bob, alice, secret):
    url = reverse("beneficiaries:to_colleague", args=[secret.pk])
    assert post(as_(alice), url, worker=alice.pk, substitute=bob.pk).status_code == 302
    assert post(as_(bob), url, worker=bob.pk).status_code == 302
    secret.refresh_from_db()
    assert secret.worker == bob


def test_where_the_named_worker_is_gone_a_colleague_steps_in(as_, bob, alice, secret):
    alice.is_active = False
    alice.save()
    assert post(as_(bob), reverse("beneficiaries:to_colleague", args=[secret.pk]), worker=bob.pk).status_code == 302


@pytest.fixture
def three_states(alice, dora, host):
    """The protected household is housed; of two open ones, one comes before it by state and one after."""
    rows = {}
    for name, until, hidden in [
        ("Primafinti", "accepted", False),
        ("Segreti", "housed", True),
        ("Zeta", "waiting", False),
    ]:
        of = household(alice, secret=hidden, last_name=name)
        rows[name] = referral(host, of=of, until=until, coordinator=dora, place=flat(host))
    return rows


def order_of(answer, names):
    words = answer.content.decode()
    return sorted(names, key=words.index)


def test_sorting_by_state_does_not_tell_where_a_protected_household_stands(as_, bob, three_states):
    told = order_of(as_(bob).get(LIST, {"sort": "state"}), three_states)
    assert told == ["Primafinti", "Zeta", "Segreti"], "by state it would stand in the middle"


def test_the_urgency_of_a_protected_household_is_not_told(as_, bob, alice, dora, host, secret):
    """Only who is on the waiting list has one: it would tell that the team decided."""
    sent = referral(host, of=secret, until="waiting", coordinator=dora)
    sent.urgency, sent.urgency_reason, sent.urgency_until = 1, "Minacce recenti", date(2030, 1, 1)
    sent.save()
    browser = as_(bob)
    assert "Segretofinti" not in browser.get(LIST, {"urgency": 1}).content.decode()
    assert "Segretofinti" in browser.get(LIST).content.decode()
    assert "Minacce recenti" not in browser.get(f"{LIST}{sent.pk}/").content.decode()
    assert "emergenza" not in browser.get(f"{LIST}{sent.pk}/").content.decode()
    assert "Minacce recenti" in as_(alice).get(f"{LIST}{sent.pk}/").content.decode()


def test_whether_a_protected_referral_is_over_is_not_told_by_offering_another(as_, bob, dora, host, secret):
    refer = reverse("referrals:write", args=[secret.pk])
    page = reverse("beneficiaries:household", args=[secret.pk])
    for until in ("waiting", "not_eligible"):
        secret.referrals.filter(state="waiting").update(state="withdrawn")
        referral(host, of=secret, until=until, coordinator=dora)
        assert refer not in as_(bob).get(page).content.decode()
        assert as_(bob).get(refer).status_code == 404


def test_news_of_a_protected_household_are_for_its_named_worker_alone(
    bob, dora, host, secret, django_capture_on_commit_callbacks
):
    secret.substitute = bob
    secret.save()
    with django_capture_on_commit_callbacks(execute=True):
        sent = referral(host, of=secret, until="waiting", coordinator=dora)
    assert not bob.updates.exists()
    assert not any(bob.email in letter.to for letter in mail.outbox)
    Update.objects.create(user=bob, referral=sent, household=secret, what="propose")  # from before it was protected
    assert not Update.objects.visible_to(bob).exists()
    assert not Message.objects.visible_to(bob).exists()
    assert ReferralEvent.objects.exists() and not ReferralEvent.objects.visible_to(bob).exists()


# Two hosts weigh one household


@pytest.fixture
def housed(rossi, dora, host, home):
    return referral(host, of=rossi, until="housed", coordinator=dora, place=home)


def test_another_host_sees_nothing_of_a_stay_that_is_not_its_own(
    as_, alice, dora, dario, host, other_host, housed, rossi
):
    referral(other_host, of=rossi, until="submitted")
    asked = Message.objects.create(referral=housed, household=rossi, kind="question", text="?", by=dora)
    for model in (Stay, Occupant, Proposal, Message, ReferralEvent):
        assert model.objects.visible_to(dora).exists() and model.objects.visible_to(alice).exists()
        rows = model.objects.visible_to(dario)
        assert not (rows.filter(referral=housed) if hasattr(model, "referral") else rows).exists(), model
    browser = as_(dario)
    assert browser.get(reverse("housing:stay", args=[housed.stay_id])).status_code == 404
    assert post(browser, reverse("housing:replan", args=[housed.stay_id])).status_code == 404
    assert browser.get(reverse("referrals:proposal", args=[housed.proposals.get().pk])).status_code == 404
    assert browser.get(reverse("referrals:answer", args=[asked.pk])).status_code == 404


def test_what_a_host_shares_with_the_sender_is_not_shared_with_another_host(
    alice, dora, dario, other_host, housed, rossi
):
    referral(other_host, of=rossi, until="submitted")
    for author in (dora, alice):
        people.write_diary(entry=DiaryEntry(household=rossi, text="Nota", readers="sender"), by=author)
    assert [entry.by for entry in DiaryEntry.objects.visible_to(dario)] == [alice]
    assert DiaryEntry.objects.visible_to(alice).count() == 2


# A body that handed the household over


def test_who_handed_a_household_over_moves_and_writes_nothing_more(as_, alice, charlie, other_polo, dora, host, rossi):
    sent = referral(host, of=rossi, until="asked", coordinator=dora)
    asked = people.ask_handover(household=rossi, to_organisation=other_polo, note="", by=alice)
    people.answer_handover(handover=asked, accepted=True, by=charlie)
    browser = as_(alice)
    assert browser.get(f"{LIST}{sent.pk}/").status_code == 200
    addresses = [
        reverse("referrals:step", args=[sent.pk, "withdraw"]),
        reverse("referrals:edit", args=[sent.pk]),
        reverse("referrals:message", args=[sent.pk]),
        reverse("referrals:answer", args=[sent.messages.get().pk]),
        reverse("referrals:write", args=[rossi.pk]),
        reverse("beneficiaries:diary_add", args=[rossi.pk]),
        reverse("beneficiaries:diary", args=[rossi.pk]),
    ]
    for url in addresses:
        assert post(browser, url, text="Da chi non segue più", note="").status_code in (403, 404), url
    sent.refresh_from_db()
    assert sent.state == "asked" and not rossi.diary.exists()
    assert as_(charlie).get(reverse("referrals:step", args=[sent.pk, "withdraw"])).status_code == 200


# Who is kept away from a person


def test_who_is_kept_away_does_not_take_the_household_over(as_, alice, charlie, other_polo, dora, rossi):
    asked = people.ask_handover(household=rossi, to_organisation=other_polo, note="", by=alice)
    Denial.objects.create(user=charlie, person=rossi.people.first(), household=rossi, by=dora)
    browser = as_(charlie)
    assert "Rossifinti" not in browser.get("/").content.decode()
    assert browser.get(reverse("beneficiaries:handover", args=[asked.pk])).status_code == 404


def test_who_is_kept_away_gets_no_news(alice, dora, host, rossi):
    sent = referral(host, of=rossi, until="submitted")
    Denial.objects.create(user=alice, person=rossi.people.first(), household=rossi, by=dora)
    Update.objects.all().delete()
    talk.write(referral=sent, by=dora, text="Novità")
    assert not alice.updates.exists()

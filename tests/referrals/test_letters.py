"""Letters: which published rule decided, what can change it, who answers, how to have it weighed again."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from beneficiaries.models import LivesApart
from referrals import actions, rulebooks
from referrals.models import Letter, RulebookVersion, Update
from referrals.papers.letters import WHAT_IT_MEANS, not_eligible_letter, waiting_letter
from tests.factories import flat, need, referral
from wemix.models import Draft


@pytest.fixture
def waiting(host, rossi, dora):
    need(rossi, "SHARED", "NO")
    return referral(host, of=rossi, until="waiting", coordinator=dora, planned_days=90)


@pytest.fixture
def refused(host, rossi, dora):
    return referral(host, of=rossi, until="not_eligible", coordinator=dora)


@pytest.mark.parametrize("reason", WHAT_IT_MEANS)
def test_a_refusal_says_its_rule_what_changes_it_whom_to_call_and_the_review(refused, dora, reason):
    with override("it"):
        why, change = map(str, WHAT_IT_MEANS[reason])
    letter = not_eligible_letter(refused, dora, reason)
    assert why in letter and change in letter and dora.get_full_name() in letter
    assert "entro 30 giorni" in letter and "un'altra persona" in letter


def test_a_reason_of_one_s_own_leaves_its_words_to_be_written(refused, dora):
    assert "…" in not_eligible_letter(refused, dora, "OTHER")


def test_who_waits_is_told_the_published_order_and_its_version(waiting, dora):
    version = RulebookVersion(order=["people", "emergency", "high", "waiting"], guard_days=60, why="Prova")
    rulebooks.publish(version=version, after=0, by=dora)
    letter = waiting_letter(waiting, dora)
    assert "versione 1" in letter and "Ogni 60 giorni" in letter
    assert letter.index("numero di persone") < letter.index("le emergenze") < letter.index("giorni di attesa.")


def test_who_waits_is_told_which_rules_say_no_to_how_many_homes(waiting, dora, host):
    for _ in range(2):
        flat(host, beds=2)
    letter = waiting_letter(waiting, dora)
    assert "nessuno dei nostri 2 alloggi" in letter and "posti letto (2)" in letter


def test_who_waits_is_told_that_a_home_would_suit(waiting, dora, home):
    assert "1 dei nostri 1 alloggi" in waiting_letter(waiting, dora)


def test_who_waits_is_told_which_answer_is_lacking(waiting, dora, host):
    flat(host, step_free="NO")
    assert "Serve un alloggio senza gradini" in waiting_letter(waiting, dora)


def test_who_waits_is_told_what_they_could_change_and_what_it_would_open(waiting, dora, host):
    flat(host, max_stay_days=30)
    letter = waiting_letter(waiting, dora)
    assert "60 giorni" in letter and "Così sarebbe adatto 1 alloggio." in letter


def test_no_letter_tells_of_people_to_keep_apart(waiting, dora, host, alice):
    taken = flat(host)
    other = referral(host, worker=alice, until="housed", coordinator=dora, place=taken)
    LivesApart.objects.create(household=other.household, other_household=waiting.household, by=dora)
    letter = waiting_letter(waiting, dora)
    assert str(other.household) not in letter and "separat" not in letter.lower()


def write(client, referral, **said):
    return client.post(reverse("referrals:write_letter", args=[referral.pk]), said)


def test_a_letter_is_drafted_changed_and_kept_as_sent(client, waiting, dora, alice):
    client.force_login(dora)
    page = client.get(reverse("referrals:write_letter", args=[waiting.pk]))
    assert page.context["form"].initial["text"] == waiting_letter(waiting, dora)
    write(client, waiting, text="Gentile collega, il nucleo è in lista.")
    kept = Letter.objects.get()
    assert (kept.kind, kept.text, kept.by) == ("waiting", "Gentile collega, il nucleo è in lista.", dora)
    assert Update.objects.filter(user=alice, what="letter").exists()
    client.force_login(alice)
    assert kept.text in client.get(reverse("referrals:letter", args=[kept.pk])).content.decode()
    assert (
        reverse("referrals:letter", args=[kept.pk])
        in client.get(reverse("referrals:detail", args=[waiting.pk])).content.decode()
    )


def test_a_second_letter_leaves_the_first_one_as_it_is(client, waiting, dora):
    client.force_login(dora)
    write(client, waiting, text="La prima")
    write(client, waiting, text="La seconda")
    assert list(Letter.objects.values_list("text", flat=True)) == ["La seconda", "La prima"]


def test_the_step_that_refuses_sends_its_letter(refused):
    letter = refused.letters.get()
    assert (letter.kind, letter.text) == ("not_eligible", "Gentile collega…")


def test_the_reason_is_picked_before_the_letter_is_drafted(client, host, rossi, dora):
    made = referral(host, of=rossi, until="in_review", coordinator=dora)
    client.force_login(dora)
    page = client.get(reverse("referrals:step", args=[made.pk, "not_eligible"]), {"reason": "NEEDS_MORE_CARE"})
    assert page.context["form"].initial["reason"] == "NEEDS_MORE_CARE"
    assert "assistenza maggiore" in page.context["form"].initial["letter"]


def test_no_letter_goes_with_a_gap_or_without_a_reason(client, host, rossi, dora):
    made = referral(host, of=rossi, until="in_review", coordinator=dora)
    client.force_login(dora)
    for said in ({"reason": "OTHER", "letter": "Perché …"}, {"reason": "", "letter": "Gentile collega"}):
        answer = client.post(reverse("referrals:step", args=[made.pk, "not_eligible"]), said)
        assert answer.status_code == 422 and answer.context["form"].errors
    assert not made.letters.exists()


def test_with_the_letter_that_goes_the_drafts_for_other_reasons_are_dropped(client, host, rossi, dora):
    made = referral(host, of=rossi, until="in_review", coordinator=dora)
    address = reverse("referrals:step", args=[made.pk, "not_eligible"])
    for reason in ("OTHER", "LEGAL_STATUS"):
        Draft.objects.create(user=dora, form=f"{address}?reason={reason}", data={})
    client.force_login(dora)
    client.post(f"{address}?reason=OTHER", {"reason": "OTHER", "letter": "Gentile collega"})
    assert made.letters.exists() and not Draft.objects.exists()


def test_no_letter_is_written_where_nothing_was_decided(client, host, rossi, dora):
    made = referral(host, of=rossi, until="submitted")
    client.force_login(dora)
    assert client.get(reverse("referrals:write_letter", args=[made.pk])).status_code == 404
    with pytest.raises(ValidationError):
        actions.send_letter(referral=made, text="x", by=dora)

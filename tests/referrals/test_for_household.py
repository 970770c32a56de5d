"""The paper for the household: its own facts, in plain words; never others', never a rank, never a secret home."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from beneficiaries.vocabularies import NotEligibleReason
from referrals import actions
from referrals.matching.ranking import HIDDEN
from referrals.matching.rules import RULES
from referrals.papers.for_household import WHY_NOT, WHY_NOT_NOW, paper_for_household
from referrals.states import State
from tests.factories import flat, household, need, referral


def words(referral):
    """Every sentence of the paper, in one string."""
    paper = paper_for_household(referral, timezone.localdate())
    return " ".join(
        part
        for section in paper["sections"]
        for part in (section["title"], *section["text"], *(cell for fact in section["facts"] for cell in fact))
    )


@pytest.fixture
def at(host, rossi, dora, home):
    return lambda state, of=None: referral(host, of=of or rossi, until=state, coordinator=dora, place=home)


@pytest.mark.parametrize("state", [*[s for s in State.values if s != "draft"], "parked", "reviewed", "declined"])
def test_at_every_state_it_says_what_happens_who_answers_and_how_to_disagree(at, state, alice, host):
    made = at(state)
    paper = paper_for_household(made, timezone.localdate())
    titles = [section["title"] for section in paper["sections"]]
    assert titles[-3:] == ["What happens now", "Who answers you", "If you do not agree"]
    assert all(section["text"] or section["facts"] for section in paper["sections"])
    said = words(made)
    assert alice.get_full_name() in said and host.name in said and "complaint" in said


@pytest.mark.parametrize("reason", NotEligibleReason.values)
def test_a_refusal_is_told_to_the_household_itself_and_never_names_violence(at, reason):
    made = at("not_eligible")
    made.not_eligible_reason = reason
    with override("it"):
        said, official = words(made), str(NotEligibleReason(reason).label)
    assert "Adesso non possiamo darvi una casa" in said
    assert official not in said and "violenza" not in said
    assert ("Il motivo:" in said) == (reason in WHY_NOT_NOW)


@pytest.mark.parametrize("state", ["submitted", "asked", "waiting", "parked", "proposed", "not_eligible", "reviewed"])
def test_sentences_are_short(at, state):
    """Easy Italian: a long sentence is two."""
    with override("it"):
        paper = paper_for_household(at(state), timezone.localdate())
    lines = [line for section in paper["sections"] for line in section["text"]]
    assert [line for line in lines if any(len(sentence.split()) > 24 for sentence in line.split(". "))] == []


def test_it_says_what_was_looked_at_and_why_none_suits(host, rossi, dora):
    need(rossi, "SHARED", "NO")
    for _ in range(3):
        flat(host, beds=2)
    said = words(referral(host, of=rossi, until="waiting", coordinator=dora))
    assert "Today we looked at 3 homes." in said and "Today none suits you." in said
    assert "They are too small for you 3 homes" in said


def test_every_rule_that_may_be_told_is_told_in_plain_words():
    assert set(WHY_NOT) == {rule.code for rule in RULES} - set(HIDDEN) | {"availability"}


def test_it_says_what_is_missing(host, rossi, dora):
    flat(host, step_free="NO")
    made = referral(host, of=rossi, until="waiting", coordinator=dora)
    assert "– Needs a home without steps" in words(made)
    actions.ask(referral=made, by=dora, text="Per quanto tempo?", field="planned_days")
    assert "– Planned stay, in days" in words(made)


def test_it_never_says_that_a_secret_address_is_in_question(host, rossi, dora):
    """A paper is left on a table; the question is asked by voice."""
    flat(host)
    rossi.people.update(address_secret=None)
    sent = referral(host, of=rossi, until="waiting", coordinator=dora)
    actions.ask(referral=sent, by=dora, text="Da sentire", field="secret_address")
    assert "secret" not in words(sent).lower() and "address" not in words(sent).lower()


def test_it_says_no_rank_and_nobody_else(host, alice, dora, home):
    first, second = (referral(host, of=household(alice, size=4), until="waiting", coordinator=dora) for _ in range(2))
    said = words(second)
    assert str(first.household) not in said
    assert said == words(first).replace(f"No. {first.pk}", f"No. {second.pk}")  # who comes first reads the same


@pytest.mark.parametrize("state", ["proposed", "accepted"])
def test_the_home_is_named_but_never_a_secret_one(host, rossi, alice, dora, state):
    open_home = flat(host, name="Alloggio Aperto")
    assert "Alloggio Aperto" in words(referral(host, of=rossi, until=state, coordinator=dora, place=open_home))
    secret = flat(host, name="Alloggio Riservatissimo", is_protected=True)
    hidden = household(alice, secret=True)
    assert "Riservatissimo" not in words(referral(host, of=hidden, until=state, coordinator=dora, place=secret))
    another = household(alice)
    locked = flat(host, name="Alloggio Chiusissimo", is_protected=True)
    assert "Chiusissimo" not in words(referral(host, of=another, until=state, coordinator=dora, place=locked))


def test_a_pause_is_told_with_its_day(at):
    day = timezone.localdate() + timedelta(days=30)
    assert f"until {day:%d/%m/%Y}" in words(at("parked"))


def test_a_refusal_says_its_reason_and_the_way_to_a_review(at):
    said = words(at("not_eligible"))
    assert "our homes are meant for a need of another kind" in said and "another person decide" in said


def test_a_review_under_way_is_told(at):
    assert "Now another person decides." in words(at("reviewed"))


@pytest.mark.parametrize("who", ["alice", "bob", "olga", "dora"])
def test_it_is_read_and_printed_by_who_reads_the_case(client, request, at, who):
    made = at("waiting")
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse("referrals:for_household", args=[made.pk]))
    assert page.status_code == 200 and "La vostra richiesta di casa" in page.content.decode()
    pdf = client.get(reverse("referrals:for_household_pdf", args=[made.pk]))
    assert "Rossifinti" not in pdf["Content-Disposition"]
    text = "".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "Che cosa succede adesso" in text
    link = reverse("referrals:for_household", args=[made.pk])
    assert link in client.get(reverse("referrals:detail", args=[made.pk])).content.decode()


def test_on_paper_what_introduces_the_reasons_comes_before_them(client, alice, host, rossi, dora):
    flat(host, beds=2)
    made = referral(host, of=rossi, until="waiting", coordinator=dora)
    client.force_login(alice)
    pdf = client.get(reverse("referrals:for_household_pdf", args=[made.pk]))
    text = "".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(pdf.content)).pages)
    assert text.index("Ecco perché") < text.index("troppo piccole")


def test_of_a_protected_household_a_colleague_finds_none(client, host, alice, bob, dora):
    made = referral(host, of=household(alice, secret=True), until="waiting", coordinator=dora)
    client.force_login(bob)
    for name in ("for_household", "for_household_pdf"):
        assert client.get(reverse(f"referrals:{name}", args=[made.pk])).status_code == 404

"""The report of refusals: a bad home and a bad rule are seen; a secret one is not."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from referrals import actions
from referrals.models import Proposal
from tests.factories import UserFactory, flat, household, referral
from wemix.access import Role

HOME, TIMES, OF = "Alloggio", "Volte", "Proposte con risposta per questo alloggio"
WHO, REASON, RULE = "Chi ha detto no", "Motivo", "Regola che l'ha lasciato passare"


def rows(client, **query):
    text = b"".join(client.get("/rapporti/rifiuti/scarica.csv", query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def totals(client, **query):
    with translation.override("it"):
        figures = client.get("/rapporti/rifiuti/", query).context["totals"]
        return {str(figure.label): figure.value for figure in figures}


@pytest.fixture
def damp(host):
    return flat(host, name="Alloggio Umido")


@pytest.fixture
def say(host, alice, dora, damp):
    """A proposal of a home that came to nothing, or was accepted."""

    def answered(reason="", place=damp, team=False, secret=False):
        made = referral(
            host, of=household(alice, secret=secret), until="proposed", coordinator=dora, place=place
        ).proposals.get()
        on = timezone.localdate() + timedelta(days=9)
        if not reason:
            actions.accept_proposal(proposal=made, until=on, by=dora, entry_on=on)
        elif team:
            actions.take_proposal_back(proposal=made, reason=reason, note="", by=dora, on=on)
        else:
            actions.decline_proposal(proposal=made, reason=reason, note="", by=dora, on=on)
        return made

    return answered


def test_refusals_are_counted_by_home_and_reason_of_all_that_were_answered(client, mara, say, host):
    for reason in ("UNIT_FAULT", "UNIT_FAULT", "TOO_FAR"):
        say(reason)
    say("UNUSABLE", team=True)
    say()
    say("TOO_FAR", place=flat(host, name="Alloggio Bello"))
    client.force_login(mara)
    (worst, *others) = rows(client)
    assert (worst[HOME].endswith("Alloggio Umido"), worst[REASON], worst[TIMES], worst[OF]) == (
        True,
        "L'alloggio ha qualcosa che non va",
        "2",
        "5",
    )
    assert sorted((row[HOME][-5:], row[TIMES], row[OF]) for row in others) == [
        ("Bello", "1", "1"),
        ("Umido", "1", "5"),
        ("Umido", "1", "5"),
    ]


def test_the_rule_that_let_it_pass_is_named_and_counted(client, mara, say, host):
    say("STEPS")
    say("STEPS", place=flat(host))
    say("TOO_FAR")
    client.force_login(mara)
    assert {row[REASON]: row[RULE] for row in rows(client)} == {
        "Gradini o piano": "Senza gradini",
        "Troppo lontano da scuola o lavoro": "",
    }
    assert totals(client)["Regola «senza gradini»"] == 2
    assert totals(client)["Rifiuti"] == 3


def test_who_said_no_is_told_and_filtered(client, mara, say):
    say("TOO_FAR")
    say("MISTAKE", team=True)
    client.force_login(mara)
    assert {row[WHO] for row in rows(client)} == {"no del nucleo", "no dell'équipe"}
    assert [row[REASON] for row in rows(client, who="cancelled")] == ["Proposto per errore"]


def test_what_the_sender_withdrew_is_no_refusal(client, mara, host, alice, dora, damp):
    made = referral(host, of=household(alice), until="proposed", coordinator=dora, place=damp)
    actions.withdraw(referral=made, by=alice)
    client.force_login(mara)
    assert rows(client) == []


def test_homes_of_protected_households_and_protected_homes_are_one_line(client, mara, say, host):
    say("TOO_FAR", secret=True, place=flat(host, name="Casa Nascosta"))
    say("TOO_FAR", place=flat(host, name="Casa Protetta", is_protected=True))
    client.force_login(mara)
    (row,) = rows(client)
    assert (row[HOME], row[TIMES], row[OF]) == ("riservato", "2", "2")
    page = client.get("/rapporti/rifiuti/").content.decode()
    assert "Casa Nascosta" not in page and "Casa Protetta" not in page


def test_a_sending_body_counts_no_protected_household(client, polo, say, host):
    say("TOO_FAR", secret=True, place=flat(host))
    say("TOO_FAR")
    client.force_login(UserFactory(organisation=polo, role=Role.MANAGER))
    assert [row[TIMES] for row in rows(client)] == ["1"]


def test_the_day_that_counts_is_the_answer_s(client, mara, say):
    say("TOO_FAR")
    Proposal.objects.update(answered_at=timezone.now() - timedelta(days=800))
    client.force_login(mara)
    assert rows(client) == []
    assert len(rows(client, first="2020-01-01", last="2030-12-31")) == 1

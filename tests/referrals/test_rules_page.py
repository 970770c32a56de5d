"""The published rules: whose, for whom, in plain words, and what changed in each version."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from referrals import rulebooks
from referrals.matching import order_wording
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rulebook_wording import ASKS, EARNS, WHY_ALWAYS
from referrals.matching.rules import RULES, SWITCHABLE
from tests.factories import referral
from tests.queries import queries_of
from tests.rules import published

PAGE = reverse("referrals:rules")


def words(answer):
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


@pytest.fixture
def read(client):
    def as_user(user, **asked):
        client.force_login(user)
        return client.get(PAGE, asked)

    return as_user


def test_every_rule_criterion_and_question_has_its_words():
    assert set(ASKS) == {rule.code for rule in RULES}
    assert set(EARNS) == set(DEFAULT.weights) and set(order_wording.QUESTIONS) == set(DEFAULT.order)
    assert set(WHY_ALWAYS) == {rule.code for rule in RULES} - set(SWITCHABLE)


def test_the_defaults_are_read_before_anything_was_published(read, olga):
    said = words(read(olga))
    assert "Le regole sono quelle di partenza" in said
    assert "In un alloggio intero resta vuoto al massimo 1 posto letto." in said


def test_the_rules_in_force_are_said_with_their_numbers(read, dora):
    order = ("emergency", "waiting", "high", "people")
    published(
        dora, replace(DEFAULT, max_empty_beds=2, guard_days=0, off=frozenset({"pets"}), order=order), "Troppi vuoti"
    )
    answer = read(dora)
    said = words(answer)
    assert "restano vuoti al massimo 2 posti letto" in said
    assert "L'attesa non alza nessuna urgenza." in said
    assert [each["label"] for each in answer.context["order"]] == [
        "emergenza",
        "giorni di attesa",
        "urgenza alta",
        "persone accolte",
    ]
    assert [rule["label"] for rule in answer.context["rules"] if rule["is_off"]] == ["Animali"]
    assert "Disattivate: Animali." in said


def test_each_version_says_what_it_changed_who_and_why(read, dora):
    published(dora)
    published(dora, replace(DEFAULT, hold_days=7, weights={**DEFAULT.weights, "size": 20, "date": 30}), "Meno attesa")
    said = words(read(dora))
    assert "Meno attesa" in said and "Dora Coordina" in said
    assert "Punti di «Dimensione giusta»: 25 → 20" in said
    assert "sono tenuti per chi ne ha bisogno: 14 → 7" in said
    assert "Le regole di partenza, pubblicate com'erano." in said


def test_a_host_reads_its_own_rules_only(read, dora, dario):
    published(dario, why="Regole altrui")
    assert "Regole altrui" not in words(read(dora))
    assert read(dora, ente=dario.organisation.code).status_code == 404


def test_a_sender_reads_those_of_the_hosts_that_it_refers_to(read, alice, dora, dario, host):
    published(dora, why="Perché sì")
    published(dario, why="Regole altrui")
    assert {each.name for each in read(alice).context["hosts"]} == {host.name, dario.organisation.name}
    referral(host, worker=alice, until="submitted")
    answer = read(alice)
    assert answer.context["hosts"] == [host]
    assert "Perché sì" in words(answer)


def test_who_has_no_part_in_it_does_not_read_them(read, carlo, tecla):
    assert read(carlo).status_code == read(tecla).status_code == 403


def test_only_coordinators_are_led_to_change_them(read, dora, olga, host):
    change = reverse("admin:referrals_rulebookversion_add")
    assert change in read(dora).content.decode()
    assert change not in read(olga).content.decode()


def test_without_a_hosting_body_the_page_says_so(read, otto):
    assert "Non c'è ancora nessun ente ospitante." in words(read(otto))


def test_why_is_shown_as_it_was_typed(read, dora):
    published(dora, why="<b>grassetto</b> & altro")
    assert "<b>grassetto" not in read(dora).content.decode()
    assert "<b>grassetto</b> & altro" in words(read(dora))


def test_the_page_asks_as_much_for_one_version_as_for_thirty(client, dora):
    published(dora)
    client.force_login(dora)
    few = queries_of(client, PAGE)
    for number in range(29):
        published(dora, replace(DEFAULT, hold_days=number))
    assert queries_of(client, PAGE) == few
    assert len(client.get(PAGE, {"page": 3}).context["history"]) == 10


def test_the_note_says_what_changed_last_and_what_is_off(dora, host):
    assert rulebooks.note(host).version is None and rulebooks.note(host).off == []
    published(dora, replace(DEFAULT, off=frozenset({"pets"})))
    published(dora, replace(DEFAULT, off=frozenset({"pets"}), hold_days=7), "Meno attesa")
    note = rulebooks.note(host)
    assert (note.version.number, note.version.why, note.off) == (2, "Meno attesa", ["Animals"])
    assert [(each.before, each.after) for each in note.changed] == [("14", "7")]

"""Publishing other rules at the desk: looked at on today's list first, and published only as looked at."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import SWITCHABLE
from referrals.models import RulebookVersion
from tests.desk import list_of, page_of
from tests.factories import UserFactory
from tests.queries import queries_of
from tests.rules import ADD, form_of, look, publish, published, typed
from wemix.access import Role
from wemix.models import AuditEntry
from wemix.typed import author_token

LIST = list_of(RulebookVersion)


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


# The form


def test_the_form_starts_from_the_rules_in_force(at_desk, dora):
    published(dora, replace(DEFAULT, off=frozenset({"pets"}), hold_days=21))
    form = form_of(at_desk.get(ADD))
    assert form.initial["hold_days"] == 21
    assert "pets" not in form.initial["on"] and "quiet" in form.initial["on"]


def test_rules_of_safety_have_no_tick_and_say_why(at_desk):
    page = BeautifulSoup(at_desk.get(ADD).content, "html.parser")
    assert {box["value"] for box in page("input", {"name": "on"})} == set(SWITCHABLE)
    assert "Indirizzo segreto: ne va della sicurezza" in page.get_text().replace("\xa0", " ")


def test_a_rule_of_safety_can_t_be_switched_off_nor_on(at_desk):
    answer = at_desk.post(ADD, typed(on=["secret"]) | {"look": "1"})
    assert "on" in form_of(answer).errors


def test_points_that_do_not_add_up_say_their_sum(at_desk):
    answer = at_desk.post(ADD, typed(points_date=22, points_smoking=8) | {"look": "1"})
    assert answer.status_code == 422
    assert "Insieme fanno 97: ne mancano 3." in answer.content.decode()
    assert form_of(answer).preview is None


def test_the_order_asks_each_question_once(at_desk):
    answer = at_desk.post(ADD, typed(second="emergency") | {"look": "1"})
    assert "C&#x27;è già sopra: manca urgenza alta." in answer.content.decode()


def test_why_is_asked(at_desk):
    answer = at_desk.post(ADD, typed(replace(DEFAULT, hold_days=7), why="") | {"look": "1"})
    assert "why" in form_of(answer).errors
    assert form_of(answer).preview is None


# Look, then publish


def test_the_first_post_is_shown_and_not_saved(at_desk):
    answer = look(at_desk, replace(DEFAULT, hold_days=7))
    assert not RulebookVersion.objects.exists()
    said = answer.content.decode()
    assert "Non è ancora pubblicato nulla." in said
    assert 'name="hold_days" value="7"' in said  # kept as typed
    assert "Pubblica la versione 1" in said


def test_what_was_looked_at_is_published(at_desk, dora):
    other = replace(DEFAULT, hold_days=7, off=frozenset({"pets"}), order=("emergency", "high", "waiting", "people"))
    answer = publish(at_desk, look(at_desk, other), other, why="Meno giorni bastano")
    assert answer.status_code == 302
    made = RulebookVersion.objects.get()
    assert (made.number, made.host, made.by, made.why) == (1, dora.organisation, dora, "Meno giorni bastano")
    assert made.rulebook == replace(other, version=1)
    assert AuditEntry.objects.filter(verb="rulebook.publish", user_id=dora.pk).count() == 1


def test_a_value_changed_after_the_look_is_not_published(at_desk):
    looked = look(at_desk, replace(DEFAULT, hold_days=7))
    answer = publish(at_desk, looked, replace(DEFAULT, hold_days=8))
    assert answer.status_code == 422
    assert "Non sono i valori che hai guardato." in answer.content.decode()
    assert not RulebookVersion.objects.exists()
    assert publish(at_desk, answer, replace(DEFAULT, hold_days=8)).status_code == 302


def test_nothing_is_published_without_a_look(at_desk):
    assert at_desk.post(ADD, typed(replace(DEFAULT, hold_days=7)) | {"publish": "1"}).status_code == 422
    assert not RulebookVersion.objects.exists()


def test_a_colleague_s_look_publishes_nothing(at_desk, host):
    looked = look(at_desk, replace(DEFAULT, hold_days=7))
    at_desk.force_login(UserFactory(role=Role.COORDINATOR, organisation=host))
    assert publish(at_desk, looked, replace(DEFAULT, hold_days=7)).status_code == 422


def test_the_rules_in_force_are_not_published_again(at_desk, dora):
    answer = look(at_desk)
    assert "Non cambierebbe nulla" in answer.content.decode()
    assert publish(at_desk, answer, DEFAULT).status_code == 422
    assert not RulebookVersion.objects.exists()


def test_a_double_click_publishes_once(at_desk):
    other = replace(DEFAULT, hold_days=7)
    looked = look(at_desk, other)
    answers = [publish(at_desk, looked, other) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert RulebookVersion.objects.count() == 1


def test_who_comes_second_is_told_who_published_meanwhile(at_desk, host):
    other = replace(DEFAULT, hold_days=7)
    looked = look(at_desk, other)
    rita = UserFactory(first_name="Rita", last_name="Prima", role=Role.COORDINATOR, organisation=host)
    published(rita, replace(DEFAULT, guard_days=60))
    answer = publish(at_desk, looked, other)
    assert answer.status_code == 422
    assert "Nel frattempo Rita Prima ha pubblicato la versione 1." in answer.content.decode()
    labels = {each.label for each in form_of(answer).preview.differences}
    assert len(labels) == 2  # her guard, too, would go back
    assert publish(at_desk, answer, other).status_code == 302
    assert RulebookVersion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_one_time_one_is_told(dora, host):
    both = [dora, UserFactory(role=Role.COORDINATOR, organisation=host)]

    meet = Barrier(2, timeout=60)

    def one(user):
        client, other = Client(), replace(DEFAULT, hold_days=7)
        client.force_login(user)
        looked = look(client, other)
        meet.wait()
        try:
            return publish(client, looked, other).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, both)) == [302, 422]
    assert RulebookVersion.objects.count() == 1


# Read, never changed


def test_a_version_is_read_with_what_it_changed(at_desk, dora):
    published(dora)
    second = published(dora, replace(DEFAULT, hold_days=7, off=frozenset({"pets"})), why="Troppi vuoti")
    page = at_desk.get(page_of(second))
    said = BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)
    assert "Troppi vuoti" in said and "Regola «Animali»: in vigore → disattivata" in said
    assert at_desk.post(page_of(second), typed()).status_code == 403
    assert at_desk.get(page_of(second).replace("change", "delete")).status_code == 404


def test_another_body_s_versions_are_not_there(at_desk, dario):
    theirs = published(dario, why="Regole altrui")
    assert "Regole altrui" not in at_desk.get(LIST).content.decode()
    assert at_desk.get(page_of(theirs)).status_code == 404


@pytest.mark.parametrize("name", ["alice", "olga", "mara", "otto", "tecla"])
def test_only_coordinators_publish(client, request, name):
    client.force_login(request.getfixturevalue(name))
    assert client.get(ADD).status_code == client.get(LIST).status_code == 403
    assert client.post(ADD, typed(replace(DEFAULT, hold_days=7)) | {"publish": "1"}).status_code == 403


def test_a_draft_from_older_rules_is_told_that_others_hold_now(at_desk, dora):
    draft = typed(replace(DEFAULT, hold_days=7), in_force="0", draft_path=ADD, draft_author=author_token(dora))
    at_desk.post(reverse("save_draft"), draft)
    published(dora)
    given_back = BeautifulSoup(at_desk.get(ADD).content, "html.parser")
    assert given_back.select_one("[name=hold_days]")["value"] == "7"
    assert given_back.select_one("[name=in_force]")["value"] == "0"
    assert "Nel frattempo" in look(at_desk, replace(DEFAULT, hold_days=7), in_force="0").content.decode()


def test_the_list_asks_as_much_for_one_version_as_for_ten(at_desk, dora):
    published(dora)
    few = queries_of(at_desk, LIST)
    for _ in range(9):
        published(dora)
    assert queries_of(at_desk, LIST) == few

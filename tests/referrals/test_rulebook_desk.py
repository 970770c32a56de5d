"""Publishing other rules at the desk: looked at on today's list first, and published only as looked at."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beneficiaries.models import Denial
from referrals import rulebooks
from referrals.forms.rulebook import POINTS, TURNS
from referrals.matching.rulebook import DEFAULT
from referrals.matching.rules import SWITCHABLE
from referrals.models import Referral, RulebookVersion
from referrals.models.rulebook import NUMBERS
from tests.desk import add_to, count_queries, list_of, page_of
from tests.factories import UserFactory, flat, household, need, referral
from wemix.access import Role
from wemix.models import AuditEntry

ADD, LIST = add_to(RulebookVersion), list_of(RulebookVersion)


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


def typed(rulebook=DEFAULT, why="Prova", **said):
    """What the form would send for this rulebook."""
    numbers = {name: getattr(rulebook, name) for name in NUMBERS}
    return {
        **{name: "" if value is None else value for name, value in numbers.items()},
        "on": [code for code in SWITCHABLE if code not in rulebook.off],
        **dict(zip(TURNS, rulebook.order, strict=True)),
        **{name: rulebook.weight_of(code) for code, name in POINTS.items()},
        "why": why,
        "bench_referral": "",
        "bench_place": "",
        **said,
    }


def form_of(answer):
    return answer.context["adminform"].form


def look(client, rulebook=DEFAULT, **said):
    """The first post: nothing is saved, everything is shown."""
    answer = client.post(ADD, typed(rulebook, **said) | {"look": "1"})
    assert answer.status_code == 422
    return answer


def publish(client, looked, rulebook, **said):
    form = form_of(looked)
    sent = {"publish": "1", "seen": form.seen, "in_force": form.before.version, "once": looked.context["once"]}
    return client.post(ADD, typed(rulebook, **said) | sent)


def version(dora, rulebook=DEFAULT, why="Inizio"):
    after = rulebooks.current(dora.organisation).version
    return rulebooks.publish(version=RulebookVersion.of(rulebook, why=why), after=after, by=dora)


def waiting(host, alice, dora, size=1, last_name="Attesafinti", band=3, days=0, **said):
    """A household on the waiting list, whose every answer is known."""
    of = household(alice, size=size, last_name=last_name)
    for kind in ("STEP_FREE", "GROUND_FLOOR", "QUIET", "PETS"):
        need(of, kind, said.pop(kind, "NO"))
    said = {"needed_from": timezone.localdate(), "planned_days": 90} | said
    made = referral(host, of=of, until="waiting", coordinator=dora, **said)
    urgent = {} if band == 3 else {"urgency": band, "urgency_reason": "Sgombero", "urgency_until": "2040-01-01"}
    since = timezone.localdate() - timedelta(days=days)
    Referral.objects.filter(pk=made.pk).update(waiting_since=since, **urgent)
    return made


def rows(answer):
    """(name, marks) of each household named in the preview."""
    page = BeautifulSoup(answer.content, "html.parser").find(id="look")
    body = page.find("tbody")
    return (
        []
        if body is None
        else [
            (row.th.get_text(strip=True).split()[0], [mark.get_text(strip=True) for mark in row.select(".status")])
            for row in body("tr")
        ]
    )


# The form


def test_the_form_starts_from_the_rules_in_force(at_desk, dora):
    version(dora, replace(DEFAULT, off=frozenset({"pets"}), hold_days=21))
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
    version(rita, replace(DEFAULT, guard_days=60))
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

    def one(user):
        client, other = Client(), replace(DEFAULT, hold_days=7)
        client.force_login(user)
        looked = look(client, other)
        barrier.append(user)
        while len(barrier) < 2:
            pass
        try:
            return publish(client, looked, other).status_code
        finally:
            connection.close()

    barrier = []
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, both)) == [302, 422]
    assert RulebookVersion.objects.count() == 1


# What would change


def test_one_comes_in_where_a_rule_asks_less(at_desk, host, alice, dora):
    flat(host, beds=4)
    waiting(host, alice, dora, size=2, last_name="Entrafinti")
    answer = look(at_desk, replace(DEFAULT, max_empty_beds=2))
    assert rows(answer) == [("Entrafinti", ["entra"])]
    assert form_of(answer).preview.figures["come_in"] == 1


def test_one_goes_out_where_a_rule_asks_more(at_desk, host, alice, dora):
    flat(host, beds=3)
    waiting(host, alice, dora, size=2, last_name="Escefinti")
    answer = look(at_desk, replace(DEFAULT, max_empty_beds=0))
    assert rows(answer) == [("Escefinti", ["esce"])]
    assert form_of(answer).preview.figures["go_out"] == 1


def test_two_swap_where_the_order_changes(at_desk, host, alice, dora):
    flat(host, beds=4)
    waiting(host, alice, dora, size=4, last_name="Grandefinti", days=1)
    waiting(host, alice, dora, size=3, last_name="Vecchiafinti", days=40)
    answer = look(at_desk, replace(DEFAULT, order=("emergency", "high", "waiting", "people")))
    assert rows(answer) == [("Vecchiafinti", ["sale"]), ("Grandefinti", ["scende"])]
    figures = form_of(answer).preview.figures
    assert (figures["climb"], figures["sink"], figures["come_in"], figures["go_out"]) == (1, 1, 0, 0)


def test_the_best_home_changes_with_the_points(at_desk, host, alice, dora):
    loud, quiet = (
        flat(host, beds=2, quiet="NO", name="Forte"),
        flat(host, beds=3, quiet="NO", smoking="YES", name="Fumo"),
    )
    one = waiting(host, alice, dora, size=2, last_name="Fumafinti")
    need(one.household, "SMOKES", "YES")
    weights = dict.fromkeys(DEFAULT.weights, 0) | {"smoking": 100}
    answer = look(at_desk, replace(DEFAULT, weights=weights))
    [row] = form_of(answer).preview.rows
    assert (row.best_before, row.best_after) == (loud, quiet)


def test_who_has_other_homes_is_counted(at_desk, host, alice, dora):
    for beds in (3, 4):
        flat(host, beds=beds)
    waiting(host, alice, dora, size=2, last_name="Duefinti")
    answer = look(at_desk, replace(DEFAULT, max_empty_beds=2))
    [row] = form_of(answer).preview.rows
    assert (row.change.before.fitting, row.change.after.fitting) == (1, 2)
    assert rows(answer) == [("Duefinti", ["più alloggi"])]


def test_a_denied_household_is_counted_and_not_named(at_desk, host, alice, dora, olga):
    flat(host, beds=4)
    hidden = waiting(host, alice, dora, size=2, last_name="Negatofinti").household
    Denial.objects.create(user=dora, person=hidden.people.first(), household=hidden, by=olga)
    answer = look(at_desk, replace(DEFAULT, max_empty_beds=2))
    assert "Negatofinti" not in answer.content.decode()
    assert "Cambia anche per 1 nucleo, che qui non è nominato." in answer.content.decode()
    assert form_of(answer).preview.figures["come_in"] == 1


def test_another_body_s_list_is_left_out(at_desk, other_host, alice, dario):
    flat(other_host, beds=4)
    waiting(other_host, alice, dario, size=2)
    assert form_of(look(at_desk, replace(DEFAULT, max_empty_beds=2))).preview.waiting == 0


def test_the_look_asks_as_much_for_one_household_as_for_ten(at_desk, host, alice, dora):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            look(at_desk, replace(DEFAULT, max_empty_beds=2))
        return len(seen)

    flat(host, beds=4)
    waiting(host, alice, dora, size=2)
    few = asked()
    for _ in range(9):
        flat(host, beds=4)
        waiting(host, alice, dora, size=2)
    assert asked() == few


# The test bench


def test_a_pair_is_weighed_by_both_rulebooks(at_desk, host, alice, dora, home):
    one = waiting(host, alice, dora, size=2)
    pair = {"bench_referral": one.pk, "bench_place": home.pk}
    answer = look(at_desk, replace(DEFAULT, max_empty_beds=2, off=frozenset({"pets"})), **pair)
    by_label = {rule["label"]: rule for rule in form_of(answer).bench.rules}
    differing = {label for label, rule in by_label.items() if rule["differs"]}
    assert differing == {"Empty beds", "Animals"}
    assert by_label["Empty beds"]["before"].outcome == "fail"
    assert by_label["Empty beds"]["after"].outcome == "pass"
    assert by_label["Animals"]["after"] is None
    assert AuditEntry.objects.filter(action="look", verb="rulebook.bench", household_id=one.household_id).exists()


def test_the_rules_in_force_are_tried_as_they_are(at_desk, host, alice, dora, home):
    one = waiting(host, alice, dora, size=4)
    bench = form_of(look(at_desk, bench_referral=one.pk, bench_place=home.pk)).bench
    assert bench.before.fits and not any(rule["differs"] for rule in [*bench.rules, *bench.points])


def test_half_a_pair_is_told(at_desk, home):
    answer = at_desk.post(ADD, typed(bench_place=home.pk) | {"look": "1"})
    assert "bench_referral" in form_of(answer).errors


def test_the_bench_offers_no_stranger(at_desk, other_host, host, alice, dario, dora, olga):
    theirs, hidden = waiting(other_host, alice, dario), waiting(host, alice, dora)
    Denial.objects.create(user=dora, person=hidden.household.people.first(), household=hidden.household, by=olga)
    for one in (theirs, hidden):
        answer = at_desk.post(ADD, typed(bench_referral=one.pk) | {"look": "1"})
        assert "bench_referral" in form_of(answer).errors
    place = flat(other_host)
    assert "bench_place" in form_of(at_desk.post(ADD, typed(bench_place=place.pk) | {"look": "1"})).errors


# Read, never changed


def test_a_version_is_read_with_what_it_changed(at_desk, dora):
    version(dora)
    second = version(dora, replace(DEFAULT, hold_days=7, off=frozenset({"pets"})), why="Troppi vuoti")
    page = at_desk.get(page_of(second))
    said = BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)
    assert "Troppi vuoti" in said and "Regola «Animali»: in vigore → disattivata" in said
    assert at_desk.post(page_of(second), typed()).status_code == 403
    assert at_desk.get(page_of(second).replace("change", "delete")).status_code == 404


def test_another_body_s_versions_are_not_there(at_desk, dario):
    theirs = version(dario, why="Regole altrui")
    assert "Regole altrui" not in at_desk.get(LIST).content.decode()
    assert at_desk.get(page_of(theirs)).status_code == 404


@pytest.mark.parametrize("name", ["alice", "olga", "mara", "otto", "tecla"])
def test_only_coordinators_publish(client, request, name):
    client.force_login(request.getfixturevalue(name))
    assert client.get(ADD).status_code == client.get(LIST).status_code == 403
    assert client.post(ADD, typed(replace(DEFAULT, hold_days=7)) | {"publish": "1"}).status_code == 403


def test_the_list_asks_as_much_for_one_version_as_for_ten(at_desk, dora):
    version(dora)
    few = count_queries(at_desk, LIST)
    for _ in range(9):
        version(dora)
    assert count_queries(at_desk, LIST) == few

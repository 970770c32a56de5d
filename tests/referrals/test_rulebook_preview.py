"""What other rules would change: on today's real list, both ways and by name, and on one pair."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beneficiaries.models import Denial
from referrals.matching.rulebook import DEFAULT
from referrals.models import Referral
from tests.factories import flat, household, need, referral
from tests.rules import ADD, form_of, look, typed
from wemix.models import AuditEntry


@pytest.fixture
def at_desk(client, dora):
    client.force_login(dora)
    return client


def waiting(host, alice, dora, size=1, last_name="Attesafinti", days=0, **said):
    """A household on the waiting list, whose every answer is known."""
    of = household(alice, size=size, last_name=last_name)
    for kind in ("STEP_FREE", "GROUND_FLOOR", "QUIET", "PETS"):
        need(of, kind, said.pop(kind, "NO"))
    said = {"needed_from": timezone.localdate(), "planned_days": 90} | said
    made = referral(host, of=of, until="waiting", coordinator=dora, **said)
    since = timezone.localdate() - timedelta(days=days)
    Referral.objects.filter(pk=made.pk).update(waiting_since=since)
    return made


def rows(answer):
    """(name, marks) of each household named in the preview."""
    found = BeautifulSoup(answer.content, "html.parser").select("#look tbody tr")
    return [
        (row.th.get_text(strip=True).split()[0], [mark.get_text(strip=True) for mark in row.select(".status")])
        for row in found
    ]


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
    assert "I totali contano tutti" in answer.content.decode()
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

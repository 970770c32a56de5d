"""Trying other rules: asked on a page, done by the worker seed by seed, read while it is being done and after."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from referrals.jobs import simulate
from referrals.matching import outcomes
from referrals.matching.arrivals import Demand
from referrals.models import RulebookVersion, Simulation
from referrals.rulebooks import current, publish
from referrals.simulations import demand as learning
from referrals.simulations.asking import ask_simulation
from referrals.simulations.demand import PER_HOME, demand_of
from tests.factories import bed, flat, household, referral
from tests.jobs import do_what_waits
from tests.queries import queries_of


@pytest.fixture
def homes(host):
    return [flat(host, beds=n, quiet="YES", pets="YES", smoking="YES", floor=0, lift="NO") for n in (1, 2, 3, 4)] + [
        bed(host)
    ]


@pytest.fixture
def few_days(monkeypatch):
    """Two years are as good as five here."""
    monkeypatch.setattr(outcomes, "DAYS", 2 * 365)


@pytest.fixture
def asked(dora, homes, few_days):
    return ask_simulation(rulebook=current(dora.organisation), by=dora, seeds=2)


def page_of(client, user, simulation):
    client.force_login(user)
    return client.get(f"/simulazioni/{simulation.pk}/").content.decode()


def ask(client, user, **more):
    """Sent as the page offers it, but for `more`."""
    client.force_login(user)
    form = client.get("/simulazioni/prova/").context["form"]
    said = {bound.name: "" if bound.value() is None else bound.value() for bound in form}
    return client.post("/simulazioni/prova/", said | {"once": uuid.uuid4()} | more)


def test_asking_makes_one_job_for_each_seed(client, dora, homes):
    answer = ask(client, dora, hold_days=30)
    made = Simulation.objects.get()
    assert answer.url == f"/simulazioni/{made.pk}/"
    assert simulate.to_do(simulation=made.pk) == made.seeds == 20
    assert (made.rulebooks["current"]["hold_days"], made.rulebooks["asked"]["hold_days"]) == (14, 30)
    assert len(made.homes) == 5


@pytest.mark.parametrize(
    "wrong, sentence",
    [({"date": 26}, "I punti sono 101"), ({"first": "waiting"}, "Ognuna delle quattro domande una volta sola")],
)
def test_rules_that_cannot_be_are_refused_in_words(client, dora, homes, wrong, sentence):
    answer = ask(client, dora, **wrong)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Simulation.objects.exists()


def test_a_host_has_one_simulation_at_a_time_and_is_told_so(client, asked, dora, mara):
    again = ask(client, dora)
    assert again.status_code == 422 and "già in attesa o in corso" in again.content.decode()
    assert list(Simulation.objects.all()) == [asked]
    page = client.get("/simulazioni/").content.decode()
    assert "Una simulazione alla volta" in page and f"/simulazioni/{asked.pk}/" in page
    assert "/simulazioni/prova/" not in page


def test_the_other_hosts_simulations_hinder_nobody(client, asked, dario):
    assert ask(client, dario).status_code == 302


def test_when_the_last_seed_is_done_another_may_be_asked_for(client, asked, dora):
    for seed in (1, 0):
        assert ask(client, dora).status_code == 422
        simulate.function(by=dora, simulation=asked.pk, seed=seed)
    assert ask(client, dora).status_code == 302
    asked.refresh_from_db()
    assert asked.ended_at


def test_what_the_worker_gave_up_hinders_nobody(client, asked, dora):
    ProcrastinateJob.objects.all().delete()
    client.force_login(dora)
    assert "/simulazioni/prova/" in client.get("/simulazioni/").content.decode()
    assert ask(client, dora).status_code == 302


def test_a_seed_is_done_once_however_often_it_is_tried(asked, dora):
    for _ in range(2):
        simulate.function(by=dora, simulation=asked.pk, seed=0)
    assert asked.runs.count() == 1
    assert set(asked.runs.get().measures) == {"first_come", "current"}


def test_the_page_says_how_far_it_is_then_what_came_of_it(client, asked, dora, mara):
    assert "fatte: 0 su 2" in page_of(client, mara, asked)
    simulate.function(by=dora, simulation=asked.pk, seed=0)
    half = page_of(client, mara, asked)
    assert 'value="1"' in half and 'hx-trigger="every 3s"' in half and "Posti letto occupati" not in half
    simulate.function(by=dora, simulation=asked.pk, seed=1)
    whole = page_of(client, mara, asked)
    assert "<progress" not in whole and "hx-trigger" not in whole and "ordine di arrivo" in whole


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_and_what_it_gives_up_is_told(client, asked, dora, mara):
    do_what_waits()
    assert asked.runs.count() == 2 and simulate.to_do(simulation=asked.pk) == 0
    asked.runs.filter(seed=1).delete()
    assert "si è fermata a 1 su 2" in page_of(client, mara, asked)


def test_a_simulation_is_the_hosts_own(client, asked, dario, alice):
    for stranger, status in ((dario, 404), (alice, 403)):
        client.force_login(stranger)
        assert client.get(f"/simulazioni/{asked.pk}/").status_code == status


def test_the_list_costs_the_same_for_one_and_for_many(client, asked, mara, dora):
    client.force_login(mara)
    before = queries_of(client, "/simulazioni/")
    for _ in range(9):
        ended = {"ended_at": timezone.now(), "rulebooks": {}, "demand": {}, "homes": []}
        Simulation.objects.create(host=dora.organisation, asked_by=dora, **ended)
    assert queries_of(client, "/simulazioni/") == before


# Arrivals like ours


def test_a_host_without_a_past_meets_the_arrivals_of_the_study(host):
    assert demand_of(host, 60) == Demand(per_day=60 * PER_HOME)


def test_arrivals_are_learnt_from_the_hosts_own_referrals(monkeypatch, host, other_host, alice, dora):
    monkeypatch.setattr(learning, "ENOUGH", 4)
    monkeypatch.setattr(learning, "ENOUGH_OF_A_SORT", 2)
    for size in (1, 1, 3, 3):
        made = referral(
            host,
            of=household(alice, size=size, citizenships=["IT"]),
            until="waiting",
            coordinator=dora,
            planned_days=200,
        )
        made.household.memberships.update(starts_on=timezone.localdate() - timedelta(days=60))
        type(made).objects.filter(pk=made.pk).update(submitted_at=timezone.now() - timedelta(days=40))
    referral(other_host, of=household(alice, size=5), until="submitted")
    learnt = demand_of(host, 5)
    assert learnt.learnt_from == 4 and learnt.per_day == 0.1 and learnt.planned_days == 200
    assert {sort: family.share for sort, family in learnt.families.items()} == {"alone": 0.5, "one_parent": 0.5}
    assert learnt.families["one_parent"].sizes == {3: 1} and learnt.families["alone"].led_by_women == 1
    assert learnt.citizenship == {"IT": 1}


# From a terminal


def test_the_command_tells_it_as_a_table(capsys, homes, few_days):
    call_command("simulate", seeds=1, hold_days=0)
    told = capsys.readouterr().out
    assert told.splitlines()[0].split() == ["first_come", "current", "asked"]
    assert "occupancy" in told and "band:emergency" in told


def test_the_command_asks_which_host(homes, other_host):
    with pytest.raises(CommandError, match="altra-casa, casa-prova"):
        call_command("simulate", seeds=1)


def test_todays_rules_are_those_published(dora, homes):
    publish(version=RulebookVersion(hold_days=7, why="Prova"), after=0, by=dora)
    made = ask_simulation(rulebook=current(dora.organisation), by=dora)
    assert made.rulebooks.keys() == {"current"} and made.rulebooks["current"]["hold_days"] == 7

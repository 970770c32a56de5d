"""Simulations in the database: what each is made of, one seed of it, and all seeds read together."""

from dataclasses import asdict

from django.db import transaction

from housing.models import Place
from referrals.matching import facts
from referrals.matching.arrivals import Demand
from referrals.matching.outcomes import compare, summarise
from referrals.matching.policies import Policy, planned
from referrals.matching.rulebook import Rulebook
from referrals.matching.simulation import emptied, standing_of
from referrals.models import Simulation, SimulationRun
from referrals.rulebooks import current
from referrals.simulations.demand import demand_of
from referrals.weighing.loading import place_facts

CURRENT, ASKED = "current", "asked"


def given(host, rulebook):
    """All that a simulation is made of, as plain numbers and codes."""
    homes = emptied(place_facts(Place.objects.of_host(host).in_service().select_related("unit")))
    published = current(host)
    tried = {CURRENT: published} | ({} if same_rules(rulebook, published) else {ASKED: rulebook})
    return {
        "rulebooks": {name: _rulebook_as_json(each) for name, each in tried.items()},
        "demand": demand_of(host, len(homes)).as_json(),
        "homes": [standing_of(home) | {"id": home.id, "unit": home.unit} for home in homes],
    }


def same_rules(one, other):
    """But for the number of their version."""
    return _rulebook_as_json(one) | {"version": 0} == _rulebook_as_json(other) | {"version": 0}


def run_seed(simulation, seed):
    """What came of one seed; a second try finds the first one's result and leaves it."""
    run = SimulationRun(simulation=simulation, seed=seed, measures=compare(*ingredients(simulation), seed))
    SimulationRun.objects.bulk_create([run], ignore_conflicts=True)
    _end_if_all_is_done(simulation)


@transaction.atomic
def _end_if_all_is_done(simulation):
    """Of two seeds that are done at once, the second waits for the first, and sees it."""
    locked = Simulation.objects.select_for_update(no_key=True).get(pk=simulation.pk)
    if locked.ended_at is None and locked.runs.count() >= locked.seeds:
        locked.end()


def ingredients(simulation):
    """Who arrives, the homes, and the ways of choosing."""
    homes = [facts.Place(**home) for home in simulation.homes]
    return Demand.from_json(simulation.demand), homes, _policies(simulation)


def _policies(simulation):
    rulebooks = {name: _rulebook_from_json(said) for name, said in simulation.rulebooks.items()}
    return [
        Policy.first_come(rulebooks[CURRENT]),
        *(Policy(name, rulebook, planned) for name, rulebook in rulebooks.items()),
    ]


def summary_of(simulation):
    """Of the seeds that are done."""
    return summarise([run.measures for run in simulation.runs.all()])


def _rulebook_as_json(rulebook):
    return asdict(rulebook) | {
        "off": sorted(rulebook.off),
        "weights": dict(rulebook.weights),
        "order": list(rulebook.order),
    }


def _rulebook_from_json(said):
    return Rulebook(**said | {"off": frozenset(said["off"]), "order": tuple(said["order"])})

"""Asking the worker to try other rules on years of arrivals like ours."""

from django.db import transaction

from referrals.jobs import simulate
from referrals.models import Simulation
from referrals.models.simulation import SEEDS
from referrals.simulations import given
from wemix import audit

AFTER_ALL_ELSE = -10  # priority in the queue: what somebody waits for goes first


@transaction.atomic
def ask_simulation(*, rulebook, by, seeds=SEEDS):
    """These rules, today's and first-come on the same arrivals. Without a difference to today's, just those two."""
    _end_what_was_given_up(by.organisation)
    made = Simulation(host=by.organisation, asked_by=by, seeds=seeds, **given(by.organisation, rulebook))
    made.save()
    for seed in range(seeds):
        simulate.later(by=by, priority=AFTER_ALL_ELSE, simulation=made.pk, seed=seed)
    audit.change("simulation.ask", made, by=by)
    return made


def _end_what_was_given_up(host):
    for each in Simulation.objects.filter(host=host).running():
        if not simulate.to_do(simulation=each.pk):
            each.end()


def in_hand(simulations):
    """The one of these that waits or is being done, if any."""
    return next((each for each in simulations.running() if simulate.to_do(simulation=each.pk)), None)

"""What the worker does for this floor."""

from referrals.models import Simulation
from referrals.simulations import run_seed
from wemix.jobs import Job


@Job
def simulate(*, by, simulation, seed):
    run_seed(Simulation.objects.visible_to(by).get(pk=simulation), seed)

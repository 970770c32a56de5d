"""One assignment of 5,000 households to 3,000 places, in a process of its own: time against numpy, and memory."""

import json
import resource
import subprocess
import sys

import numpy as np

from tests.bench.measure import Line, seconds

SIZE = 5000, 3000
MOST_MEGABYTES = 700


def lines():
    found = {solver: _in_a_child(solver) for solver in ("dense", "sparse")}
    for solver, each in found.items():
        said = f"{each['solve']:.1f} s; numpy {each['floor']:.1f} s; the pairs, with reasons, {each['weigh']:.1f} s"
        yield Line(f"5,000 × 3,000, {solver} solver ÷ numpy reading and scoring", said, each["solve"] / each["floor"])
    quickest = min(found, key=lambda solver: found[solver]["solve"])
    said = f"{found[quickest]['megabytes']} MB of at most {MOST_MEGABYTES}, with all pairs weighed"
    memory = found[quickest]["megabytes"] / MOST_MEGABYTES
    yield Line(f"5,000 × 3,000: memory of the quickest ({quickest}) ÷ what is allowed", said, memory, 1)
    if found["dense"]["earned"] != found["sparse"]["earned"]:
        yield Line("5,000 × 3,000: the two solvers disagree", str(found), is_wrong=True)


def _in_a_child(solver):
    answer = subprocess.run([sys.executable, "-m", "tests.bench.plan_large", solver], capture_output=True, check=True)
    return json.loads(answer.stdout)


def measure(solver):
    from referrals.matching.grid import Grid
    from referrals.matching.rulebook import DEFAULT
    from tests.bench.floor import Columns, read_and_score
    from tests.referrals.matching.village import TODAY, village

    households, places = village(1, *SIZE)
    facts = Columns(households, places, TODAY)
    parts = [slice(start, start + 500) for start in range(0, SIZE[0], 500)]
    floor = seconds(lambda: [read_and_score(facts, part) for part in parts])
    grid, told = None, {}

    def weigh():
        nonlocal grid
        grid = Grid(households, places, TODAY, DEFAULT)
        grid.fits, grid.tenths  # noqa: B018

    told["weigh"] = seconds(weigh)
    solve = {"dense": _dense, "sparse": _sparse}[solver]
    told["solve"] = seconds(lambda: told.update(earned=solve(grid.fits, grid.tenths)))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**told, "floor": floor, "megabytes": megabytes}


def _dense(fits, tenths):
    """Place by household: as the solver wants it, so that it copies nothing."""
    from scipy.optimize import linear_sum_assignment

    cost = np.zeros(fits.T.shape)
    np.subtract(0, tenths.T, out=cost, where=fits.T)
    places, households = linear_sum_assignment(cost)
    return int(-cost[places, households].sum())


def _sparse(fits, tenths):
    """Each place may stay empty, which is a household of its own that earns nothing."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    places, households = np.nonzero(fits.T)
    empty = np.arange(fits.shape[1])
    top = int(tenths.max()) + 1
    costs = np.concatenate([top - tenths[households, places], np.full(len(empty), top)]).astype(float)
    rows, columns = np.concatenate([places, empty]), np.concatenate([households, len(fits) + empty])
    shape = (len(empty), len(fits) + len(empty))
    chosen = min_weight_full_bipartite_matching(csr_array((costs, (rows, columns)), shape=shape))
    taken = chosen[1] < len(fits)
    return int(tenths[chosen[1][taken], chosen[0][taken]].sum())


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(json.dumps(measure(sys.argv[1])))

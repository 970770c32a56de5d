"""Tries other numbers on years of arrivals like ours: manage.py simulate [--host CODE] [--guard-days N] …"""

from dataclasses import replace

from django.core.management.base import BaseCommand, CommandError

from referrals.matching.groups import ALL
from referrals.matching.outcomes import compare, summarise
from referrals.models.simulation import SEEDS, Simulation
from referrals.rulebooks import current
from referrals.simulations import given, ingredients
from wemix.models import Organisation

NUMBERS = ("guard_days", "hold_days", "max_empty_beds")
SHOWN = (ALL, "band:emergency", "band:high", "band:planned", "access:yes", "secret:yes")


class Command(BaseCommand):
    help = "What other rules would do to five years of arrivals like a host's own, against today's and first-come."

    def add_arguments(self, parser):
        parser.add_argument("--host", help="its code; needed where there are several")
        parser.add_argument("--seeds", type=int, default=SEEDS)
        for name in NUMBERS:
            parser.add_argument(f"--{name.replace('_', '-')}", type=int)

    def handle(self, *, host, seeds, **numbers):
        host = self.host(host)
        tried = replace(current(host), **{name: numbers[name] for name in NUMBERS if numbers[name] is not None})
        demand, homes, policies = ingredients(Simulation(host=host, **given(host, tried)))
        done = []
        for seed in range(seeds):
            done.append(compare(demand, homes, policies, seed))
            self.stderr.write(f"{len(done)} of {seeds}", ending="\r")
        self.show(summarise(done))

    def host(self, code):
        hosts = Organisation.objects.hosting()
        found = list(hosts.filter(code=code) if code else hosts)
        if len(found) != 1:
            codes = ", ".join(hosts.values_list("code", flat=True))
            raise CommandError(f"Which hosting body? --host is one of: {codes or 'none yet'}.")
        return found[0]

    def show(self, summaries):
        names = list(summaries)
        self.stdout.write("".join(f"{cell:<24}" for cell in ["", *names]))
        self.line("occupancy", [f"{100 * each.occupancy.mean:.1f} %" for each in summaries.values()])
        for other in names[:-1]:
            gains = [each.gains.get(other) for each in summaries.values()]
            self.line(
                f"points over {other}", [f"{gain.mean:+.2f} ± {gain.error:.2f}" if gain else "" for gain in gains]
            )
        for group in SHOWN:
            self.line(group, [self.told(each.groups.get(group)) for each in summaries.values()])

    def line(self, head, cells):
        self.stdout.write("".join(f"{cell:<24}" for cell in [head, *cells]))

    def told(self, found):
        """Part housed, mean and 95th of the days waited."""
        if found is None or found.mean is None:
            return "–"
        return f"{100 * found.housed:.0f} %  {found.mean:.0f}/{found.late:.0f}"

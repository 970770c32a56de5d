"""Fills an empty database with an invented demonstration: manage.py demo_data [--seed N] [--households N]."""

from django.core.management.base import BaseCommand, CommandError

from referrals.demo.load import holds_something, load
from wemix.accounts import DEMO_PASSWORD

FEWEST = 150  # fewer would not hold every situation, nor lists that page


class Command(BaseCommand):
    help = "Loads invented people, homes and three years of referrals into a database that holds nothing else."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1, help="the same number gives the same people")
        parser.add_argument("--households", type=int, default=260, help=f"how many; at least {FEWEST}")

    def handle(self, *, seed, households, **options):
        if households < FEWEST:
            raise CommandError(f"A demonstration needs at least {FEWEST} households.")
        if holds_something():
            raise CommandError("This database holds something else already: the demonstration goes into an empty one.")
        load(seed, households)
        self.stdout.write(f"{households} invented households; everybody signs in with “{DEMO_PASSWORD}”.")

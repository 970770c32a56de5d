"""Fills an empty database with an invented demonstration: manage.py demo_data [--seed N] [--households N]."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from referrals.demo.copies import multiply
from referrals.demo.load import holds_something, load
from wemix.accounts import DEMO_PASSWORD

FEWEST = 200  # fewer would not hold every situation, nor lists that page
LIVED, MOST_LIVED = 260, 2000  # households lived one by one; of more, so many are lived and the others are copies


class Command(BaseCommand):
    help = "Loads invented people, homes and three years of referrals into a database that holds nothing else."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=1, help="the same number gives the same people")
        parser.add_argument("--households", type=int, default=LIVED, help=f"how many; at least {FEWEST}")

    def handle(self, *, seed, households, **options):
        if households < FEWEST:
            raise CommandError(f"A demonstration needs at least {FEWEST} households.")
        if holds_something():
            raise CommandError("This database holds something else already: the demonstration goes into an empty one.")
        households = invent(seed, households)
        self.stdout.write(f"{households} invented households; everybody signs in with “{DEMO_PASSWORD}”.")


@transaction.atomic(savepoint=False)
def invent(seed, households):
    """How many there are at the end: a copy is of all that were lived."""
    if households <= MOST_LIVED:
        load(seed, households)
        return households
    load(seed, LIVED)
    copies = -(-households // LIVED) - 1
    multiply(copies)
    return LIVED * (copies + 1)

from django.core.management.base import BaseCommand

from wemix.uploads.sweeping import sweep


class Command(BaseCommand):
    help = "Delete stored files that no row has: what was cut off before it was committed."

    def handle(self, **options):
        self.stdout.write(f"Files without a row, deleted: {sweep()}.")

from django.core.management.base import BaseCommand

from wemix import jobs


class Command(BaseCommand):
    help = "Do the work that pages asked for, until told to stop."
    requires_system_checks = []

    def handle(self, **options):
        jobs.work()

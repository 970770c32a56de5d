"""The web process's role, on a server that does not have it yet."""

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection

from wemix import roles


class Command(BaseCommand):
    help = "Make the role of the web process, and let the connected owner work as it."
    requires_system_checks = []

    def handle(self, **options):
        try:
            roles.make(connection)
        except ProgrammingError:
            raise CommandError(f"Not allowed to; as the server's master say: {roles.missing(connection)}") from None

"""The embedded server by hand."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from wemix.embedded_pg import launcher


class Command(BaseCommand):
    help = "start, stop, status, psql, url of the embedded database"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["start", "stop", "status", "psql", "url"])

    def handle(self, what, **options):
        if connection.settings_dict["ENGINE"] != "wemix.embedded_pg":
            raise CommandError("DATABASE_URL is set: the database is another server.")
        getattr(self, what)()

    def start(self):
        """And keep it running, although nobody uses it, until `devdb stop`."""
        launcher.ensure_running()
        launcher.cluster().kept_mark.touch()
        self.status()

    def stop(self):
        launcher.stop()
        self.status()

    def status(self):
        cluster = launcher.cluster()
        self.stdout.write(f"{cluster.state() or 'stopped'}: PostgreSQL {cluster.major}, data in {cluster.data}")

    def psql(self):
        connection.client.runshell([])

    def url(self):
        database = connection.settings_dict
        self.stdout.write(f"postgresql:///{database['NAME']}?user={database['USER']}&host={launcher.ensure_running()}")

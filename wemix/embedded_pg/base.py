"""Django's PostgreSQL backend, with a server that is there when a connection is asked for."""

from django.db.backends.postgresql import base

from wemix.embedded_pg import launcher
from wemix.embedded_pg.client import DatabaseClient
from wemix.embedded_pg.cluster import PORT


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self):
        return super().get_connection_params() | {"host": launcher.ensure_running(), "port": PORT}

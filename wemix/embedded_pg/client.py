"""`manage.py dbshell`: Django's client does not ask the backend for the address, nor where psql is."""

from django.db.backends.postgresql import client

from wemix.embedded_pg import launcher
from wemix.embedded_pg.cluster import PORT


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        there = {"HOST": launcher.ensure_running(), "PORT": PORT}
        args, env = super().settings_to_cmd_args_env(settings_dict | there, parameters)
        return [str(launcher.cluster().bin / "psql"), *args[1:]], env

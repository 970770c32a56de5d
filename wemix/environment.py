"""What the machine says, read strictly: a setting that is missing or malformed is one sentence, not a traceback."""

from contextlib import contextmanager

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
KEY_LENGTH = 50  # what Django's own deployment check asks for


class Environment(environ.Env):
    def get_value(self, var, *args, **kwargs):
        with in_one_sentence(var):
            return super().get_value(var, *args, **kwargs)

    @classmethod
    def parse_value(cls, value, cast):
        """django-environ takes every word that it does not know for false."""
        if cast is bool and value.lower() not in TRUE + FALSE:
            raise ValueError(value)
        return super().parse_value(value, cast)

    def database(self):
        """What DATABASE_URL says, if it is set; only PostgreSQL will do."""
        if not self.str("DATABASE_URL", default=""):
            return None
        with in_one_sentence("DATABASE_URL"):
            database = self.db("DATABASE_URL")
            if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"]:
                raise ValueError
        return database

    def mail(self):
        with in_one_sentence("EMAIL_URL"):
            return self.email_url("EMAIL_URL", default="consolemail://")

    def secret_key(self, debug):
        key = self.str("SECRET_KEY", default="only-for-this-machine" * 3 if debug else "")
        if len(key) < KEY_LENGTH:
            raise ImproperlyConfigured(f"SECRET_KEY must be set to {KEY_LENGTH} random characters or more.")
        return key


@contextmanager
def in_one_sentence(var):
    try:
        yield
    except Exception as malformed:  # each type fails in its own way; the value itself may be a secret
        raise ImproperlyConfigured(
            f"{var} is missing or malformed: .env.example shows how it is written."
        ) from malformed

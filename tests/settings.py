"""The settings under test, and a database of the tests' own, tuned for speed: never the developer's."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("EMBEDDED_PG_PROFILE", "test")

from wemix import catalogue  # noqa: E402
from wemix.settings import *  # noqa: E402, F403

catalogue.compile_what_changed()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # hashing slowly is Django's to test
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - a live server's threads must not keep the database at the end
PROCRASTINATE_IMPORT_PATHS = ["tests.jobs"]
STORAGES["uploads"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405

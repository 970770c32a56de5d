"""Databases that a subject may fill and change as it likes: all migrated once, and gone at the end."""

from contextlib import contextmanager

from django.db import connection
from django.test import override_settings
from django.test.runner import DiscoverRunner

NO_MAIL = override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")


@contextmanager
def migrated():
    """The one that the others are copies of; it stays empty."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with NO_MAIL:
            yield
    finally:
        runner.teardown_databases(databases)


@contextmanager
def copies(*purposes):
    """The name of a copy for each purpose; the first is the one that is asked."""
    pattern = connection.settings_dict["NAME"]
    names = [f"{pattern}_{purpose}" for purpose in purposes]
    connection.close()
    for name in names:
        _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {pattern}")
    try:
        with asked(names[0]):
            yield names
    finally:
        for name in names:
            _run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def asked(name):
    """Every question goes to this database, those of new threads too."""
    before = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(before)


def _turn_to(name):
    connection.close()
    connection.settings_dict["NAME"] = name


def _run(*statements):
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

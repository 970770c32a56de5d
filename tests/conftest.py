import gc

import hypothesis
import pytest
from django.core.cache import caches
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

from wemix import reference_data

pytest_plugins = ["tests.people"]
hypothesis.settings.register_profile("unhurried", deadline=None)  # a busy machine is no bug
hypothesis.settings.load_profile("unhurried")
gc.set_threshold(50_000)  # looking for cycles after every 700 objects is a twelfth of the tests' time


def pytest_collection_modifyitems(items):
    """What stays together on one worker comes first: at the end the others would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_collection_finish():
    gc.freeze()  # what every test needs is no garbage


@pytest.fixture(scope="session", autouse=True)
def what_was_left_open_is_told():
    """While somebody still listens: a worker that has ended is not heard."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def sentences_in_english():
    """What a test asks of the code is answered as it is written; pages speak Italian, as for everybody."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def no_demonstration():
    """Asked once a minute of the database: answered beforehand, so that no test counts a query more than another."""
    caches["process"].set("is_demo", False, None)


@pytest.fixture(scope="session", autouse=True)
def only_what_holds_rows_is_emptied():
    """After a test with transactions of its own: Django's TRUNCATE makes anew the files of two hundred tables, and all
    is done again that follows a migration. Here rows are deleted, except those that only a migration writes, and the
    reference data are loaded; rights and partitions are as the migration left them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _delete_rows)
        patch.setattr(flush, "emit_post_migrate_signal", _reference_data_come_back)
        yield


def _delete_rows(operations, style, tables, **how):
    tables = set(tables) - {"auth_permission", "django_content_type"}
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
    with operations.connection.cursor() as cursor:
        cursor.execute(asked)
        held = [table for (table,) in cursor.fetchall()]
    no_trigger_asks = "SET LOCAL session_replication_role = replica"
    return [no_trigger_asks, *(f'DELETE FROM "{table}"' for table in held)]


def _reference_data_come_back(verbosity, interactive, db, **how):
    reference_data.after_migrate(using=db)


@pytest.fixture(autouse=True)
def the_log_ends_with_its_test(request, django_db_blocker):
    """A test with transactions of its own leaves the log behind, which no flush empties: only this may (0002_audit)."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('wemix.flush', 'on', false)")
            cursor.execute("TRUNCATE wemix_auditentry")
            cursor.execute("SELECT set_config('wemix.flush', '', false)")
        connection.close()  # beside a browser this may be a connection of its own, which would keep the database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Who is still connected at the end (a live server's thread) must not keep the tests' database."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND datname LIKE 'test\\_%' AND pid <> pg_backend_pid()"
        )

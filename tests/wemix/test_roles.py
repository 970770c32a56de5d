"""The web process works as a role that owns nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from wemix import checks, roles


@pytest.fixture
def as_role(db):
    def become(name):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {name}")

    return become


def test_the_owner_is_too_strong_for_the_web(as_role):
    assert [warning.id for warning in checks.the_web_process_owns_nothing(None, ["default"])] == ["wemix.W001"]


def test_the_web_role_is_not_too_strong(as_role):
    as_role("wemix_web")
    assert checks.the_web_process_owns_nothing(None, ["default"]) == []


def test_a_server_without_the_role_refuses_the_migration_with_what_to_say(db, settings):
    settings.WEB_ROLE = "nobody_made_me"
    with pytest.raises(ImproperlyConfigured, match="CREATE ROLE nobody_made_me LOGIN; GRANT nobody_made_me TO wemix_"):
        roles.before_migrate("default")


def test_the_role_is_made_once(db, settings):
    settings.WEB_ROLE = "made_by_a_test"
    roles.make(connection)
    roles.make(connection)
    roles.before_migrate("default")


def test_an_owner_that_may_not_make_roles_is_told_what_to_say(as_role, settings):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_owner")
    settings.WEB_ROLE = "nobody_made_me"
    as_role("plain_owner")
    assert roles.missing(connection) == "CREATE ROLE nobody_made_me LOGIN; GRANT nobody_made_me TO plain_owner;"

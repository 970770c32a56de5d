"""The web process works as a role that owns nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from wemix import checks, roles
from wemix.acting import acting

WHO = "SELECT current_user, coalesce(current_setting('wemix.user', true), '')"


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


def who_asks():
    with connection.cursor() as cursor:
        cursor.execute(WHO)
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_who_asked_is_forgotten_with_the_transaction(dora):
    owner = who_asks()
    with acting(dora):
        assert who_asks() == ("wemix_web", str(dora.pk))
    assert who_asks() == owner


def test_inside_a_transaction_it_goes_on_as_who_asked_before(db, dora, alice):
    with acting(dora):
        with acting(alice):
            assert who_asks() == ("wemix_web", str(alice.pk))
        assert who_asks() == ("wemix_web", str(dora.pk))

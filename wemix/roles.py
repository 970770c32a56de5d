"""The database role of the web process: it reads and writes rows, and owns nothing."""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

RIGHTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""
HINT = "CREATE ROLE {role} LOGIN; GRANT {role} TO {owner};"
MAY_WORK_AS = """
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %(role)s AND pg_has_role(current_user, oid, 'MEMBER')), current_user
"""
TOO_STRONG = """
SELECT current_user, rolsuper, EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p'))
FROM pg_roles WHERE rolname = current_user
"""


def before_migrate(using, **kwargs):
    """Roles are made once, by who runs the server; migrations only make sure of them."""
    hint = missing(connections[using])
    if hint:
        raise ImproperlyConfigured(
            f"the role {settings.WEB_ROLE} is not ready: run `manage.py db_roles`, or as the server's master: {hint}"
        )


def missing(connection):
    """What the server's master would have to say so that the connected role may work as the web role; or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_WORK_AS, {"role": settings.WEB_ROLE})
        ready, owner = cursor.fetchone()
    return None if ready else HINT.format(role=settings.WEB_ROLE, owner=owner)


def make(connection):
    """The web role, and the right of the connected role to work as it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [settings.WEB_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {settings.WEB_ROLE} LOGIN")
        if missing(connection):
            cursor.execute(f"GRANT {settings.WEB_ROLE} TO CURRENT_USER")


def is_too_strong(connection):
    """The connected role's name, if it could read or change what the web process may not; or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(TOO_STRONG)
        name, is_superuser, owns = cursor.fetchone()
    return name if is_superuser or owns else None


# What the web role may not do to a table, each with its reason; a floor adds its own from its apps.py.
WITHHELD = {
    "wemix_auditentry": "UPDATE, DELETE",  # what was recorded stays
    "wemix_vocabularyterm": "INSERT, DELETE",  # codes are the program's
}


def after_migrate(using, **kwargs):
    """Grant the web role what new tables brought, and make the months of the audit to come."""
    with connections[using].cursor() as cursor:
        cursor.execute(RIGHTS.format(role=settings.WEB_ROLE))
        for table, rights in (WITHHELD | _history()).items():
            cursor.execute(f"REVOKE {rights} ON {table} FROM {settings.WEB_ROLE}")
        for month in _next_months(date.today(), 24):
            cursor.execute("SELECT wemix_audit_partition(%s)", [month])


def _history():
    """History is written by triggers; no page reads what people's data once were."""
    tables = [model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    return dict.fromkeys(tables, "SELECT, UPDATE, DELETE")


def _next_months(day, count):
    """The first day of this month and of the following ones."""
    first = day.year * 12 + day.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(first, first + count)]

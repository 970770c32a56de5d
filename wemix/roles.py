"""The database role of the web process: it reads and writes rows, and owns nothing."""

from datetime import date

from django.conf import settings
from django.db import connections

RIGHTS = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""

# What the web role may not do to a table, each with its reason; a floor adds its own from its apps.py.
WITHHELD = {"wemix_auditentry": "UPDATE, DELETE"}  # what was recorded stays


def after_migrate(using, **kwargs):
    """Grant the web role what new tables brought, and make the months of the audit to come."""
    with connections[using].cursor() as cursor:
        cursor.execute(RIGHTS.format(role=settings.WEB_ROLE))
        for table, rights in WITHHELD.items():
            cursor.execute(f"REVOKE {rights} ON {table} FROM {settings.WEB_ROLE}")
        for month in _next_months(date.today(), 24):
            cursor.execute("SELECT wemix_audit_partition(%s)", [month])


def _next_months(day, count):
    """The first day of this month and of the following ones."""
    first = day.year * 12 + day.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(first, first + count)]

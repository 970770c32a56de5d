"""Work on the database as somebody: the web role, and settings that say who asks, to the triggers of history too.

All of it is local to the transaction: nothing leaks to the next user of the connection, also behind a pooler.
"""

import json
import uuid
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from wemix.models.term import read_changes
from wemix.terms import known

WHO = ("role", "wemix.user", "wemix.user_role", "wemix.organisation")
HISTORY = ("pghistory.context_id", "pghistory.context_metadata")  # read by its triggers
NAMES = (*WHO, *HISTORY, "statement_timeout", "lock_timeout")
CHANGES_OF_TERMS = "SELECT coalesce(sum(version - 1), 0) FROM wemix_vocabularyterm"  # no term is ever deleted


@contextmanager
def acting(user):
    """Open a transaction as the web role on behalf of `user` (nobody: None)."""
    is_inside = connection.in_atomic_block
    with transaction.atomic():
        before = _read() if is_inside else None
        _set(_values(user))
        yield
        if is_inside and not transaction.get_rollback():
            _set(before)  # a savepoint's release keeps local settings; the end of a transaction forgets them by itself


def _values(user):
    who = (str(user.pk), user.role, str(user.organisation_id or "")) if user else ("", "", "")
    history = (str(uuid.uuid4()), json.dumps({"user": user.pk if user else None}))
    return (settings.WEB_ROLE, *who, *history, f"{settings.PAGE_TIMEOUT}s", f"{settings.PAGE_TIMEOUT}s")


def _read():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['coalesce(current_setting(%s, true), %s)'] * len(NAMES))}", _pairs(""))
        return cursor.fetchone()


def _pairs(default):
    return [value for name in NAMES for value in (name, default)]


def _set(values):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(NAMES))}, ({CHANGES_OF_TERMS})",
            [value for pair in zip(NAMES, values, strict=True) for value in pair],
        )
        *_set, changes = cursor.fetchone()
    known.keep_up(changes, read_changes)

"""The only writer of AuditEntry."""

from contextvars import ContextVar

from django.contrib.auth import signals
from django.db import transaction

from wemix.models import AuditEntry

Action = AuditEntry.Action
ROW_LENGTH = AuditEntry._meta.get_field("row").max_length
origin = ContextVar("origin", default=None)  # the address that the request in hand came from


def record(action, verb, target=None, *, by, fields=(), rows=None):
    """Write that `by` did `verb` to `target`: a model instance, a (label, key) pair, or nothing."""
    model, row = target if isinstance(target, tuple) else ("", "")
    household = None
    if target is not None and not isinstance(target, tuple):
        model, row = target._meta.label_lower, target.pk
        household = target.pk if model == "beneficiaries.household" else getattr(target, "household_id", None)
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                user_id=by.pk if by else None,
                organisation_id=getattr(by, "organisation_id", None),
                action=action,
                verb=verb,
                model=model,
                row=str(row)[:ROW_LENGTH],  # of what does not exist, the key is what somebody typed
                household_id=household,
                fields=list(fields),
                rows=rows,
                origin=origin.get(),
            )
        ]
    )


def change(verb, target, *, by, fields=(), rows=None):
    record(Action.CHANGE, verb, target, by=by, fields=fields, rows=rows)


def look(request, verb, row):
    """A form shows what its page shows, and is logged like it; what is sent is logged as a change."""
    if request.method == "GET":
        record(Action.LOOK, verb, row, by=request.user)


def record_apart(*args, **kwargs):
    """In a transaction of its own: what was refused is remembered although its request was undone."""
    with transaction.atomic():
        record(*args, **kwargs)


def listen():
    signals.user_logged_in.connect(_signed_in)
    signals.user_logged_out.connect(_signed_out)
    signals.user_login_failed.connect(_sign_in_failed)


def _signed_in(sender, user, **kwargs):
    record(Action.SIGN_IN, "session", user, by=user)


def _signed_out(sender, user, **kwargs):
    if user is not None:
        record(Action.SIGN_OUT, "session", user, by=user)


def _sign_in_failed(sender, **kwargs):
    record(Action.SIGN_IN_FAILED, "session", by=None)

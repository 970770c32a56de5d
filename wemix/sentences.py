"""A refusal of the database, said to people.

A constraint of a model carries its own message (violation_error_message); a trigger raises with one of the
codes below as its message, and the sentence stands beside the code, here or in the app's own table.
"""

from django.apps import apps
from django.db import IntegrityError, InternalError, OperationalError
from django.utils.translation import gettext_lazy as _

REFUSALS = (IntegrityError, InternalError, OperationalError)
IN_EACH_OTHERS_WAY = ("40P01", "55P03")  # a deadlock, and a row that somebody kept for too long
UNKNOWN = _("This can't be saved: it contradicts something saved before.")
BUSY = _("Meanwhile somebody else was saving something about the same. Nothing was saved here: send again.")
OF_TRIGGERS = {  # code raised by a trigger -> sentence; each floor adds its own in apps.py
    "code_is_stable": _("A code stands in rows and in files already sent: hide the term instead."),
    "audit_is_append_only": _("The log can't be changed."),
}


def sentence_for(error):
    """The sentence for one of the REFUSALS; what is none, as a server that has gone, is raised again."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if isinstance(error, OperationalError):
        if getattr(error.__cause__, "sqlstate", None) not in IN_EACH_OTHERS_WAY:
            raise error
        return BUSY
    if diagnosis is None:
        return UNKNOWN
    if diagnosis.constraint_name:
        return _of_constraints().get(diagnosis.constraint_name, UNKNOWN)
    return OF_TRIGGERS.get((diagnosis.message_primary or "").strip(), UNKNOWN)


def _of_constraints():
    return OF_TRIGGERS | {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }

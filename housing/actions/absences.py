"""Somebody is away, and is back."""

from django.db import transaction
from django.db.models import Q

from wemix import audit

CHANGE = audit.Action.CHANGE


@transaction.atomic
def save_absence(*, absence, fields, by):
    """A new absence, or one corrected. Who says that it is authorised, or not, is who decided it."""
    if "is_authorised" in fields:
        absence.decided_by = None if absence.is_authorised is None else by
    if absence._state.adding:
        absence.recorded_by = by
    absence.save()
    audit.record(CHANGE, "absence.save", absence, by=by, fields=fields)


@transaction.atomic
def end_absence(*, absence, on, by):
    """Back: `on` is the first night that they sleep here again."""
    absence.ends_on = on
    absence.save()
    audit.record(CHANGE, "absence.end", absence, by=by, fields=["ends_on"])


@transaction.atomic
def withdraw_absence(*, absence, by):
    """It was a mistake: they were here. The history keeps what was written."""
    audit.record(CHANGE, "absence.withdraw", absence, by=by)
    absence.delete()


def end_absences(absences, on):
    """Who leaves is no longer away: what was to last beyond that day ends with it."""
    absences.filter(starts_on__gte=on).delete()
    for absence in absences.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        absence.ends_on = on
        absence.save()

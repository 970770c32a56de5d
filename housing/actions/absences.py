"""Somebody is away, and is back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from housing.actions.presences import settle
from housing.models import Absence, Disagreement
from housing.workflow import lock
from wemix import audit
from wemix.periods import beyond

Kind, How = Disagreement.Kind, Disagreement.How


@transaction.atomic
def save_absence(*, absence, fields, by):
    """A new absence, or one corrected. Who says that it is authorised, or not, is who decided it."""
    _refuse_beyond_the_stay(absence)
    if "is_authorised" in fields:
        absence.decided_by = None if absence.is_authorised is None else by
    if absence._state.adding:
        absence.recorded_by = by
    absence.save()
    explained = [] if absence.kind == Absence.Kind.UNEXPLAINED else [Kind.MINOR]
    settle(_in_it(absence).filter(kind__in=[Kind.ABSENT, *explained]), How.ABSENCE, by=by)
    audit.change("absence.save", absence, by=by, fields=fields)


def _refuse_beyond_the_stay(absence):
    """Recorded while somebody recorded the exit, it would never end."""
    lock(absence.stay)
    left = absence.stay.ended_on
    if left and (absence.ends_on is None or absence.ends_on > left):
        raise ValidationError(_("They left on %(day)s: nobody is away after that.") % {"day": f"{left:%d/%m/%Y}"})


@transaction.atomic
def end_absence(*, absence, on, by):
    """Back: `on` is the first night that they sleep here again."""
    absence.ends_on = on
    absence.save()
    settle(_of(absence).filter(kind=Kind.AWAY, round__day__gte=on), How.CORRECTED, by=by)
    audit.change("absence.end", absence, by=by, fields=["ends_on"])


@transaction.atomic
def withdraw_absence(*, absence, by):
    """It was a mistake: they were here. The history keeps what was written."""
    settle(_in_it(absence).filter(kind=Kind.AWAY), How.CORRECTED, by=by)
    audit.change("absence.withdraw", absence, by=by)
    absence.delete()


def _of(absence):
    """What did not agree with the round, of this person's."""
    return Disagreement.objects.filter(stay=absence.stay_id, person=absence.person_id)


def _in_it(absence):
    """Those of its own nights: an absence that is over explains nothing of tonight."""
    until = Q() if absence.ends_on is None else Q(round__day__lt=absence.ends_on)
    return _of(absence).filter(until, round__day__gte=absence.starts_on)


def end_absences(absences, on):
    """Who leaves is no longer away: what was to last beyond that day ends with it."""
    absences.filter(starts_on__gte=on).delete()
    for absence in absences.filter(beyond(on)):
        absence.ends_on = on
        absence.save()


def go_on_away(absence, stay, person, on):
    """Who lives on with us in the stay of a new household is as far away as before. The key of what goes on."""
    absence.pk, absence.version = None, 1
    absence.stay, absence.household_id, absence.person_id = stay, stay.household_id, person
    absence.starts_on = max(absence.starts_on, on)
    record_again(absence)
    return absence.pk


def record_again(absence):
    """It was recorded when it was, which is not now: save() would say now."""
    absence.human = absence.person.human
    absence.save_base(raw=True)

"""The life project, from its opening to its closing: rows come unsaved, or carrying what changed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beneficiaries.models import LifeProject
from wemix import audit


@transaction.atomic
def open_life_project(*, project, by):
    """Refused by the database where the household has one open."""
    project.opened_by = by
    project.save()
    audit.change("life_project.open", project, by=by)


@transaction.atomic
def change_life_project(*, project, fields, by):
    refuse_if_closed(project)
    project.save()
    audit.change("life_project.change", project, by=by, fields=fields)


@transaction.atomic
def close_life_project(*, project, on, note, by):
    """Its goals stay as they stand: how each ended is for the last review to say."""
    refuse_if_closed(project)
    project.closed_on, project.closed_by, project.closing_note = on, by, note
    project.save()
    audit.change("life_project.close", project, by=by)


def refuse_if_closed(project):
    """As it is saved now; it can't be closed before what is written here is saved."""
    if not LifeProject.objects.select_for_update(no_key=True).filter(pk=project.pk, closed_on=None).exists():
        raise ValidationError(_("This life project is closed: what it holds stays as it is."))

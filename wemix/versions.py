"""A row that two people may edit: each save counts up, so that a stale form is told, and shows both versions."""

from datetime import date, datetime

from django.db import models
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from wemix.templatetags.wemix import dmy, moment


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)


def lock_version(row):
    """The version saved now, with the row locked until the transaction ends."""
    return type(row)._base_manager.select_for_update(no_key=True).values_list("version", flat=True).get(pk=row.pk)


# Its form


def _row(form):
    """The saved row that this form edits, where two people may edit it; or None."""
    row = getattr(form, "instance", None)
    return row if isinstance(row, Versioned) and not row._state.adding else None


def version_of(form):
    """What the page was made from: as posted or drafted, until a refusal as stale has shown what stands now."""
    row = _row(form)
    if row is None:
        return ""
    if hasattr(form, "stale"):
        return lock_version(row)
    return form.data.get("version") or row.version


def refuse_stale(form, post):
    """Somebody saved meanwhile: show what stands now beside what was typed. Sending again keeps what was typed.

    The row stays locked until the request ends, so that of two writers one is always told.
    """
    row = _row(form)
    if row is None or post.get("version", "") == str(lock_version(row)):
        return False
    form.stale = [
        {
            "label": form[name].label,
            "saved": _in_words(form[name], form[name].initial),
            "typed": _in_words(form[name], form.cleaned_data.get(name, form[name].value())),
        }
        for name in form.changed_data
    ]
    form.add_error(None, _("Meanwhile somebody else changed this. Compare, and send again to keep what is typed here."))
    return True


def _in_words(field, value):
    """As the page says it: the words of a choice, a day as people write it, a dash for nothing."""
    words = {str(code): label for code, label in flatten_choices(getattr(field.field, "choices", None) or ())}
    if value in (None, ""):
        blank = str(words.get("", ""))
        return blank if any(map(str.isalpha, blank)) else "–"  # "not known" is an answer, a row of dashes is none
    if isinstance(value, list | tuple | set | models.QuerySet):
        return ", ".join(_in_words(field, each) for each in value) or "–"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return dmy(value)
    said = str(getattr(value, "pk", value))
    if isinstance(value, bool):
        return words.get(said) or (_("Yes") if value else _("No"))
    return words.get(said) or (_("no longer in the list") if words else str(value))

"""Fields of the desk: dates as on the site, and a name for every cell."""

from django import forms
from django.contrib.admin import TabularInline
from django.db import models

from wemix.forms import NATIVE_WIDGETS


def _native(form_class):
    kind, widget, format = NATIVE_WIDGETS[form_class]
    return {"form_class": form_class, "widget": widget(format=format, attrs={"type": kind})}


class Cell(forms.BoundField):
    """Of a table of rows: its help stands in the column's head, and there is nothing below it to refer to."""

    def __init__(self, *args):
        super().__init__(*args)
        self.help_text = ""


class DeskFields:
    """For every ModelAdmin and inline: dates as on the site (the admin's calendar has no labels), cells with names."""

    formfield_overrides = {
        models.DateField: _native(forms.DateField),
        models.DateTimeField: _native(forms.DateTimeField),
        models.TimeField: _native(forms.TimeField),
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(self, TabularInline):
            said = filter(None, (field.label, field.help_text))  # in the column's head, which names nothing to a reader
            field.widget.attrs.setdefault("aria-label", ": ".join(map(str, said)))
        return field

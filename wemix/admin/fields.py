"""Fields of the desk: dates as on the site, a name for every cell, addresses without what nobody sees."""

from unicodedata import category

from django import forms
from django.contrib.admin import TabularInline
from django.db import models

from wemix.forms import NATIVE_WIDGETS


def _native(form_class):
    kind, widget, format = NATIVE_WIDGETS[form_class]
    return {"form_class": form_class, "widget": widget(format=format, attrs={"type": kind})}


class AddressField(forms.EmailField):
    """What is pasted may bring marks along (where a line turns its direction) that nobody sees or can take off."""

    def to_python(self, value):
        return super().to_python("".join(letter for letter in value or "" if category(letter) != "Cf"))


class Cell(forms.BoundField):
    """Of a table of rows: its help stands in the column's head, and there is nothing below it to refer to."""

    def __init__(self, *args):
        super().__init__(*args)
        self.help_text = ""


class DeskFields:
    """For every ModelAdmin and inline: dates as on the site (the admin's calendar has no labels), cells with names,
    addresses without what nobody sees."""

    formfield_overrides = {
        models.DateField: _native(forms.DateField),
        models.DateTimeField: _native(forms.DateTimeField),
        models.TimeField: _native(forms.TimeField),
        models.EmailField: {"form_class": AddressField},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(self, TabularInline):
            said = filter(None, (field.label, field.help_text))  # in the column's head, which names nothing to a reader
            field.widget.attrs.setdefault("aria-label", ": ".join(map(str, said)))
        return field

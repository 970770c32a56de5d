"""Saying that a place is ready."""

from django import forms
from django.utils.translation import gettext as _

from wemix.forms import PageForm


def ready_already(turnaround):
    return _("%(place)s was said to be ready already.") % {"place": turnaround.place}


class ReadyForm(PageForm):
    def clean(self):
        """In another tab, or by somebody else, it was said meanwhile."""
        if self.instance.is_over:
            raise forms.ValidationError(ready_already(self.instance))
        return super().clean()

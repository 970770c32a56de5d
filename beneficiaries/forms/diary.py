"""The diary: a note is one field, the rest for who wants it; and its filter."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.life_project import people_of
from beneficiaries.models import DiaryEntry
from wemix.filters import newest_or_oldest_first
from wemix.forms import PageModelForm


class DiaryForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = DiaryEntry
        fields = ["text", "readers", "kind", "person", "with_whom", "minutes", "happened_at"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "autofocus": True})}

    def __init__(self, *args, household, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = DiaryEntry.readers_for(is_host=user.organisation.is_host)
        self.fields["person"].queryset = people_of(household, user)
        self.fields["person"].empty_label = _("The whole household")
        self.fields["person"].label = _("About whom")

    def clean_happened_at(self):
        at = self.cleaned_data["happened_at"]
        if at > timezone.now() + timedelta(minutes=5):  # clocks differ
            raise forms.ValidationError(_("The diary holds what has happened: this is still to come."))
        return at

    def more_fields(self):
        """What the page keeps folded."""
        return [self[name] for name in self.fields if name != "text"]


class DiaryFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DiaryEntry.Kind.choices, empty_label=_("All kinds"))
    person = django_filters.ChoiceFilter(label=_("About whom"), empty_label=_("Everybody"))
    by = django_filters.ChoiceFilter(label=_("Written by"), empty_label=_("Everybody"))
    order = newest_or_oldest_first()

    class Meta:
        model = DiaryEntry
        fields = ["kind", "person", "by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = names(self.queryset, "person")
        self.filters["by"].extra["choices"] = names(self.queryset, "by")


def names(entries, whose):
    """Whom the entries name, as choices: nobody whose entries can't be read is offered."""
    named = entries.order_by().exclude(**{whose: None})
    found = named.values_list(f"{whose}__first_name", f"{whose}__last_name", whose).distinct()
    return [(pk, f"{first} {last}".strip()) for first, last, pk in sorted(found)]

"""The diary: a note is one field, the rest for who wants it; an incident; and the filter."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.fields import people_of
from beneficiaries.models import Addendum, DiaryEntry
from beneficiaries.vocabularies.incidents import Called, Harm
from wemix.filters import newest_or_oldest_first
from wemix.forms import PageModelForm, pair
from wemix.uploads.fields import UploadField

INCIDENT = DiaryEntry.Kind.INCIDENT


class OfHousehold(PageModelForm):
    """What happened, when, and about whom."""

    marks_optional = False
    file = UploadField(label=_("Photo or paper"), required=False)

    def __init__(self, *args, household, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(household, user)
        self.fields["person"].empty_label = _("The whole household")
        self.fields["person"].label = _("About whom")

    def clean_happened_at(self):
        return _past(self.cleaned_data["happened_at"])


def _past(moment):
    if moment and moment > timezone.now() + timedelta(minutes=5):  # clocks differ
        raise forms.ValidationError(_("The diary holds what has happened: this is still to come."))
    return moment


class DiaryForm(OfHousehold):
    class Meta:
        model = DiaryEntry
        fields = ["text", "readers", "kind", "person", "with_whom", "minutes", "happened_at"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "autofocus": True})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["readers"].choices = DiaryEntry.readers_for(is_host=user.organisation.is_host)
        kinds = self.fields["kind"]
        kinds.choices = [each for each in kinds.choices if each[0] != INCIDENT]

    def more_fields(self):
        """What the page keeps folded."""
        return [self[name] for name in self.fields if name != "text"]


class IncidentForm(OfHousehold):
    called = forms.MultipleChoiceField(
        label=_("Who was called"), choices=Called, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = DiaryEntry
        fields = [
            "text",
            "happened_at",
            "person",
            "involved",
            "harm",
            "harm_how",
            "called",
            "supervisor_told_at",
            "minutes",
        ]
        widgets = {"harm": forms.RadioSelect}
        help_texts = {
            "supervisor_told_at": _("If you told them by voice. The program tells them at once, when you save."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["harm"].required = True
        self.fields["harm"].choices = Harm.choices

    def rows(self):
        return [
            "text",
            pair("happened_at", "person"),
            "involved",
            "harm",
            "harm_how",
            "called",
            pair("supervisor_told_at", "minutes"),
            "file",
        ]

    def clean_supervisor_told_at(self):
        return _past(self.cleaned_data["supervisor_told_at"])


class AddendumForm(PageModelForm):
    file = UploadField(label=_("Photo or paper"), required=False)

    class Meta:
        model = Addendum
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "autofocus": True})}


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

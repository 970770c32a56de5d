"""What narrows a household's timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Person
from wemix.forms import PageForm
from wemix.timeline import Kind


class TimelineForm(PageForm):
    marks_optional = False
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    person = forms.ModelChoiceField(None, label=_("About whom"), required=False)
    first = forms.DateField(label=_("From"), required=False)
    last = forms.DateField(label=_("Up to and including"), required=False)

    def __init__(self, data, *, household, user):
        super().__init__(data)
        people = Person.objects.visible_to(user).filter(memberships__household=household).distinct()
        self.fields["person"].queryset = people.order_by("born_on", "pk")
        self.fields["person"].empty_label = _("Everybody")

    def narrow(self, moments):
        """What can't be read narrows nothing, and is said beside its field."""
        self.full_clean()
        said = self.cleaned_data
        person, first, last = said.get("person"), said.get("first"), said.get("last")
        return [
            moment
            for moment in moments
            if (not said.get("kind") or moment.kind == said["kind"])
            and (not person or moment.person == person.pk)
            and (not first or moment.day >= first)
            and (not last or moment.day <= last)
        ]

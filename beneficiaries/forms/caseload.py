"""Which households pass to which colleague, with a note for each."""

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext_lazy as _

from wemix.access import Role
from wemix.forms import PageForm
from wemix.models import User


class CaseloadForm(PageForm):
    worker = forms.ModelChoiceField(None, label=_("To whom"))
    stays_substitute = forms.BooleanField(
        label=_("Who is in charge now stays as substitute"), required=False, help_text=_("For an absence.")
    )
    sure = forms.BooleanField(
        label=_("I have checked the households and the colleague"),
        error_messages={"required": _("Tick this when you have checked.")},
    )
    marks_optional = False

    def __init__(self, data=None, *, households, of_whom, user):
        self.households = households
        super().__init__(data, initial={f"take_{household.pk}": True for household in households})
        colleagues = User.objects.visible_to(user).working().exclude(pk=of_whom.pk)
        self.fields["worker"].queryset = colleagues.filter(role=Role.SOCIAL_WORKER, organisation=user.organisation_id)
        if not of_whom.is_active:
            del self.fields["stays_substitute"]
        for household in households:
            self._add(household)

    def _add(self, household):
        note = _("Note on %(name)s, for its diary") % {"name": household.name}
        self.fields[f"take_{household.pk}"] = forms.BooleanField(label=household.name, required=False)
        self.fields[f"note_{household.pk}"] = forms.CharField(label=note, required=False, max_length=2000)

    def rows(self):
        each = [Div(f"take_{row.pk}", Field(f"note_{row.pk}"), css_class="caseload-row") for row in self.households]
        last = ["worker"] + [name for name in ("stays_substitute", "sure") if name in self.fields]
        return [*each, *last]

    def clean(self):
        cleaned = super().clean()
        if not self.taken:
            raise forms.ValidationError(_("Choose at least one household."))
        return cleaned

    @property
    def taken(self):
        return [row for row in self.households if self.cleaned_data.get(f"take_{row.pk}")]

    @property
    def notes(self):
        return {row.pk: self.cleaned_data.get(f"note_{row.pk}", "") for row in self.taken}

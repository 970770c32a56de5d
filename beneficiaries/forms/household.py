"""A household's own few fields, and the needs of its home."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.fields import SecretAddressField
from beneficiaries.models import Household
from beneficiaries.models.need import NeedKind
from beneficiaries.vocabularies.people import Answer
from wemix.forms import AnswerRadio, PageForm, PageModelForm


class NeedsFields:
    """One question for each kind of need: silence is not a no."""

    def add_needs(self, answers=None):
        for kind in NeedKind:
            self.fields[f"need-{kind}"] = forms.ChoiceField(
                label=kind.label,
                choices=Answer.choices,
                initial=(answers or {}).get(kind, Answer.UNKNOWN),
                required=False,
                widget=AnswerRadio,
            )

    def need_fields(self):
        return [self[f"need-{kind}"] for kind in NeedKind]

    def answers(self):
        return {kind: self.cleaned_data[f"need-{kind}"] or Answer.UNKNOWN for kind in NeedKind}


class NeedsForm(NeedsFields, PageForm):
    """`needs`: the answers given before, of `whose`: the household, or one of its people."""

    marks_optional = False

    def __init__(self, data=None, *, whose, needs):
        super().__init__(data, instance=whose)
        self.add_needs({need.kind: need.answer for need in needs})
        notes = {need.kind: need.note for need in needs}
        for kind in NeedKind:
            self.fields[f"note-{kind}"] = forms.CharField(
                label=_("Note"), max_length=200, required=False, initial=notes.get(kind, "")
            )

    def questions(self):
        """(answer, note) of each need."""
        return [(self[f"need-{kind}"], self[f"note-{kind}"]) for kind in NeedKind]

    def notes(self):
        return {kind: self.cleaned_data[f"note-{kind}"] for kind in NeedKind}


class HouseholdForm(PageModelForm):
    head = forms.ModelChoiceField(None, label=_("Contact person of the household"), empty_label=None)
    address_secret = SecretAddressField()

    class Meta:
        model = Household
        fields = ["name", "contact"]

    def __init__(self, *args, members, **kwargs):
        """`members`: memberships of today."""
        super().__init__(*args, **kwargs)
        self.fields["contact"].required = True
        self.fields["head"].queryset = members
        self.fields["head"].initial = next((member for member in members if member.is_head), None)
        self.fields["head"].help_text = _("Kinship is told from this person: if it changes, look at the others' too.")
        said_yes = self.data.get("address_secret") == "True"  # a yes counts also where it comes after a no
        if self.instance.is_protected or not (said_yes or self.instance.secrecy_is_unknown):
            del self.fields["address_secret"]

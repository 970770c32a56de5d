"""What was learnt of those who left, some months later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies.people import Answer
from housing.models import ExitFollowUp
from wemix.forms import AnswerRadio, PageModelForm

HAS_A_HOME = [choice for choice in Answer.choices if choice[0] != Answer.REFUSED]


class FollowUpForm(PageModelForm):
    reached = forms.TypedChoiceField(
        label=_("Were they reached?"),
        choices=[(True, _("Yes")), (False, _("No"))],
        coerce=lambda said: said == "True",
        widget=AnswerRadio,
    )
    housed = forms.ChoiceField(label=_("Do they have a home?"), choices=HAS_A_HOME, widget=AnswerRadio, required=False)

    class Meta:
        model = ExitFollowUp
        fields = ["reached", "lives_in", "housed", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["reached"] = None

    def clean(self):
        """Of who was not reached nothing is known: what was typed about them is dropped."""
        said = super().clean()
        if self.instance.at:
            recorded = _("Meanwhile %(who)s recorded this follow-up, and it stays as it was recorded.")
            raise forms.ValidationError(recorded, params={"who": self.instance.by})
        if said.get("reached") is False:
            return said | {"lives_in": "", "housed": ""}
        for name in ("lives_in", "housed"):
            if said.get("reached") and not said.get(name) and name not in self.errors:
                self.add_error(name, _("Say it, or choose “Not known”."))
        return said

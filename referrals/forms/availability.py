"""What one asks before there is a name: how many, and what the home must have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies import Answer
from referrals.matching.facts import Household, answer
from wemix.forms import PageForm

UNKNOWN_TOO = [(Answer.YES, _("Yes")), (Answer.NO, _("No")), (Answer.UNKNOWN, _("Not known"))]
NOT_WITH = {
    "women": {"accepts_men": Answer.NO, "accepts_mixed": Answer.NO},
    "men": {"accepts_women": Answer.NO, "accepts_mixed": Answer.NO},
}


class AvailabilityForm(PageForm):
    marks_optional = False
    people = forms.IntegerField(label=_("How many people need a bed"), min_value=1, max_value=12, initial=1)
    step_free = forms.ChoiceField(label=_("They need a home without steps"), choices=UNKNOWN_TOO, initial=Answer.NO)
    shared = forms.ChoiceField(label=_("They would live in a shared flat"), choices=UNKNOWN_TOO, initial=Answer.UNKNOWN)
    company = forms.ChoiceField(
        label=_("If shared, with whom"),
        choices=[("", _("anyone")), ("women", _("women")), ("men", _("men"))],
        required=False,
    )
    secret = forms.BooleanField(label=_("The address must stay secret"), required=False)
    needed_from = forms.DateField(label=_("From when"), required=False)

    def facts(self):
        """A household that nobody has named, for the matcher."""
        said = self.cleaned_data
        return Household(
            id=0,
            people=said["people"],
            step_free=said["step_free"],
            accepts_shared=said["shared"],
            secret_address=answer(said["secret"]),
            needed_from=said["needed_from"],
            **NOT_WITH.get(said["company"], {}),
        )

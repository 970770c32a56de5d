"""Rules to be tried: those in force, and what one would change of them."""

from dataclasses import replace

from crispy_forms.layout import Div, Fieldset, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from referrals.matching.criterion_wording import CRITERIA
from referrals.matching.order_wording import QUESTIONS
from referrals.matching.rulebook import WEIGHTS
from referrals.models import RulebookVersion
from referrals.models.rulebook import NUMBERS
from wemix.forms import PageModelForm

PLACES = {
    "first": pgettext_lazy("who comes", "First"),
    "second": pgettext_lazy("who comes", "Second"),
    "third": pgettext_lazy("who comes", "Third"),
    "fourth": pgettext_lazy("who comes", "Fourth"),
}


class SimulationForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = RulebookVersion
        fields = NUMBERS

    def __init__(self, data, *, rulebook):
        self.published = rulebook
        super().__init__(data, initial={name: getattr(rulebook, name) for name in NUMBERS})
        questions = [(code, question.label) for code, question in QUESTIONS.items()]
        for place, code in zip(PLACES, rulebook.order, strict=True):
            self._add(place, forms.ChoiceField(label=PLACES[place], choices=questions, initial=code))
        for criterion in WEIGHTS:
            weight = rulebook.weight_of(criterion)
            number = forms.IntegerField(label=CRITERIA[criterion].label, min_value=0, max_value=100, initial=weight)
            self._add(criterion, number)

    def _add(self, name, field):
        self.fields[name] = field

    def rows(self):
        return [
            Fieldset(_("Who comes first"), _side_by_side(PLACES, "col-sm-6")),
            Fieldset(_("Numbers of the rules"), _side_by_side(NUMBERS)),
            Fieldset(_("What counts for a home: 100 points in all"), _side_by_side(WEIGHTS)),
        ]

    def clean(self):
        said = super().clean()
        order = [said[place] for place in PLACES if place in said]
        if len(order) == len(PLACES) and len(set(order)) < len(order):
            self.add_error("first", _("Each of the four questions once."))
        weights = [said[criterion] for criterion in WEIGHTS if criterion in said]
        if len(weights) == len(WEIGHTS) and sum(weights) != 100:
            raise ValidationError(_("The points are %(sum)s: they must be 100 in all."), params={"sum": sum(weights)})
        return said

    @property
    def tried(self):
        said = self.cleaned_data
        return replace(
            self.published,
            order=tuple(said[place] for place in PLACES),
            weights={criterion: said[criterion] for criterion in WEIGHTS},
            **{name: said[name] for name in NUMBERS},
        )


def _side_by_side(names, width="col-sm-6 col-lg-3"):
    return Row(*(Div(name, css_class=width) for name in names))

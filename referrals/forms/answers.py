"""The answers that are no: a reason from the list, and what its effect asks."""

from datetime import timedelta

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from referrals.answers import DATA, HOUSEHOLD_SAYS, TEAM_SAYS, WITH_A_DAY, Effect
from wemix.forms import PageForm

NOTE = forms.Textarea(attrs={"rows": 3})
DAYS_TO_THINK = 30  # proposed for a pause, or for asking again


class ReasonRadio(forms.RadioSelect):
    """Each reason knows what else it asks, so that the page shows only that (forms.css)."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if asked := self.asked.get(value):
            option["attrs"]["data-asks"] = asked
        return option


class NoForm(PageForm):
    """`consequences`: the table of who says no."""

    consequences = {}
    reason = forms.ChoiceField(widget=ReasonRadio)
    on = forms.DateField(label=_("Day"), help_text=_("On which the pause ends, or the household is asked again."))
    datum = forms.ChoiceField(
        label=_("Which datum is to be put right"), choices=[("", _("To be chosen")), *DATA.items()]
    )
    note = forms.CharField(label=_("Note"), widget=NOTE, max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.choices = [
            (code.value, _with_effect(code.label, consequence.effect))
            for code, consequence in self.consequences.items()
        ]
        reason.widget.asked = {code.value: asked_by(consequence) for code, consequence in self.consequences.items()}
        self.fields["on"].initial = timezone.localdate() + timedelta(days=DAYS_TO_THINK)

    def rows(self):
        return ["reason", Div("on", css_class="asks-day"), Div("datum", css_class="asks-datum"), "note"]

    def clean_on(self):
        return from_tomorrow_on(self.cleaned_data["on"])

    def clean(self):
        """What the reason does not ask is left out, whatever stood in the field."""
        said = super().clean()
        asked = asked_by(self.consequences[said["reason"]]) if "reason" in said else ""
        for name, kind, nothing in (("on", "day", None), ("datum", "datum", "")):
            if asked != kind:
                said[name] = nothing
                self.errors.pop(name, None)
        return said


def from_tomorrow_on(day):
    if day <= timezone.localdate():
        raise forms.ValidationError(_("Choose a day from tomorrow on."))
    return day


def _with_effect(label, effect):
    return format_html('{} <span class="effect">{}</span>', label, effect.label)


def asked_by(consequence):
    """What a person must say for the effect to be brought about: a day, a datum, or nothing."""
    if consequence.effect in WITH_A_DAY:
        return "day"
    return "datum" if consequence.effect == Effect.CORRECT_DATUM and not consequence.datum else ""


class DeclineForm(NoForm):
    consequences = HOUSEHOLD_SAYS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why the household says no")


class TakeBackForm(NoForm):
    consequences = TEAM_SAYS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why it is taken back")

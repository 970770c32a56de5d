"""Fields that take what people write at a desk with the telephone ringing."""

import re
from datetime import date
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries import codice_fiscale
from beneficiaries.countries import citizenship_choices, country_choices, country_name
from beneficiaries.languages import language_choices, language_name
from beneficiaries.models import Person
from beneficiaries.phones import e164, spoken
from beneficiaries.spelling import plain
from beneficiaries.vocabularies.people import Answer
from wemix.forms import AnswerRadio


class BirthDateField(forms.DateField):
    """Typed by hand: a picker is slow for 1970, and the year alone is all that some papers carry."""

    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the birth date as 31/12/1990, or the year alone.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Like 31/12/1990; the year alone if no more is known."))
        super().__init__(input_formats=["%d/%m/%Y", "%d%m%Y", "%Y/%m/%d"], **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = _one_sign_between(value)
            value = f"01/01/{value}" if is_year_alone(value) else value
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if value and not date(1900, 1, 1) <= value <= timezone.localdate():
            raise ValidationError(_("Nobody here was born on that day: look at the year."))


def is_year_alone(text):
    return bool(re.fullmatch(r"\d{4}", (text or "").strip()))


def _one_sign_between(text):
    """14.5.1990, 14-5-1990 and 14 5 1990 are one date; seven digits in a row could be two."""
    text = re.sub(r"[\s.\-/]+", "/", text.strip())
    return text if "/" in text or len(text) in (0, 4, 8) else "?"


class PhoneField(forms.CharField):
    """A telephone number of any country, kept in the one form that can be called and compared (E.164)."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return ""
        if number := e164(text):
            return number
        raise ValidationError(_("This is no telephone number: one from abroad starts with + and the prefix."))

    def prepare_value(self, value):
        return spoken(value)


class CodeField(forms.CharField):
    """A codice fiscale, a provisional one, an STP or ENI code. An impossible form is refused, nothing else."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Codice fiscale"))
        kwargs.setdefault("help_text", _("16 characters, or 11 digits while provisional; STP or ENI. Empty if none."))
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value):
        return codice_fiscale.normalise(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if problems := codice_fiscale.problems(value):
            raise ValidationError(problems)


class NamedField(forms.CharField):
    """One of a long list, typed by its name with suggestions of the browser; kept by its code."""

    def __init__(self, *, choices, name_of, suggestions, **kwargs):
        self.choices, self.name_of = choices, name_of
        widget = forms.TextInput(attrs={"list": suggestions, "autocomplete": "off", "placeholder": " "})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return ""
        codes = {plain(name): code for code, name in self.choices()}
        if code := codes.get(plain(text)) or next((code for code in codes.values() if code == text), None):
            return code
        raise ValidationError(self._not_found(text))

    def _not_found(self, text):
        names = {plain(name): name for _code, name in self.choices()}
        near = [names[word] for word in get_close_matches(plain(text), names, n=3, cutoff=0.6)]
        if near:
            return _("«%(text)s» is not in the list. Perhaps: %(near)s?") % {"text": text, "near": ", ".join(near)}
        return _("«%(text)s» is not in the list: pick one of the names suggested.") % {"text": text}

    def prepare_value(self, value):
        return self.name_of(value) if value else value


class SeveralWidget(forms.MultiWidget):
    """The next box appears when the one before it is filled (households.css)."""

    refused = frozenset()  # the numbers of the boxes that hold no name of the list

    def __init__(self, boxes, name_of):
        self.name_of = name_of
        super().__init__(boxes, attrs={"class": "several form-control"})

    def get_context(self, name, value, attrs):
        """Only the box that was refused says so."""
        context = super().get_context(name, value, attrs)
        for number, box in enumerate(context["widget"]["subwidgets"]):
            if number not in self.refused:
                box["attrs"].pop("aria-invalid", None)
        return context

    def decompress(self, value):
        return [self.name_of(code) for code in value or []]


class SeveralField(forms.MultiValueField):
    """A few of a long list, in as many boxes."""

    def __init__(self, *, count, box_label, field, **kwargs):
        boxes = [field(required=False) for _ in range(count)]
        for number, box in enumerate(boxes, 1):
            box.widget.attrs["aria-label"] = format_lazy("{} {}", box_label, number)
        kwargs["widget"] = SeveralWidget([box.widget for box in boxes], boxes[0].name_of)
        super().__init__(boxes, require_all_fields=False, required=False, **kwargs)

    def clean(self, texts):
        self.widget.refused = {number for number, box in enumerate(self.fields) if _refuses(box, texts[number])}
        return super().clean(texts)

    def compress(self, codes):
        return list(dict.fromkeys(code for code in codes if code))

    def prepare_value(self, value):
        return [self.fields[0].prepare_value(code) for code in value or []]


def _refuses(box, text):
    try:
        box.clean(text)
    except ValidationError:
        return True
    return False


def country_field(**kwargs):
    return NamedField(choices=country_choices, name_of=country_name, suggestions="countries", **kwargs)


def _citizenship_field(**kwargs):
    return NamedField(choices=citizenship_choices, name_of=country_name, suggestions="citizenships", **kwargs)


def _language_field(**kwargs):
    return NamedField(choices=language_choices, name_of=language_name, suggestions="languages", **kwargs)


def citizenships_field():
    return SeveralField(count=2, box_label=_("Citizenship"), field=_citizenship_field, label=_("Citizenships"))


def languages_field():
    return SeveralField(count=3, box_label=_("Language"), field=_language_field, label=_("Languages"))


def people_of(household, user, also=None):
    """Who can be chosen: the members of today, the eldest first; `also`: who was chosen when still a member."""
    members = household.members_on(timezone.localdate()).order_by().values("person")
    chosen = Q(pk__in=members) | Q(pk=also)
    return Person.objects.visible_to(user).filter(chosen).order_by(F("born_on").asc(nulls_last=True), "pk")


class SecretAddressField(forms.TypedChoiceField):
    """True, False, or None while nobody knows: silence is not a no."""

    widget = AnswerRadio
    LABEL = _("Must their address stay secret?")
    HELP = _("Violence, trafficking, threats: where they live is then shown only to those who must know.")

    def __init__(self, *, label=LABEL, help_text=HELP, **how):
        choices = [(True, _("Yes")), (False, _("No")), ("", Answer.UNKNOWN.label)]
        said = {"coerce": lambda typed: str(typed) == "True", "empty_value": None, "required": False}
        super().__init__(label=label, help_text=help_text, choices=choices, **said, **how)

"""The rest of a member: what can wait until the household is registered, each part saved apart."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.essentials import (
    NOT_KNOWN,
    BirthDateTyped,
    CodeChecked,
    kinship_field,
    override_field,
)
from beneficiaries.forms.fields import (
    BirthDateField,
    CodeField,
    PhoneField,
    SecretAddressField,
    citizenships_field,
    country_field,
    languages_field,
)
from beneficiaries.models import Person, ResidencePermit
from beneficiaries.vocabularies.papers import WITHOUT_PERMIT
from beneficiaries.vocabularies.people import Answer, BirthDatePrecision, Kinship
from wemix.forms import AnswerRadio, AsksOfFarDays, PageForm, PageModelForm

NEW_PHONES = ("new1", "new2")


class PersonForm(BirthDateTyped, PageModelForm):
    marks_optional = False
    kinship = kinship_field()
    born_on = BirthDateField(label=_("Birth date"), required=False)
    birth_country = country_field(label=_("Country of birth"), required=False)
    citizenships = citizenships_field()
    languages = languages_field()
    address_secret = SecretAddressField(
        label=_("Must the address of this person stay secret?"),
        help_text=_(
            "Violence, trafficking, threats: where this person lives is then shown only to those who must know."
        ),
    )

    GROUPS = [
        (
            _("Who this is"),
            ["last_name", "first_name", "kinship", "born_on", "birth_precision", "sex", "gender"]
            + ["birth_country", "birth_place", "citizenships"],
        ),
        (_("Languages"), ["languages", "italian", "needs_interpreter"]),
        (_("School and work"), ["education", "school", "school_name", "employment"]),
        (_("Reaching them, and their safety"), ["email", "address_secret"]),
    ]

    class Meta:
        model = Person
        fields = [
            *["last_name", "first_name", "born_on", "birth_precision", "sex", "gender", "birth_country", "birth_place"],
            *["citizenships", "languages", "italian", "needs_interpreter", "education", "school", "school_name"],
            *["employment", "email", "address_secret"],
        ]
        widgets = {"needs_interpreter": AnswerRadio}

    def __init__(self, *args, membership, hides_secrecy, **kwargs):
        """`membership`: today's, or none; who must not know of a secret address is not asked about it."""
        super().__init__(*args, **kwargs)
        for name in ("sex", "gender"):
            self.fields[name].choices = [NOT_KNOWN, *self.fields[name].choices[1:]]
        for name in ("italian", "education", "school", "employment"):  # "not known" is an answer of theirs
            self.fields[name].choices = [("", "—"), *self.fields[name].choices[1:]]
        if membership is None or membership.is_head:
            del self.fields["kinship"]
        else:
            self.initial["kinship"] = "" if membership.kinship == Kinship.UNKNOWN else membership.kinship
        if hides_secrecy:
            del self.fields["address_secret"]
        self._show_a_year_as_it_was_typed()

    def _show_a_year_as_it_was_typed(self):
        """A day that nobody knows would be read as one, and kept; another day than the first was typed by somebody."""
        born, precision = self.instance.born_on, self.instance.birth_precision
        if born and precision == BirthDatePrecision.YEAR and (born.month, born.day) == (1, 1):
            self.fields["born_on"].widget.format = "%Y"

    def groups(self):
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in self.GROUPS]


class PersonCodeForm(CodeChecked, PageForm):
    """Another code for a person who is known: the one of its kind before it is kept as replaced."""

    code = CodeField(help_text=_("16 characters, or 11 digits while provisional; STP or ENI."))
    override = override_field()

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned, person = super().clean(), self.person
        self.check_code(
            cleaned.get("code"),
            cleaned.get("override"),
            first_name=person.first_name,
            last_name=person.last_name,
            birth_date=person.born_on,
            birth_date_precision=person.birth_precision,
            sex=person.sex,
        )
        return cleaned

    def rows(self):
        return ["code", "override"] if self.asks_why else ["code"]


class PermitForm(PageModelForm):
    class Meta:
        model = ResidencePermit
        fields = ["type", "status", "valid_through", "receipt", "appointment_on", "number"]
        help_texts = {
            "status": _("In renewal, with the receipt in hand, is not expired."),
            "valid_through": _("The last day on the card, also while it is being renewed."),
            "receipt": _("The number of the request in hand."),
        }

    def clean(self):
        """Who needs no permit, or has none, has no paper with dates."""
        cleaned = super().clean()
        if cleaned.get("type") in WITHOUT_PERMIT:
            for name in ("valid_through", "receipt", "appointment_on", "number"):
                cleaned[name] = None if name.endswith(("through", "on")) else ""
        return cleaned


class PhonesForm(PageForm):
    """All telephones of a person at once, and room for two more: an emptied one is taken off."""

    marks_optional = False

    def __init__(self, data=None, *, person, phones):
        self.phones = {str(phone.pk): phone for phone in phones}
        super().__init__(self._with_those_since(data), instance=person)
        for key in [*self.phones, *NEW_PHONES]:
            self._add_line(key, self.phones.get(key))

    def _with_those_since(self, data):
        """A telephone that wasn't on the page when it was typed is no emptied one: it stays as it is."""
        if data is None:
            return None
        data = data.copy()
        for key, phone in self.phones.items():
            if f"number-{key}" not in data:
                data.update({f"{name}-{key}": getattr(phone, name) for name in ("number", "is_safe", "note")})
        return data

    def _add_line(self, key, phone):
        self.fields[f"number-{key}"] = PhoneField(
            label=_("Telephone"), required=False, initial=phone.number if phone else ""
        )
        self.fields[f"is_safe-{key}"] = forms.ChoiceField(
            label=_("Safe to call?"),
            choices=Answer.choices,
            initial=phone.is_safe if phone else Answer.UNKNOWN,
            required=False,
            widget=AnswerRadio,
        )
        self.fields[f"note-{key}"] = forms.CharField(
            label=_("Note"),
            required=False,
            max_length=120,
            initial=phone.note if phone else "",
            help_text=_("Whose it is, when to call, whether it has WhatsApp."),
        )

    def lines(self):
        return [
            (self.phones.get(key), [self[f"{name}-{key}"] for name in ("number", "is_safe", "note")])
            for key in [*self.phones, *NEW_PHONES]
        ]

    def typed(self):
        """(phone or None, number, safe, note) of every line."""
        got = self.cleaned_data
        return [
            (self.phones.get(key), got[f"number-{key}"], got[f"is_safe-{key}"] or Answer.UNKNOWN, got[f"note-{key}"])
            for key in [*self.phones, *NEW_PHONES]
        ]


class ReturnsForm(AsksOfFarDays, PageForm):
    far_days = ("since",)
    kinship = kinship_field()
    since = forms.DateField(label=_("First day in the household again"), initial=timezone.localdate)

    def __init__(self, data=None, *, left_on):
        super().__init__(data)
        self.left_on = left_on

    def clean_since(self):
        if self.cleaned_data["since"] < self.left_on:
            raise forms.ValidationError(_("This person was in the household until later than that."))
        if self.cleaned_data["since"] > timezone.localdate():
            raise forms.ValidationError(_("Record it when the day has come."))
        return self.cleaned_data["since"]


class LeavesForm(AsksOfFarDays, PageForm):
    """People type the last day in the household; what is stored is the first day outside."""

    far_days = ("last_day",)
    last_day = forms.DateField(label=_("Last day in the household"), initial=timezone.localdate)

    def __init__(self, data=None, *, membership, others):
        super().__init__(data)
        self.membership = membership
        if membership.is_head and others:
            self.fields["new_head"] = forms.ModelChoiceField(
                others, label=_("Who is the contact person from then on?"), empty_label=None
            )

    def clean_last_day(self):
        last_day = self.cleaned_data["last_day"]
        if last_day < self.membership.starts_on:
            raise forms.ValidationError(_("This person joined the household later than that."))
        if last_day > timezone.localdate():
            raise forms.ValidationError(_("Record it when the day has come."))
        return last_day

    @property
    def first_day_outside(self):
        return self.cleaned_data["last_day"] + timedelta(days=1)

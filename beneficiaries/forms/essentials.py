"""Who somebody is, in one row of the registration and at the top of a member's own page."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries import codice_fiscale
from beneficiaries.actions import Newcomer
from beneficiaries.countries import country_name
from beneficiaries.duplicates import Sketch
from beneficiaries.forms.fields import (
    BirthDateField,
    CodeField,
    PhoneField,
    citizenships_field,
    country_field,
    is_year_alone,
    languages_field,
)
from beneficiaries.lookalikes import lookalikes
from beneficiaries.models import Person
from beneficiaries.vocabularies import OverrideReason
from beneficiaries.vocabularies.people import Answer, BirthDatePrecision, Kinship, Sex
from wemix.forms import TO_SAY, AnswerRadio, PageModelForm

NOT_KNOWN = ("", _("Not known"))
KINSHIPS = [
    ("", _("Not known")),
    *[choice for choice in Kinship.choices if choice[0] not in (Kinship.HEAD, Kinship.COMMUNITY_HEAD, Kinship.UNKNOWN)],
]


def kinship_field(**kwargs):
    """To the contact person of the household; what is not known comes back as a question."""
    return forms.TypedChoiceField(
        label=_("Kinship"), choices=KINSHIPS, coerce=int, empty_value=Kinship.UNKNOWN, required=False, **kwargs
    )


def override_field():
    return forms.ChoiceField(
        label=_("The code is right all the same, because"),
        choices=[("", TO_SAY), *OverrideReason.choices],
        required=False,
    )


class AsksWhoIsKnown:
    """A form with `user` and a hidden field `others`: those already known, and said to be other people."""

    alike = ()

    def look_for(self, people):
        self.alike = [found for form in people for found in lookalikes(self.user, form.sketch())]
        if self.alike and not set(self.alike_key.split("-")) <= set(self.data.get("others", "").split("-")):
            self.add_error(None, _("Somebody may be registered already: look below, then save all the same."))

    @property
    def alike_key(self):
        """Who was shown: only these are then taken to be others."""
        return "-".join(str(person.pk) for person, _reasons in self.alike)


class CodeChecked:
    """A form with `code` and `override`: what the code tells is compared with what is known of the person."""

    mismatches = ()

    def check_code(self, code, override, **known):
        self.mismatches = codice_fiscale.mismatches(code, **known)
        if self.mismatches and not override:
            self.add_error("code", [mismatch.sentence for mismatch in self.mismatches])

    @property
    def asks_why(self):
        """The three reasons are shown only where a code differs."""
        return bool(self.mismatches or self["override"].value())


class BirthDateTyped:
    """A form with `born_on` and `birth_precision`."""

    def clean_birth_precision(self):
        """The year alone is no day, unless papers carry its first."""
        said = self.cleaned_data["birth_precision"]
        if is_year_alone(self.data.get(self.add_prefix("born_on"))) and said != BirthDatePrecision.CONVENTIONAL:
            return BirthDatePrecision.YEAR
        return said or BirthDatePrecision.EXACT


class PersonEssentials(BirthDateTyped, CodeChecked, PageModelForm):
    whose = ""  # what the page calls this person, where it asks of several
    marks_optional = False
    born_on = BirthDateField(label=_("Birth date"), required=False)
    citizenships = citizenships_field()
    languages = languages_field()
    code = CodeField(required=False)
    override = override_field()

    class Meta:
        model = Person
        fields = ["last_name", "first_name", "born_on", "birth_precision", "sex", "citizenships", "languages"]
        help_texts = {"last_name": _("Who has one name only: here.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["sex"].choices = [NOT_KNOWN, *Sex.choices]
        self.fields["birth_precision"].required = False  # an empty one is exact, or the year that was typed alone

    def clean(self):
        cleaned = super().clean()
        self._fill_from_code(codice_fiscale.facts(cleaned.get("code"), timezone.localdate()))
        self.check_code(
            cleaned.get("code"),
            cleaned.get("override"),
            first_name=cleaned.get("first_name"),
            last_name=cleaned.get("last_name"),
            birth_date=cleaned.get("born_on"),
            birth_date_precision=cleaned.get("birth_precision"),
            sex=cleaned.get("sex"),
        )
        return cleaned

    def _fill_from_code(self, facts):
        """What the code tells fills empty fields, to be looked at once before it is saved."""
        told = told_by(facts) if facts else {}
        empty = [name for name in told if name in self.fields and not self.data.get(self.add_prefix(name))]
        if facts and facts.country_of_birth and "birth_country" not in self.fields:
            self.instance.birth_country = facts.country_of_birth
        for name in empty:
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = told[name]
            self.add_error(name, _("Taken from the codice fiscale: look whether it is right, and go on."))

    def sketch(self):
        """What is compared to find who may be the same person; only what was typed well."""
        cleaned = getattr(self, "cleaned_data", {})
        return Sketch(
            first_name=cleaned.get("first_name") or "",
            last_name=cleaned.get("last_name") or "",
            birth_date=cleaned.get("born_on"),
            codes=frozenset(filter(None, [cleaned.get("code")])),
            phones=frozenset(filter(None, [cleaned.get("phone")])),
        )


def told_by(facts):
    """Field -> text, as it would be typed."""
    told = {"born_on": f"{facts.birth_date:%d/%m/%Y}", "sex": facts.sex.value}
    if facts.country_of_birth:
        told["birth_country"] = country_name(facts.country_of_birth)
    return told


class HeadEssentials(PersonEssentials):
    """The contact person: also gender, country of birth, and a telephone with whether it is safe."""

    birth_country = country_field(label=_("Country of birth"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    phone_is_safe = forms.ChoiceField(
        label=_("Safe to call?"), choices=Answer.choices, initial=Answer.UNKNOWN, required=False, widget=AnswerRadio
    )

    class Meta(PersonEssentials.Meta):
        fields = [*PersonEssentials.Meta.fields, "gender", "birth_country"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = [NOT_KNOWN, *self.fields["gender"].choices[1:]]

    def clean_phone_is_safe(self):
        return self.cleaned_data["phone_is_safe"] or Answer.UNKNOWN


class MemberEssentials(PersonEssentials):
    kinship = kinship_field()
    copied = forms.CharField(required=False, widget=forms.HiddenInput)  # the surname that came with the row

    SHARED = ("last_name", "citizenships_0", "citizenships_1", "languages_0", "languages_1", "languages_2")
    OWN = ("first_name", "born_on", "sex", "code", "kinship")

    def is_blank(self):
        """Nothing of this person's own was typed: what was copied from the contact person doesn't count."""
        return not any(self._typed(name) for name in self.OWN) and self._typed("last_name") in (
            "",
            self._typed("copied"),
        )

    def _typed(self, name):
        return self.data.get(self.add_prefix(name), "").strip()


class NewMemberForm(AsksWhoIsKnown, HeadEssentials):
    """Somebody who joins a household that is registered already."""

    kinship = kinship_field()
    since = forms.DateField(
        label=_("In the household since"),
        initial=timezone.localdate,
        required=False,
        help_text=_("For a newborn, the birth date."),
    )
    others = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self._errors:
            self.look_for([self])


def newcomer(form, *, secret=None):
    """A person who was typed, not yet saved, with what is saved beside. `secret`: what was said of all addresses."""
    typed, person = form.cleaned_data, form.instance
    if secret is not None and not person.address_secret:
        person.address_secret = secret
    return Newcomer(
        person=person,
        kinship=typed.get("kinship"),
        code=typed["code"],
        override=typed["override"] if form.mismatches else "",
        phone=typed.get("phone", ""),
        phone_is_safe=typed.get("phone_is_safe", Answer.UNKNOWN),
    )

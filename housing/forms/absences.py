"""What people write of an absence, and of a bed that is given or left."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.lawful import living_beyond_it
from housing.models import Absence
from wemix.forms import AnswerRadio, AsksOfFarDays, PageForm, PageModelForm

DECIDED = [("", _("Not decided")), ("True", _("Yes")), ("False", _("No"))]


class AbsenceForm(AsksOfFarDays, PageModelForm):
    far_days = ("starts_on", "last_night")
    last_night = forms.DateField(
        label=_("Last night away"), required=False, help_text=_("Empty while nobody knows when they will be back.")
    )
    is_authorised = forms.TypedChoiceField(
        label=_("Authorised?"),
        choices=DECIDED,
        required=False,
        coerce=lambda typed: typed == "True",
        empty_value=None,
        widget=AnswerRadio,
    )

    class Meta:
        model = Absence
        fields = ["person", "starts_on", "kind", "is_authorised", "note"]

    def __init__(self, *args, people, sleepers, **kwargs):
        """`people`, `sleepers`: of the stay. Who is away is chosen once, and not changed afterwards."""
        super().__init__(*args, **kwargs)
        self.sleepers = sleepers
        self.fields["person"].queryset = people
        self.initial["last_night"] = self.instance.last_night
        self.initial.setdefault("is_authorised", "")
        if not self.instance._state.adding:
            self.fields["person"].disabled = True
            self.initial["is_authorised"] = "" if self.instance.is_authorised is None else self.instance.is_authorised

    def rows(self):
        return ["person", "starts_on", "last_night", *self.asked, "kind", "is_authorised", "note"]

    def clean(self):
        said = super().clean()
        if said.get("kind") == Absence.Kind.UNEXPLAINED and said.get("is_authorised"):
            self.add_error("is_authorised", _("An absence that nobody explained was authorised by nobody."))
        if said.get("starts_on") and said.get("person"):
            self._check_days(said)
        return said

    def _check_days(self, said):
        first, last = said["starts_on"], said.get("last_night")
        if last and last < first:
            self.add_error("last_night", _("The last night away comes before the first."))
            return
        beds = [row for row in self.sleepers if row.person_id == said["person"].pk]
        if not any(bed.starts_on <= first and (bed.ends_on is None or first < bed.ends_on) for bed in beds):
            self.add_error("starts_on", _("This person does not sleep here on that night."))
        self.instance.last_night = last


class BackForm(PageForm):
    on = forms.DateField(label=_("First night back"), initial=timezone.localdate)

    def clean_on(self):
        if self.cleaned_data["on"] <= self.instance.starts_on:
            raise forms.ValidationError(_("Away since a later night: if they never were, take the absence back."))
        return self.cleaned_data["on"]


class UseField(forms.ModelChoiceField):
    def label_from_instance(self, use):
        return str(use.place)


class SettleForm(PageForm):
    """Who belongs to the household sleeps in one of its places, or somewhere else."""

    HERE, ELSEWHERE = "here", "elsewhere"
    where = forms.ChoiceField(
        label=_("Where does this person sleep?"),
        choices=[(HERE, _("Here, with the household")), (ELSEWHERE, _("Somewhere else"))],
        widget=AnswerRadio,
    )
    use = UseField(queryset=None, label=_("In which place"), empty_label=None)
    on = forms.DateField(label=_("From which night"))
    excess_reason = forms.CharField(
        label=_("Why more than the beds, or than the law allows"),
        max_length=200,
        required=False,
        help_text=_("Only where no bed is left, or the rooms are too small for one more."),
    )

    def __init__(self, data, *, uses, since, person):
        super().__init__(data, initial={"on": since, "where": self.HERE, "use": uses.first()})
        self.fields["use"].queryset = uses
        self.person = person

    def clean(self):
        said = super().clean()
        if said.get("where") == self.HERE and said.get("use") and said.get("on") and not said.get("excess_reason"):
            nobody_twice = {"human": self.person.human}
            if beyond := living_beyond_it(said["use"].unit, 1, on=said["on"], but_for=nobody_twice):
                why = _("Say why.")
                self.add_error("excess_reason", f"{beyond} {why}")
        return said


class LeaveBedForm(PageForm):
    last_night = forms.DateField(label=_("Last night here"))

    def __init__(self, data, *, since):
        super().__init__(data, initial={"last_night": timezone.localdate() - timedelta(days=1)})
        self.since = since

    def clean_last_night(self):
        if self.cleaned_data["last_night"] < self.since - timedelta(days=1):
            raise forms.ValidationError(_("This person came to sleep here later than that."))
        return self.cleaned_data["last_night"]

    @property
    def first_night_elsewhere(self):
        return self.cleaned_data["last_night"] + timedelta(days=1)

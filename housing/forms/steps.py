"""One form for each step of a stay that asks something. It knows its stay, so that of two people one is told."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.summary import extension_text
from beneficiaries.vocabularies import ExitDestination, ExitReason
from housing.actions.corrections import days_written
from housing.models import Correction, Extension
from housing.models.days import since_2000
from housing.reasons import CorrectionReason, ExtensionReason, ExtensionRefusal, StaysOn
from wemix.forms import AnswerRadio, AsksOfFarDays, PageForm, has_come


def note_field():
    return forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))


def why_field(reasons, label):
    return forms.ChoiceField(label=label, choices=reasons, widget=forms.RadioSelect)


class StepForm(PageForm):
    def __init__(self, data=None, *, stay, user):
        super().__init__(data)
        self.instance, self.user = stay, user
        self.prepare(stay)

    def prepare(self, stay):
        """What is known already."""


class NoteForm(StepForm):
    note = note_field()


class AskExtensionForm(AsksOfFarDays, StepForm):
    far_days = ("until",)
    asked_by = forms.ChoiceField(label=_("Who asks"), choices=Extension.AskedBy, widget=AnswerRadio)
    reason = why_field(ExtensionReason, _("Why"))
    until = forms.DateField(label=_("Until when"), help_text=_("The new planned exit: a forecast, as the one before."))
    text = forms.CharField(
        label=_("The request in words"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Written from the goals of the life project: read it through and change what is to be changed."),
    )
    note = note_field()

    def prepare(self, stay):
        """The team speaks for itself and for the household; a sending body's word is the sending body's."""
        self.initial["text"] = extension_text(stay.household, self.user)
        of_others = {Extension.AskedBy.TEAM} if self.user.is_social_worker else set()
        if self.user.is_team and not self.user.is_coordinator:
            of_others = {Extension.AskedBy.SENDER}
        field = self.fields["asked_by"]
        field.choices = [choice for choice in field.choices if choice[0] not in of_others]

    def clean_until(self):
        return after_planned_exit(self.cleaned_data["until"], self.instance)


class OpinionForm(StepForm):
    opinion = forms.ChoiceField(
        label=_("Opinion of the sending body"), choices=Extension.Opinion, widget=forms.RadioSelect
    )
    note = note_field()


class GrantForm(AsksOfFarDays, StepForm):
    far_days = ("until",)
    until = forms.DateField(label=_("Granted until"))
    note = note_field()

    def prepare(self, stay):
        self.fields["until"].initial = stay.extensions.open().values_list("until", flat=True).first()

    def clean_until(self):
        return after_planned_exit(self.cleaned_data["until"], self.instance)


class RefuseForm(StepForm):
    reason = why_field(ExtensionRefusal, _("Why not"))
    note = note_field()


class ConfirmExitForm(AsksOfFarDays, StepForm):
    on = forms.DateField(
        label=_("They leave on"),
        help_text=_("The night before is the last one. Then the place is made ready, and can be given to others."),
    )
    note = note_field()

    def prepare(self, stay):
        planned, today = stay.planned_until, timezone.localdate()
        self.fields["on"].initial = planned if planned and planned >= today else None

    def clean_on(self):
        return from_today_on(self.cleaned_data["on"])


class StaysOnForm(StepForm):
    reason = why_field(StaysOn, _("Why they stay on"))
    note = note_field()


class AuthoriseForm(AsksOfFarDays, StaysOnForm):
    far_days = ("until",)
    until = forms.DateField(label=_("Authorised until"))
    field_order = ["until", "reason", "note"]

    def clean_until(self):
        return from_today_on(self.cleaned_data["until"])


def _day_of(choice):
    """Of «entry|2026-03-05»."""
    return date.fromisoformat(choice.split("|")[1])


class CorrectForm(AsksOfFarDays, StepForm):
    far_days = ("after",)
    which = forms.ChoiceField(label=_("Which day"), widget=forms.RadioSelect)
    after = forms.DateField(label=_("The right day"), validators=[has_come, since_2000])
    reason = why_field(CorrectionReason, _("Why it is corrected"))
    note = note_field()

    def prepare(self, stay):
        self.fields["which"].choices = [
            (f"{which}|{day.isoformat()}", f"{Correction.Which(which).label.capitalize()}: {day:%d/%m/%Y}")
            for which, day in days_written(stay)
        ]

    def measured_from(self, said):
        """The day as it is written; while none is chosen no day is far."""
        return _day_of(said["which"]) if said.get("which") else said.get("after")

    def far_sentence(self, days):
        return _("It is %(days)s days from the one that is written: is the year right? If so, say it below.") % {
            "days": days
        }

    def clean(self):
        said = super().clean()
        if which := said.get("which"):
            said |= {"which": which.split("|")[0], "before": _day_of(which)}
        if said.get("before") and said["before"] == said.get("after"):
            self.add_error("after", _("This is the day that is written already."))
        return said


class CorrectExitForm(StepForm):
    exit_reason = forms.ChoiceField(label=_("Reason for leaving"), required=False)
    destination = forms.ChoiceField(label=_("Where to"), required=False)
    reason = why_field(CorrectionReason, _("Why it is corrected"))
    note = note_field()

    def prepare(self, stay):
        """What is written stands beside the choice, as it may be told: nothing is chosen beforehand."""
        place = ExitDestination(stay.destination).told if stay.destination else ""
        written = {"exit_reason": stay.get_exit_reason_display(), "destination": place}
        for name, choices in (("exit_reason", ExitReason.choices), ("destination", ExitDestination.choices)):
            self.fields[name].choices = [("", _("Stays as it is")), *choices]
            self.fields[name].help_text = _("Written now: %(what)s") % {"what": written[name]}

    def clean(self):
        said, stay = super().clean(), self.instance
        if all(said.get(name, True) in ("", getattr(stay, name)) for name in ("exit_reason", "destination")):
            raise forms.ValidationError(_("Say what is to be corrected."))
        return said


def from_today_on(day):
    if day < timezone.localdate():
        raise forms.ValidationError(_("This day has gone by."))
    return day


def after_planned_exit(day, stay):
    first = max(stay.planned_until or date.min, timezone.localdate() - timedelta(days=1))
    if day <= first:
        raise forms.ValidationError(_("Choose a day after %(day)s."), params={"day": f"{first:%d/%m/%Y}"})
    return day

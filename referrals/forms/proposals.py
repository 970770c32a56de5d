"""Proposing a home, and what the household answers."""

import time
from datetime import timedelta

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from referrals.models import PassedOver, Proposal
from referrals.weighing.loading import people_in_beds
from wemix.forms import AsksOfFarDays, PageForm, PageModelForm

DAYS_TO_ANSWER = 7
DAYS_OF_A_STAY = 180  # foreseen, where nobody said otherwise
NOTE = forms.Textarea(attrs={"rows": 3})


class QuestionForm(PageForm):
    text = forms.CharField(label=_("Question"), widget=NOTE, max_length=600)


OF_PROPOSAL = ["override_reason", "why_code", "why", "entry_on", "held_until", "reserve"]
OF_PASSING = ["passed_reason", "passed_note"]


class ReserveChoice(forms.ModelChoiceField):
    def label_from_instance(self, referral):
        return f"{referral.household} ({referral.people})"


class ProposeForm(AsksOfFarDays, PageModelForm):
    """`pair` says from when the place is free, and what has to be justified."""

    far_days = ("entry_on",)
    reserve = ReserveChoice(
        label=_("Reserve"),
        queryset=None,  # those of the reader, set by the view
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Who comes next, should this fall through."),
    )

    beds = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    passed_reason = forms.ChoiceField(
        label=_("Why they are passed over"), choices=PassedOver.Reason.asked, widget=forms.RadioSelect
    )
    passed_note = forms.CharField(label=_("in your own words"), max_length=300, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Proposal
        fields = OF_PROPOSAL
        widgets = {"override_reason": NOTE, "why": NOTE, "why_code": forms.RadioSelect}
        labels = {"entry_on": _("Day of entry")}

    def __init__(self, *args, pair, referral, beds, reserves, passed=(), **kwargs):
        """`beds`: more that are free in the same flat, the nearest first."""
        super().__init__(*args, **kwargs)
        self.pair, self.passed = pair, passed
        self.fields["opened"].initial = signing.dumps(time.time())
        self.fields["why_code"].required = True
        self.fields["why_code"].choices = Proposal.Why.choices
        self.fields["reserve"].queryset = reserves
        if pair.to_be_justified:
            self.fields["override_reason"].required = True
        else:
            del self.fields["override_reason"]
        self._offer_beds(beds)
        if not passed:
            del self.fields["passed_reason"], self.fields["passed_note"]
        self._foresee(referral)

    def rows(self):
        """Who is passed over is asked for where the page tells of them, before the days."""
        why, days = OF_PROPOSAL[1:3], ["entry_on", *self.asked, "held_until"]
        wanted = [*OF_PROPOSAL[:1], *OF_PASSING, "beds", *why, *days, "reserve", "opened"]
        return [name for name in wanted if name in self.fields]

    def said(self):
        """What the action takes."""
        said = {name: value for name, value in self.cleaned_data.items() if name in OF_PROPOSAL}
        said["seconds_read"] = self._seconds_read()
        said["beds"] = [self.beds[pk] for pk in self.cleaned_data.get("beds", ())]
        if self.passed:
            reason, note = self.cleaned_data["passed_reason"], self.cleaned_data["passed_note"]
            said["passed"] = {"passed": self.passed, "reason": reason, "note": note}
        return said

    def _seconds_read(self):
        """Since the page was opened; None where that can't be told."""
        try:
            return round(time.time() - signing.loads(self.cleaned_data["opened"]))
        except signing.BadSignature:
            return None

    def _offer_beds(self, beds):
        """To who is several; as many as they need are chosen beforehand."""
        needed = self.pair.household.people - 1
        self.beds = {bed.pk: bed for bed in beds}
        if needed < 1 or not beds:
            del self.fields["beds"]
            return
        self.fields["beds"].choices = [(bed.pk, _named(bed)) for bed in beds]
        self.fields["beds"].initial = [bed.pk for bed in beds[:needed]]
        self.fields["beds"].label = _("With %(bed)s, these beds of the same flat") % {"bed": _named(self.pair.place)}
        said = ngettext("They need %(count)s bed in all.", "They need %(count)s beds in all.", needed + 1)
        self.fields["beds"].help_text = said % {"count": needed + 1}

    def clean_beds(self):
        beds, needed = self.cleaned_data["beds"], self.pair.household.people - 1
        if len(beds) > needed:
            said = ngettext("At most %(count)s more bed.", "At most %(count)s more beds.", needed)
            raise forms.ValidationError(said % {"count": needed})
        return beds

    def _foresee(self, referral):
        today = timezone.localdate()
        days = [today, referral.needed_from, self.pair.facts.free_from]
        self.fields["entry_on"].initial = max(day for day in days if day)
        self.fields["held_until"].initial = today + timedelta(days=DAYS_TO_ANSWER)

    def clean_entry_on(self):
        return _not_before(self.cleaned_data["entry_on"], self.pair.free_day or timezone.localdate())

    def clean_held_until(self):
        return _not_before(self.cleaned_data["held_until"], timezone.localdate())


def _named(bed):
    return f"{bed.name} ({bed.room})" if bed.room_id else bed.name


def _not_before(day, first):
    if day < first:
        said = date_format(first, "SHORT_DATE_FORMAT")
        raise forms.ValidationError(_("Not before %(day)s.") % {"day": said})
    return day


class AcceptForm(AsksOfFarDays, PageForm):
    far_days = ("entry_on", "until")
    entry_on = forms.DateField(label=_("Day of entry"))
    until = forms.DateField(label=_("Planned exit"), help_text=_("a forecast, not an exit"))
    excess_reason = forms.CharField(label=_("Why more people than beds"), widget=NOTE, max_length=200, required=False)

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.excess = self._excess_on(proposal.entry_on)
        self.fields["entry_on"].initial = proposal.entry_on
        days = proposal.referral.planned_days or DAYS_OF_A_STAY
        self.fields["until"].initial = proposal.entry_on + timedelta(days=days)

    @property
    def _beds(self):
        return sum(place.beds for place in self.proposal.places)

    def rows(self):
        return ["entry_on", "until", *self.asked, *(["excess_reason"] if self.excess else [])]

    def _excess_on(self, day):
        return max(0, people_in_beds(self.proposal.referral.household, day) - self._beds)

    def clean(self):
        said = super().clean()
        entry, until = said.get("entry_on"), said.get("until")
        if entry and until and until < entry:
            self.add_error("until", _("The planned exit comes before the planned entry."))
        self.excess = self._excess_on(entry or self.proposal.entry_on)
        if self.excess and not said.get("excess_reason"):
            self.add_error("excess_reason", _("More people than beds: say who allowed it, and why."))
        return said

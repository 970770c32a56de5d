"""One form for each step that asks something. A step without a form only asks whether one is sure."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.vocabularies import ExitDestination, ExitReason, NotEligibleReason
from housing.models.days import since_2000
from housing.reasons import EntryUndone
from referrals.answers import PauseReason
from referrals.forms.answers import DAYS_TO_THINK, from_tomorrow_on
from referrals.forms.letters import has_no_gap
from referrals.models.referral import Urgency
from wemix.forms import TO_SAY, AsksOfFarDays, PageForm, has_come

URGENCY_LASTS = 60  # days, proposed: an urgency that nobody renews must not stay for ever


class SureForm(PageForm):
    """Nothing to fill in."""


class NoteForm(PageForm):
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea)


class EligibleForm(AsksOfFarDays, PageForm):
    far_days = ("urgency_until",)
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), choices=Urgency, coerce=int, initial=Urgency.PLANNED, widget=forms.RadioSelect
    )
    urgency_reason = forms.CharField(
        label=_("Why this urgency"), max_length=200, required=False, help_text=_("Needed above the planned one.")
    )
    urgency_until = forms.DateField(
        label=_("Until"), required=False, help_text=_("On this day somebody weighs the urgency again.")
    )
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["urgency_until"].initial = timezone.localdate() + timedelta(days=URGENCY_LASTS)

    def clean(self):
        said = super().clean()
        if said.get("urgency") == Urgency.PLANNED:
            return said | {"urgency_reason": "", "urgency_until": None}
        for name in ("urgency_reason", "urgency_until"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("An urgency above the planned one has a reason and an end."))
        return said


class FallThroughForm(PageForm):
    reason = forms.ChoiceField(label=_("Why nobody entered"), choices=EntryUndone, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea)


class ParkForm(AsksOfFarDays, PageForm):
    far_days = ("until",)
    until = forms.DateField(label=_("On pause until"), help_text=_("From this day on homes are proposed again."))
    reason = forms.ChoiceField(label=_("Why on pause"), choices=PauseReason, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=DAYS_TO_THINK)

    def clean_until(self):
        return from_tomorrow_on(self.cleaned_data["until"])


class ReviewForm(PageForm):
    text = forms.CharField(
        label=_("Why it should be weighed again"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        help_text=_("What was not seen, or has changed since. The person who decides reads it whole."),
    )


class NotEligibleForm(PageForm):
    """`reason`: picked before the letter is drafted (templates/referrals/_letter_reasons.html)."""

    reason = forms.ChoiceField(choices=NotEligibleReason, widget=forms.HiddenInput)
    letter = forms.CharField(
        label=_("Letter to the sending body"),
        widget=forms.Textarea(attrs={"rows": 16}),
        validators=[has_no_gap],
        help_text=_("The reason, what would change it, whom to call, how to ask for a review."),
    )


class KeysForm(AsksOfFarDays, PageForm):
    on = forms.DateField(label=_("Keys handed over on"), validators=[has_come, since_2000])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class CloseForm(AsksOfFarDays, PageForm):
    on = forms.DateField(
        label=_("Day of leaving"),
        validators=[has_come, since_2000],
        help_text=_("The night before it is the last one with us."),
    )
    reason = forms.ChoiceField(label=_("Reason for leaving"), choices=[("", TO_SAY), *ExitReason.choices])
    destination = forms.ChoiceField(label=_("Where to"), choices=[("", TO_SAY), *ExitDestination.choices])
    note = forms.CharField(label=_("Note"), max_length=400, required=False, widget=forms.Textarea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

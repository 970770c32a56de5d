"""The équipe: the meeting itself, what is said on a point, the order of the agenda."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from housing.forms.steps import after_planned_exit
from housing.models import Extension
from housing.reasons import ExtensionRefusal
from referrals.models import Meeting, MeetingPoint
from wemix.access import TEAM
from wemix.forms import AnswerRadio, PageForm, PageModelForm
from wemix.models import User


class MeetingForm(PageModelForm):
    class Meta:
        model = Meeting
        fields = ["day", "place", "chair", "present", "others", "note"]
        widgets = {"present": forms.CheckboxSelectMultiple}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        team = User.objects.visible_to(user).working().filter(organisation=user.organisation_id, role__in=TEAM)
        self.fields["chair"].queryset = self.fields["present"].queryset = team
        if self.instance._state.adding:
            self.initial |= {"chair": user.pk, "present": _who_came_last(user)}


def _who_came_last(user):
    last = Meeting.objects.visible_to(user).first()
    return list(last.present.values_list("pk", flat=True)) if last else [user.pk]


class PointForm(PageModelForm):
    """Whether a point is settled is said by somebody each time, and guessed by nobody."""

    marks_optional = False
    done = forms.TypedChoiceField(
        label=_("How the point stands"),
        choices=[(True, _("Settled")), (False, _("Open: again at the next meeting"))],
        coerce=lambda said: said == "True",
        widget=AnswerRadio,
    )

    class Meta:
        model = MeetingPoint
        fields = ["discussion", "decision", "done"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("discussion", "decision")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["done"] = str(self.instance.done) if self.instance.is_touched else None


class ExtensionPointForm(PointForm):
    """A point about an extension that waits for its decision: what is chosen here is the step."""

    outcome = forms.ChoiceField(
        label=_("The extension"),
        choices=[
            ("", _("Not decided today")),
            (Extension.Outcome.GRANTED, _("Granted")),
            (Extension.Outcome.REFUSED, _("Not granted")),
        ],
        required=False,
        widget=AnswerRadio,
    )
    until = forms.DateField(label=_("Granted until"), required=False)
    refusal = forms.ChoiceField(
        label=_("Why not granted"), choices=[("", _("To be chosen")), *ExtensionRefusal.choices], required=False
    )

    def __init__(self, *args, extension, **kwargs):
        super().__init__(*args, **kwargs)
        self.extension = extension
        self.fields["until"].initial = extension.until

    def clean(self):
        said = super().clean()
        outcome = said.get("outcome")
        if outcome == Extension.Outcome.GRANTED and "until" not in self.errors:
            try:
                after_planned_exit(said.get("until") or date.min, self.extension.stay)
            except forms.ValidationError as refusal:
                self.add_error("until", refusal)
        if outcome == Extension.Outcome.REFUSED and not said.get("refusal"):
            self.add_error("refusal", _("Say why."))
        return said


class OwnPointForm(PageModelForm):
    class Meta:
        model = MeetingPoint
        fields = ["title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class ArrangeForm(PageForm):
    """A number for each point: of two with the same one, the one that stood first stays first."""

    marks_optional = False

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = points
        for number, point in enumerate(points, start=1):
            label = f"{point} · {point.get_kind_display()}"
            self.fields[_name(point)] = forms.IntegerField(label=label, initial=number, min_value=0, max_value=999)

    def in_order(self):
        return sorted(self.points, key=lambda point: self.cleaned_data[_name(point)])


def _name(point):
    return f"point_{point.pk}"

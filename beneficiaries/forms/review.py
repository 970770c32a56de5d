"""A review in one form: a line per open goal, and for each adult the scale, said by the person and by the worker."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Review, ScaleReading
from beneficiaries.vocabularies.life import GoalStatus, ScaleDomain, ScaleLevel
from beneficiaries.vocabularies.scale_words import LEVEL_WORDS
from wemix.forms import FAR_AHEAD, AsksOfFarDays, PageForm, PageModelForm, dress, has_come


class ReviewForm(AsksOfFarDays, PageModelForm):
    marks_optional = False
    far_days = ("held_on",)
    next_review_on = forms.DateField(label=_("Next review on"), required=False)

    class Meta:
        model = Review
        fields = ["moment", "held_on", "present", "own_words", "summary"]

    def __init__(self, *args, goals, adults, with_children, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].validators.append(has_come)
        self.goals, self.adults = list(goals), list(adults)
        self.domains = [d for d in ScaleDomain if with_children or d != ScaleDomain.CHILDREN]
        self.initial["next_review_on"] = timezone.localdate() + timedelta(self.instance.life_project.review_every)
        for goal in self.goals:
            self._add_line(goal)
        for person in self.adults:
            self._add_scale(person)

    def clean_next_review_on(self):
        day = self.cleaned_data["next_review_on"]
        if day and day > timezone.localdate() + FAR_AHEAD:
            raise forms.ValidationError(_("Within a year: until that day nobody would be reminded."))
        return day

    def _add_line(self, goal):
        status = forms.ChoiceField(label=_("Status"), choices=GoalStatus.choices, initial=goal.status)
        note = forms.CharField(label=_("Note"), max_length=300, required=False)
        self._add(f"goal_{goal.pk}_status", status, keep=goal.status)
        self._add(f"goal_{goal.pk}_note", note)

    def _add_scale(self, person):
        for domain in self.domains:
            for voice in ScaleReading.Voice:
                field = level_field(domain, label=f"{domain.label}: {voice.label}", required=False)
                field.widget.attrs["class"] = "form-select"
                self._add(reading_name(person, domain, voice), field)

    def _add(self, name, field, keep=None):
        dress(field, keep)
        self.fields[name] = field

    # What the page shows

    def lines(self):
        return [self._line(goal) for goal in self.goals if not goal.is_private]

    def apart(self):
        """Per person, what others at the table are not to read: folded, unless a line is refused."""
        lines = [self._line(goal) for goal in self.goals if goal.is_private]
        people = dict.fromkeys(line["goal"].person for line in lines)
        return [_part(person, [line for line in lines if line["goal"].person == person]) for person in people]

    def is_apart_refused(self):
        return any(part["open"] for part in self.apart())

    def _line(self, goal):
        status, note = self[f"goal_{goal.pk}_status"], self[f"goal_{goal.pk}_note"]
        return {
            "goal": goal,
            "status": status,
            "note": note,
            "version_name": f"goal_{goal.pk}_version",
            "version": self._version_of(goal, status),
        }

    def _version_of(self, goal, status):
        """What the line was made from; once a refusal has said where the goal stands, what stands now."""
        if not self.is_bound or status.errors:
            return goal.version
        return self.data.get(f"goal_{goal.pk}_version", "")

    def scales(self):
        """Per adult, per domain, the two fields."""
        for person in self.adults:
            rows = [(domain.label, self._voices_on(domain, person)) for domain in self.domains]
            yield {"person": person, "rows": rows, "open": any(_said(two) for _domain, two in rows)}

    def _voices_on(self, domain, person):
        return [(voice.label, self[reading_name(person, domain, voice)]) for voice in ScaleReading.Voice]

    # What was said

    def clean(self):
        cleaned = super().clean()
        self._refuse_lines_of_closed_goals()
        for goal in self.goals:
            self._refuse_stale(goal)
        if not set(self.changed_data) - {"moment", "held_on", "next_review_on"}:
            self.add_error(
                None, _("Nothing is said yet, and what is saved stays as it is: who was there, what was said?")
            )
        held, following = cleaned.get("held_on"), cleaned.get("next_review_on")
        if held and following and following <= held:
            self.add_error("next_review_on", _("The next review comes after this one."))
        return cleaned

    def _refuse_lines_of_closed_goals(self):
        """A goal that ended while the form was open has no line any more: better told than dropped."""
        posted = {name for name in self.data if name.startswith("goal_") and name.endswith("_status")}
        if posted - set(self.fields):
            self.add_error(None, _("Meanwhile a goal was ended by somebody else: check the lines, and send again."))

    def _refuse_stale(self, goal):
        """Somebody moved the goal meanwhile: say where it stands, and let it be sent again."""
        if self.data.get(f"goal_{goal.pk}_version") != str(goal.version):
            told = _("Meanwhile somebody changed this goal: now it is “%(status)s”. Check, and send again.")
            self.add_error(f"goal_{goal.pk}_status", told % {"status": goal.get_status_display()})

    def reviewed(self):
        """(goal, status, note) of each line."""
        said = self.cleaned_data
        return [(goal, said[f"goal_{goal.pk}_status"], said[f"goal_{goal.pk}_note"]) for goal in self.goals]

    def readings(self):
        return [
            ScaleReading(person=person, domain=domain, voice=voice, level=level)
            for person in self.adults
            for domain in self.domains
            for voice in ScaleReading.Voice
            if (level := self.cleaned_data[reading_name(person, domain, voice)]) is not None
        ]


def _said(fields):
    return any(field.value() not in (None, "") or field.errors for _voice, field in fields)


def _part(person, lines):
    refused = any(line["status"].errors or line["note"].errors for line in lines)
    return {"person": person, "lines": lines, "open": refused}


def reading_name(person, domain, voice):
    return f"scale_{person.pk}_{domain.value}_{voice.value}"


def level_field(domain, **options):
    """The five levels of one domain, in words that a person recognises."""
    levels = [(level.value, f"{level.value} · {LEVEL_WORDS[domain][level]}") for level in ScaleLevel]
    return forms.TypedChoiceField(choices=[("", "–"), *levels], coerce=int, empty_value=None, **options)


class CorrectionForm(PageForm):
    """Another level in the place of one that was wrong."""

    why = forms.CharField(label=_("Why the first reading was wrong"), max_length=200)

    def __init__(self, *args, reading, **kwargs):
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.fields = {"level": level_field(ScaleDomain(reading.domain), label=_("Level")), **self.fields}
        dress(self.fields["level"])

    def clean_level(self):
        if self.cleaned_data["level"] == self.reading.level:
            raise forms.ValidationError(_("This is the level that was read first."))
        return self.cleaned_data["level"]

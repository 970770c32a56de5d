"""What is typed of a round: its part of the day, an answer for a flat's people, how a disagreement was settled."""

from django import forms
from django.utils import timezone

from housing.models import Disagreement, Presence, PresenceRound
from wemix.forms import AnswerRadio, PageForm, PageModelForm

NOON = 12


class RoundForm(PageModelForm):
    class Meta:
        model = PresenceRound
        fields = ["part"]
        widgets = {"part": AnswerRadio}

    def __init__(self, data):
        parts = PresenceRound.Part
        morning = 5 <= timezone.localtime().hour < NOON
        super().__init__(data, initial={"part": parts.MORNING if morning else parts.EVENING})
        self.fields["part"].choices = [(part.value, part.label.capitalize()) for part in parts]


class AnswerForm(PageForm):
    """One tap: all adults of whom nothing is said yet, or one answer for one person."""

    ADULTS = "adults"
    answer = forms.MultipleChoiceField()
    seen_at = forms.DateTimeField(required=False)

    def __init__(self, data, *, flat, round):
        super().__init__(data)
        self.flat, self.round = flat, round
        self.one_by_one = {
            f"{each.person.pk}-{answer}": (each.occupant, answer)
            for each in flat.people
            for answer in ([Presence.Answer.PRESENT] if each.has_left else Presence.Answer)
        }
        self.fields["answer"].choices = [(key, key) for key in (self.ADULTS, *self.one_by_one)]

    def clean_seen_at(self):
        """A clock that is wrong is believed as far as it can be right."""
        now = timezone.now()
        return min(max(self.cleaned_data["seen_at"] or now, self.round.opened_at), now)

    def said(self):
        """(occupant, answer): what `record_presences` takes."""
        answers = self.cleaned_data["answer"]
        adults = self._adults_shown() if self.ADULTS in answers else []
        together = [(each.occupant, Presence.Answer.PRESENT) for each in adults]
        return together + [self.one_by_one[key] for key in answers if key != self.ADULTS]

    def _adults_shown(self):
        """Those of the page on which it was tapped: who moved in meanwhile was seen by nobody."""
        shown = self.data.getlist("adult")
        return [each for each in self.flat.adults if str(each.person.pk) in shown]


class SettlementForm(PageModelForm):
    class Meta:
        model = Disagreement
        fields = ["how", "note"]
        widgets = {"how": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].required = True
        self.fields["how"].choices = Disagreement.How.choices

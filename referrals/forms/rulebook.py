"""Publishing other rules: they are looked at on today's list first, and published only as they were looked at."""

import json

from django import forms
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from housing.models import Place
from referrals import rulebooks
from referrals.matching import order_wording
from referrals.matching.rulebook import ORDER, WEIGHTS, Rulebook
from referrals.matching.rulebook_wording import ASKS, EARNS, label_of_criterion, label_of_rule
from referrals.matching.rules import SWITCHABLE
from referrals.models import Referral, RulebookVersion
from referrals.models.rulebook import NUMBERS
from referrals.rulebooks import preview as rulebook_preview
from referrals.states import BEING_WEIGHED, State
from wemix.admin import DeskForm

TO_TRY = (*BEING_WEIGHED, State.WAITING)
POINTS = {code: f"points_{code}" for code in WEIGHTS}
TURNS = {
    "first": gettext_lazy("First question"),
    "second": gettext_lazy("Second question"),
    "third": gettext_lazy("Third question"),
    "fourth": gettext_lazy("Fourth question"),
}


def _turn(label):
    return forms.ChoiceField(label=label, choices=[(code, order_wording.QUESTIONS[code].label) for code in ORDER])


PointsForm = type(
    "PointsForm", (forms.Form,), {name: forms.IntegerField(min_value=0, max_value=100) for name in POINTS.values()}
)
OrderForm = type("OrderForm", (forms.Form,), {name: _turn(label) for name, label in TURNS.items()})


class ReferralChoice(forms.ModelChoiceField):
    def label_from_instance(self, referral):
        return f"{referral.household} ({referral.get_state_display()})"


class RulebookForm(PointsForm, OrderForm, DeskForm):
    """`preview`, and perhaps `bench`, are there where the values were only looked at. `seen` goes along with the next
    post: it stands for the values, the version in force, the day and the reader of the look."""

    on = forms.MultipleChoiceField(
        label=gettext_lazy("Rules that may be switched off"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A rule without its tick asks nothing any more."),
    )
    bench_referral = ReferralChoice(label=gettext_lazy("Household"), queryset=None, required=False, empty_label="–")
    bench_place = forms.ModelChoiceField(label=gettext_lazy("Place"), queryset=None, required=False, empty_label="–")

    preview = bench = None
    seen = ""

    class Meta:
        model = RulebookVersion
        fields = [*NUMBERS, "why"]
        widgets = {"why": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
        help_texts = {"why": gettext_lazy("In plain words: it is published with the rules, and senders read it too.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_force = rulebooks.newest(self.by.organisation)
        self.before = rulebooks.rulebook_of(self.in_force)
        self.initial |= _initial(self.before)
        self._name_the_fields()
        self._offer_a_bench()

    def _name_the_fields(self):
        self.fields["on"].choices = [(code, _rule(code, self.before)) for code in SWITCHABLE]
        for code, name in POINTS.items():
            self.fields[name].label = label_of_criterion(code)
            self.fields[name].help_text = EARNS[code](self.before)

    def _offer_a_bench(self):
        referrals = Referral.objects.visible_to(self.by).filter(state__in=TO_TRY).select_related("household")
        self.fields["bench_referral"].queryset = referrals.order_by("household__name", "pk")
        places = Place.objects.visible_to(self.by).in_service().select_related("unit__building")
        self.fields["bench_place"].queryset = places

    def clean(self):
        said = super().clean()
        self._ask_each_question_once(said)
        self._add_up(said)
        self._try_a_whole_pair(said)
        if not self.errors:
            self._look_first(said)
        return said

    def _ask_each_question_once(self, said):
        order = [said.get(turn) for turn in TURNS]
        for turn, question in zip(TURNS, order, strict=True):
            if question and order.index(question) < list(TURNS).index(turn):
                left_out = ", ".join(str(order_wording.QUESTIONS[code].label) for code in ORDER if code not in order)
                self.add_error(turn, _("It was asked before: left out is %(left_out)s.") % {"left_out": left_out})

    def _add_up(self, said):
        points = [said.get(name) for name in POINTS.values()]
        if None not in points and sum(points) != 100:
            self.add_error(next(iter(POINTS.values())), _wrong_sum(sum(points)))

    def _try_a_whole_pair(self, said):
        missing = [name for name in ("bench_referral", "bench_place") if not said.get(name)]
        if len(missing) == 1 and missing[0] not in self.errors:
            self.add_error(missing[0], _("Choose both a household and a place, or neither."))

    # Look, then publish

    def _look_first(self, said):
        after = _rulebook(said, self.before.version + 1)
        self.instance.off, self.instance.order = sorted(after.off), list(after.order)
        self.instance.weights = dict(after.weights)
        changes = rulebooks.differences(self.before, after)
        self.seen = _stands_for(after, self.by) if changes else ""
        wants_it = "publish" in self.data
        if wants_it and changes and constant_time_compare(self.data.get("seen", ""), self.seen):
            return
        self.preview = rulebook_preview.on_the_list(self.by.organisation, self.by, self.before, after)
        if said["bench_place"]:
            self.bench = rulebook_preview.on_a_pair(said["bench_referral"], said["bench_place"], self.before, after)
        self.add_error(None, self._why_not_yet(changes, wants_it))

    def _why_not_yet(self, changes, wants_it):
        if self.data.get("in_force", str(self.before.version)) != str(self.before.version):
            told = {"who": self.in_force.by, "version": self.before.version}
            return (
                _("Meanwhile %(who)s published version %(version)s. What you typed is kept: look at it again.") % told
            )
        if not changes:
            return _("Nothing would change: these are the rules in force.")
        if wants_it:
            return _("These are not the values that were looked at. Look at what they change, then publish them.")
        return _("Nothing is published yet. Look at what would change, then publish it.")


def _rule(code, rulebook):
    return format_html("<span><strong>{}.</strong> {}</span>", label_of_rule(code), ASKS[code](rulebook))


def _initial(rulebook):
    return {
        "on": [code for code in SWITCHABLE if code not in rulebook.off],
        **{name: getattr(rulebook, name) for name in NUMBERS},
        **dict(zip(TURNS, rulebook.order, strict=True)),
        **{name: rulebook.weight_of(code) for code, name in POINTS.items()},
    }


def _rulebook(said, version):
    return Rulebook(
        version=version,
        off=frozenset(SWITCHABLE) - frozenset(said["on"]),
        order=tuple(said[turn] for turn in TURNS),
        weights={code: said[name] for code, name in POINTS.items()},
        **{name: said[name] for name in NUMBERS},
    )


def _wrong_sum(points):
    if points > 100:
        said = ngettext(
            "Together they make %(sum)s: %(count)s too many.",
            "Together they make %(sum)s: %(count)s too many.",
            points - 100,
        )
        return said % {"sum": points, "count": points - 100}
    said = ngettext(
        "Together they make %(sum)s: %(count)s is missing.",
        "Together they make %(sum)s: %(count)s are missing.",
        100 - points,
    )
    return said % {"sum": points, "count": 100 - points}


def _stands_for(rulebook, reader):
    values = {
        "reader": reader.pk,
        "day": timezone.localdate().isoformat(),
        "off": sorted(rulebook.off),
        "order": rulebook.order,
        "weights": dict(rulebook.weights),
        "version": rulebook.version,
        **{name: getattr(rulebook, name) for name in NUMBERS},
    }
    return salted_hmac("rulebook", json.dumps(values, sort_keys=True)).hexdigest()

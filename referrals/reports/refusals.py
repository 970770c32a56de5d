"""Refusals: which homes are refused and why, and which rule let them pass, so that a bad home or rule is seen."""

from collections import Counter
from datetime import timedelta

from django import forms
from django.db.models import Case, CharField, Count, F, Min, Q, Value, When, Window
from django.db.models.functions import Concat, RowNumber
from django.utils.translation import gettext_lazy as _

from housing.reports import RESERVED_CHOICE
from referrals.answers import HOUSEHOLD_SAYS, TEAM_SAYS, DeclineReason, TakeBackReason
from referrals.matching import wording
from referrals.models import Proposal
from wemix.export import Choice, Whole
from wemix.periods import midnight
from wemix.reports import RESERVED, Figure, PeriodForm, Report

WHO = (("declined", _("no of the household")), ("cancelled", _("no of the team")))
REASONS = tuple((dict(TakeBackReason.choices) | dict(DeclineReason.choices)).items())
RULE_OF = {code: consequence.rule for code, consequence in (HOUSEHOLD_SAYS | TEAM_SAYS).items() if consequence.rule}
RULES = tuple((code, wording.RULES[code].label) for code in dict.fromkeys(RULE_OF.values()))

COLUMNS = (
    Choice("dwelling", _("Dwelling"), (RESERVED_CHOICE,)),
    Choice("who", _("Who said no"), WHO),
    Choice("reason", _("Reason"), REASONS),
    Choice("rule", _("Rule that let it pass"), RULES),
    Whole("times", _("Times")),
    Whole("answered", _("Proposals answered for this dwelling")),
)

DEFINITIONS = (
    (
        _("Row"),
        _("A dwelling, who said no and for which reason, with how many times in the period. The day is the answer's."),
    ),
    (
        _("Who said no"),
        _("The household, or the team that took its proposal back. What the sending body withdrew is not counted."),
    ),
    (
        _("Rule that let it pass"),
        _(
            "The rule of the matching that asks about what the home was refused for, and found nothing against it. "
            "Empty where no rule asks about it."
        ),
    ),
    (
        _("Proposals answered for this dwelling"),
        _("All that were answered in the period, accepted ones too: three refusals of three are not three of thirty."),
    ),
    (_("Reserved"), _("Homes of households whose address is secret, and protected homes, are counted together.")),
)


class RefusalPeriodForm(PeriodForm):
    who = forms.ChoiceField(label=_("Who said no"), required=False, choices=[("", _("both")), *WHO])


def rows(body, said):
    """A body that sends is not told of proposals to its protected households."""
    answered = Proposal.objects.figures_of(body).exclude(outcome=Proposal.Outcome.OPEN)
    answered = answered.exclude(take_back_reason=TakeBackReason.WITHDRAWN)
    answered = answered.exclude(Q(household__is_protected=True) & ~Q(referral__host=body))
    answered = answered.filter(
        answered_at__gte=midnight(said["first"]), answered_at__lt=midnight(said["last"] + timedelta(days=1))
    )
    counted = answered.annotate(dwelling=_dwelling(), reason=_reason(), rule=_rule()).annotate(**_counts())
    refused = counted.filter(is_first=1, who__in=[said["who"]] if said["who"] else dict(WHO))
    return refused.order_by("-times", "dwelling", "pk")


def _dwelling():
    secret = Q(household__is_protected=True) | Q(place__unit__is_protected=True)
    name = Concat("place__unit__building__name", Value(" · "), "place__unit__name")
    return Case(When(secret, then=Value(RESERVED)), default=name, output_field=CharField())


def _reason():
    return Case(
        When(outcome="declined", then=F("decline_reason")), default=F("take_back_reason"), output_field=CharField()
    )


def _rule():
    said = [When(reason=code, then=Value(rule)) for code, rule in RULE_OF.items()]
    return Case(*said, default=None, output_field=CharField())


def _counts():
    """One row stands for all of its kind: how many they are, of how many of the same dwelling, accepted ones too.

    `who` is the outcome; as a window it is filtered after the counting.
    """
    alike = [F("dwelling"), F("outcome"), F("reason")]
    return {
        "who": Window(Min("outcome"), partition_by=alike),
        "times": Window(Count("pk"), partition_by=alike),
        "is_first": Window(RowNumber(), partition_by=alike, order_by="pk"),
        "answered": Window(Count("pk"), partition_by=[F("dwelling")]),
    }


def totals(refused):
    """By who said no, by reason and by rule: the most frequent first."""
    counted = list(refused.values_list("who", "reason", "rule", "times"))
    return [
        Figure(_("Refusals"), sum(times for *_rest, times in counted)),
        *_by(counted, 0, WHO),
        *_by(counted, 1, REASONS),
        *_by(counted, 2, [(code, _("Rule “%(rule)s”") % {"rule": label}) for code, label in RULES]),
    ]


def _by(counted, column, labels):
    sums, labels = Counter(), dict(labels)
    for *codes, times in counted:
        sums[codes[column]] += times
    return [Figure(str(labels[code]).capitalize(), count) for code, count in sums.most_common() if code in labels]


REPORT = Report(
    name="rifiuti",
    title=_("Refusals"),
    summary=_("Which homes are refused, for which reasons, and which rule let them pass."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=RefusalPeriodForm,
    rows=rows,
    totals=totals,
)

"""The reports of the house. Here: referrals, with the days of each step and their outcome."""

from datetime import timedelta

from django import forms
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from beneficiaries.countries import CitizenshipGroup
from beneficiaries.vocabularies.ethos import Ethos
from beneficiaries.vocabularies.exits import ExitOutcome
from beneficiaries.vocabularies.people import AgeBand
from beneficiaries.vocabularies.referral import NotEligibleReason, ReferralReason
from housing.ledger_report import REPORT as CONTRIBUTIONS
from housing.reports import REPORT as ENTRIES_AND_EXITS
from housing.reports import RESERVED_CHOICE
from referrals.figures import with_figures
from referrals.models import Referral
from referrals.reports.hours import REPORT as HOURS
from referrals.reports.passed_over import REPORT as PASSED_OVER
from referrals.reports.refusals import REPORT as REFUSALS
from referrals.states import State
from wemix.export import Choice, Column, Day, Whole
from wemix.models import Organisation
from wemix.periods import midnight
from wemix.reports import Figure, Median, PeriodForm, Report

SENT_STATES = [(state.value, state.label) for state in State if state != State.DRAFT]
STATES = (*SENT_STATES, RESERVED_CHOICE)

COLUMNS = (
    Column("pseudonym", _("Code of the household")),
    Column("sender_name", _("Sending body")),
    Day("sent_on", _("Sent on")),
    Choice("main_reason", _("Main reason"), tuple(ReferralReason.choices)),
    Choice("ethos", _("Housing situation (ETHOS)"), tuple(Ethos.choices)),
    Whole("people", _("People")),
    Whole("adults", _("Adults")),
    Whole("minors", _("Minors")),
    Choice("age_band", _("Age of the contact person"), tuple(AgeBand.choices)),
    Choice("citizenship", _("Citizenship"), tuple(CitizenshipGroup.choices)),
    Choice("shown_state", _("State"), STATES),
    Day("decided_on", _("Decided on")),
    Day("proposed_on", _("Proposed on")),
    Day("entered_on", _("Entry")),
    Whole("days_to_decide", _("Days to the decision")),
    Whole("days_to_propose", _("Days from decision to proposal")),
    Whole("days_to_enter", _("Days from proposal to entry")),
    Whole("days_in_all", _("Days from sending to entry")),
    Choice("outcome", _("Outcome"), (*ExitOutcome.choices, RESERVED_CHOICE)),
    Choice("refusal", _("Why not eligible"), tuple(NotEligibleReason.choices)),
)

DEFINITIONS = (
    (_("Row"), _("A referral sent in the period; drafts are nobody's figure. A household referred twice is two rows.")),
    (
        _("People, adults, minors"),
        _(
            "The members on the day of sending; who turns 18 on that day is an adult. "
            "Somebody whose birth date is not known is counted among the people only."
        ),
    ),
    (_("Age and citizenship"), _("Of the contact person, on the day of sending. Of two citizenships the closer one.")),
    (_("Decision"), _("The first time on the waiting list, or not eligible.")),
    (_("Proposal"), _("The first one: a second does not shorten the wait.")),
    (_("Entry"), _("The day of the keys. Days between two days are counted as nights are.")),
    (_("Outcome"), _("Of the stay that followed, once ended: positive, neutral or negative by its destination.")),
    (
        _("Reserved"),
        _("A household whose address is secret: the sending body reads one neutral state, and it is counted there."),
    ),
)


class ReferralPeriodForm(PeriodForm):
    sender = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Sending body"), required=False, empty_label=_("all")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES])

    def __init__(self, data, *, user):
        super().__init__(data, user=user)
        if user.organisation.is_host:
            self.fields["sender"].queryset = Organisation.objects.visible_to(user).sending()
        else:
            del self.fields["sender"]


def rows(body, said):
    sent = Referral.objects.figures_of(body).filter(
        submitted_at__gte=midnight(said["first"]), submitted_at__lt=midnight(said["last"] + timedelta(days=1))
    )
    sent = with_figures(sent, body).annotate(pseudonym=F("household__pseudonym"), sender_name=F("sender__name"))
    if said.get("sender"):
        sent = sent.filter(sender=said["sender"])
    if said["state"]:
        sent = sent.filter(shown_state=said["state"])
    return sent.order_by("submitted_at", "pk")


def totals(sent):
    sums = sent.aggregate(
        referrals=Count("pk"),
        sum_of_people=Sum("people", default=0),
        sum_of_minors=Sum("minors", default=0),
        to_decide=Median("days_to_decide"),
        in_all=Median("days_in_all"),
        **{state: Count("pk", filter=Q(shown_state=state)) for state, label in STATES},
    )
    return [
        Figure(_("Referrals"), sums["referrals"]),
        Figure(_("People"), sums["sum_of_people"]),
        Figure(_("Minors"), sums["sum_of_minors"]),
        Figure(_("Days to the decision, median"), sums["to_decide"]),
        Figure(_("Days from sending to entry, median"), sums["in_all"]),
        *(Figure(label, sums[state]) for state, label in STATES if sums[state]),
    ]


REFERRALS = Report(
    name="segnalazioni",
    title=_("Referrals"),
    summary=_("One row per referral: who was referred and why, the days of each step, how it ended."),
    columns=COLUMNS,
    definitions=DEFINITIONS,
    form=ReferralPeriodForm,
    rows=rows,
    totals=totals,
)

ALL = (REFERRALS, ENTRIES_AND_EXITS, REFUSALS, PASSED_OVER, CONTRIBUTIONS, HOURS)
REPORTS = {report.name: report for report in ALL}

"""What the house knows must be spoken of at a meeting, each matter with one line of facts.

It is the whole team's: who may not see a household finds no trace of it when the rows are read (visible_to).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import LifeProject
from housing.models import Extension, Stay
from referrals.models import Meeting, MeetingPoint, Proposal, Referral
from referrals.models.referral import Urgency
from referrals.states import OPEN, State

Kind = MeetingPoint.Kind
BEFORE_EXIT = timedelta(days=60)  # an extension is weighed while there is time to find something else
BEFORE_REVIEW = timedelta(days=14)
FIRST_LOOK_BACK = timedelta(days=30)  # at a first meeting, what happened since when
BETWEEN = "; "
FACTS_BEHIND_HOME = {Kind.PROPOSAL: 2, Kind.DECLINED: 1}  # how many facts follow the home that these name first


@dataclass(frozen=True)
class Matter:
    kind: str
    referral: Referral
    facts: str


def agenda_of(meeting):
    """In the order in which they are spoken of; the sentences are in the house's language, as minutes are."""
    referrals = _referrals_of(meeting.host_id)
    since = _last_closing(meeting)
    with translation.override(settings.LANGUAGE_CODE):
        found = [
            *_new(referrals),
            *_proposals(meeting),
            *_declined(meeting, since),
            *_extensions(meeting),
            *_reviews(meeting),
        ]
    return [Matter(kind, referrals[household], facts) for kind, household, facts in found if household in referrals]


def _referrals_of(host):
    """The open ones by household: a body has one of each household at most."""
    rows = Referral.objects.sent().filter(host=host, state__in=OPEN).select_related("household", "sender").with_people()
    return {referral.household_id: referral for referral in rows.order_by("submitted_at", "pk")}


def _last_closing(meeting):
    last = Meeting.objects.closed().filter(host=meeting.host_id).order_by("-closed_at").first()
    return last.closed_at if last else meeting.opened_at - FIRST_LOOK_BACK


def _new(referrals):
    to_weigh = [row for row in referrals.values() if row.state in (State.SUBMITTED, State.IN_REVIEW)]
    return [(Kind.NEW, row.household_id, facts_of_referral(row)) for row in to_weigh]


def facts_of_referral(referral):
    people = ngettext("%(count)s person", "%(count)s people", referral.people) % {"count": referral.people}
    facts = [
        _("sent on %(day)s by %(sender)s") % {"day": _day(referral.submitted_at), "sender": referral.sender},
        people,
        str(referral.get_main_reason_display()),
    ]
    if referral.deadline_on:
        facts.append(_("must leave by %(day)s") % {"day": _day(referral.deadline_on)})
    if referral.urgency != Urgency.PLANNED:
        facts.append(_("urgency: %(urgency)s") % {"urgency": referral.get_urgency_display()})
    return _sentence(facts)


def _proposals(meeting):
    """All that wait for an answer, those whose hold ends first on top."""
    rows = _proposals_of(meeting).open().order_by("held_until", "pk")
    return [(Kind.PROPOSAL, row.household_id, facts_of_proposal(row)) for row in rows]


def _proposals_of(meeting):
    rows = Proposal.objects.filter(referral__host=meeting.host_id)
    return rows.with_places().select_related("household")


def facts_of_proposal(proposal):
    days = {"entry": _day(proposal.entry_on), "held": _day(proposal.held_until)}
    return _sentence([_home(proposal), _("entry on %(entry)s") % days, _("held until %(held)s") % days])


def _home(proposal):
    """Minutes are printed and carried around: no paper says where a secret address is."""
    is_secret = proposal.household.is_protected or proposal.place.unit.is_protected
    return _secret_home() if is_secret else proposal.home


def _secret_home():
    return _("a home (secret address)")


def facts_told(point):
    """As they were kept; but a home that they name is named no more once the address has become secret."""
    if point.kind not in FACTS_BEHIND_HOME or not point.household.is_protected:
        return point.facts
    with translation.override(settings.LANGUAGE_CODE):
        rest = point.facts.removesuffix(".").split(BETWEEN)[-FACTS_BEHIND_HOME[point.kind] :]
        return _sentence([_secret_home(), *rest])


def _declined(meeting, since):
    rows = _proposals_of(meeting).filter(outcome=Proposal.Outcome.DECLINED, answered_at__gte=since)
    latest = {row.household_id: row for row in rows.order_by("answered_at", "pk")}
    return [(Kind.DECLINED, household, facts_of_decline(row)) for household, row in latest.items()]


def facts_of_decline(proposal):
    answer = {"day": _day(proposal.answered_at), "why": proposal.get_decline_reason_display()}
    declined = _("declined on %(day)s: %(why)s") % answer
    return _sentence([_home(proposal), declined])


def _extensions(meeting):
    """Stays for which more time is asked, first; then those whose planned exit is near, or gone by."""
    asked = {row.stay_id: row for row in Extension.objects.open().filter(stay__host=meeting.host_id)}
    near = Q(planned_until__lte=meeting.day + BEFORE_EXIT) | Q(pk__in=asked)
    rows = Stay.objects.running().filter(near, host=meeting.host_id).order_by("planned_until", "pk")
    return [
        (Kind.EXTENSION, row.household_id, facts_of_stay(row, meeting.day, asked.get(row.pk)))
        for row in sorted(rows, key=lambda row: row.pk not in asked)
    ]


def facts_of_stay(stay, day, asked=None):
    """`asked`: the extension that waits for its decision."""
    facts = [*facts_of_extension(asked)] if asked else []
    if stay.planned_until:
        exit_on = _("planned exit was on %(day)s") if stay.planned_until < day else _("planned exit on %(day)s")
        facts.append(exit_on % {"day": _day(stay.planned_until)})
    return _sentence([*facts, _("with us since %(day)s") % {"day": _day(stay.started_on)}])


def facts_of_extension(extension):
    """The reason's code is from a list: what was written beside it stays on the stay's page."""
    asked = {"until": _day(extension.until), "who": extension.get_asked_by_display()}
    yield _("extension asked until %(until)s by %(who)s") % asked
    yield str(extension.get_reason_display()).lower()
    yield _("opinion of the sending body: %(opinion)s") % {"opinion": extension.get_opinion_display() or _("awaited")}


def _reviews(meeting):
    rows = LifeProject.objects.to_review_by(meeting.day + BEFORE_REVIEW).filter(
        household__stays__host=meeting.host_id, household__stays__state=Stay.State.RUNNING
    )
    return [
        (Kind.REVIEW, row.household_id, facts_of_review(row, meeting.day))
        for row in rows.order_by("next_review_on", "pk")
    ]


def facts_of_review(project, day):
    late = project.next_review_on < day
    due = _("review that was due on %(day)s") if late else _("review due by %(day)s")
    return _sentence([due % {"day": _day(project.next_review_on)}])


def _sentence(facts):
    told = BETWEEN.join(facts)
    return f"{told[:1].upper()}{told[1:]}."


def _day(day):
    return f"{timezone.localtime(day) if hasattr(day, 'tzinfo') else day:%d/%m/%Y}"

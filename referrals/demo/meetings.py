"""The équipe: three meetings that were held, with what was decided on their day, and the one to come."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from housing.models import Stay
from referrals.actions import meetings
from referrals.agenda import Matter, facts_of_decline, facts_of_referral, facts_of_stay
from referrals.demo.clock import at
from referrals.models import Meeting, MeetingPoint, Proposal, Referral, ReferralEvent
from referrals.workflow import Step
from wemix.access import Role

Kind = MeetingPoint.Kind
FORTNIGHTS = 3
DECIDES = (Step.ELIGIBLE, Step.NOT_ELIGIBLE, Step.DECLINE)
SAID = {
    Kind.NEW: (
        "L'operatrice riferisce del colloquio di conoscenza: il nucleo è d'accordo e la situazione è chiara.",
        "Il Polo conferma al telefono i tempi dello sfratto; i bambini possono restare nella stessa scuola.",
        "Si legge la segnalazione. L'ente inviante continua con il sostegno al reddito.",
    ),
    Kind.DECLINED: ("Le ragioni del rifiuto sono fondate; il posto nell'ordine resta.",),
    Kind.EXTENSION: (
        "Il progetto procede, ma la ricerca di una casa in affitto non ha ancora dato esito.",
        "Il lavoro è stabile da due mesi; manca la caparra.",
    ),
    Kind.OTHER: ("Sono arrivati i pareri che mancavano.",),
}
DECIDED = {
    Kind.NEW: ("Si procede come indicato nei passi.", "Decisione presa all'unanimità."),
    Kind.DECLINED: ("Si cerca un alloggio più vicino alla scuola.",),
    Kind.EXTENSION: ("Si chiede all'ente inviante una relazione prima di decidere la proroga.",),
    Kind.OTHER: ("Si prova per due mesi, poi se ne riparla.",),
}
NOT_YET = ("Se ne parla; mancano due pareri.",)
OWN = ("Orari del custode nei fine settimana", "Calendario delle ferie", "Lavatrici comuni: turni e guasti")
OTHERS = ("Rossana Inventata (mediatrice culturale)", "", "Due tirocinanti")


def hold_meetings(dice, host, today):
    days = _days(host.organisation, today)
    for day, own, others in zip(days, OWN, OTHERS, strict=True):
        meeting = _prepare(dice, host, day, others)
        _hold(dice, meeting, own, last=day == days[-1])
    with at(today, 8):
        _open(dice, host, next(day for day in _days_from(today, 5) if day.weekday() < 5), "")


def _days(body, today):
    """In each fortnight the working day on which most was decided: a team meets to decide."""
    events = ReferralEvent.objects.filter(referral__host=body, step__in=DECIDES)
    decided = [timezone.localdate(at) for at in events.values_list("at", flat=True)]
    starts = [today - timedelta(days=1 + 14 * number) for number in range(FORTNIGHTS, 0, -1)]
    fortnights = [[day for day in _days_from(start, 0) if day.weekday() < 5] for start in starts]
    return [max(days, key=decided.count) for days in fortnights]


def _days_from(day, first):
    return [day + timedelta(days=number) for number in range(first, 14)]


def _prepare(dice, host, day, others):
    """The agenda as it stood the evening before, which today's rows no longer tell by themselves."""
    with (
        at(day - timedelta(days=1), 17),
        mock.patch.object(meetings, "agenda_of", lambda meeting: _spoken_of(host.organisation, day)),
    ):
        return _open(dice, host, day, others)


def _open(dice, host, day, others):
    chair, operators = host.of(Role.COORDINATOR)[0], host.of(Role.OPERATOR)
    meeting = Meeting(day=day, place="Sala riunioni", chair=chair, others=others)
    present = [chair, *dice.sample(operators, min(4, len(operators)))]
    return meetings.open_meeting(meeting=meeting, present=present, by=chair)


def _spoken_of(body, day):
    """What was decided on the day, and two stays whose exit was near."""
    events = ReferralEvent.objects.filter(referral__host=body, step__in=DECIDES, at__date=day).order_by("at")
    return [*filter(None, map(_matter, events)), *_near_exits(body, day)]


def _matter(event):
    referral = Referral.objects.with_people().select_related("sender").get(pk=event.referral_id)
    if event.step != Step.DECLINE:
        return Matter(Kind.NEW, referral, facts_of_referral(referral))
    proposals = referral.proposals.with_places().select_related("household")
    proposal = proposals.filter(outcome=Proposal.Outcome.DECLINED).latest("answered_at")
    return Matter(Kind.DECLINED, referral, facts_of_decline(proposal))


def _near_exits(body, day):
    stays = Stay.objects.running().filter(host=body, started_on__lt=day, planned_until__gte=day, referral__isnull=False)
    stays = stays.select_related("referral").order_by("planned_until", "pk")[:2]
    return [Matter(Kind.EXTENSION, stay.referral, facts_of_stay(stay, day)) for stay in stays]


def _hold(dice, meeting, own, last):
    """All is settled but the colleagues' own point, and at the last meeting one stay as well."""
    coordinator = meeting.chair
    with at(meeting.day, 15):
        meetings.add_point(point=MeetingPoint(meeting=meeting, title=own), by=coordinator)
        for point in meeting.points.all():
            point.done = point.title != own and not (last and point.kind == Kind.EXTENSION)
            point.discussion = dice.choice(SAID[point.kind] if point.title != own else NOT_YET)
            point.decision = dice.choice(DECIDED[point.kind]) if point.title != own else ""
            meetings.write_point(point=point, by=coordinator, fields=["discussion", "decision", "done"])
    with at(meeting.day, 18):
        meetings.close_meeting(meeting=meeting, by=coordinator)

"""What is done at the équipe: open it with its agenda, write, arrange, close.

A version counts what people wrote on a point: who types is not told of a new place in the order, or of new facts.
"""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from housing import actions as housing
from housing.event_words import step_taken as stay_step_taken
from housing.models import Extension, StayEvent
from housing.workflow import RULES as OF_STAYS
from referrals.agenda import agenda_of
from referrals.event_words import step_taken
from referrals.models import Meeting, MeetingPoint, ReferralEvent
from referrals.workflow import Step
from wemix import audit

Kind = MeetingPoint.Kind
NOTE_LENGTH = StayEvent._meta.get_field("note").max_length
TOLD_OF_STAYS = [step for step, rule in OF_STAYS.items() if rule.tells]  # the others move the referral, and are told


@transaction.atomic
def open_meeting(*, meeting, present, by):
    """A day for the team to meet: what was left open comes first, then what the house knows."""
    meeting.host_id, meeting.opened_by = by.organisation_id, by
    meeting.save()
    meeting.present.set(present)
    _carry_over(meeting)
    _add_matters(meeting)
    audit.change("meeting.open", meeting, by=by)
    return meeting


@transaction.atomic
def bring_up_to_date(*, meeting, by):
    _add_matters(meeting)
    audit.change("meeting.refresh", meeting, by=by)


def _carry_over(meeting):
    """Open points of the last meeting, with where they come from; each is carried once."""
    last = Meeting.objects.closed().filter(host=meeting.host_id).order_by("-closed_at").first()
    if last is None:
        return
    points = last.points.on_agenda().left_open()
    MeetingPoint.objects.bulk_create(
        MeetingPoint(
            meeting=meeting,
            kind=point.kind,
            household_id=point.household_id,
            referral_id=point.referral_id,
            title=point.title,
            facts=point.facts,
            position=position,
            carried_from=point,
            times_carried=point.times_carried + 1,
        )
        for position, point in enumerate(points, start=1)
    )


def _add_matters(meeting):
    """New matters at the end, fresh facts on those that stand; none is dropped, and none comes twice.

    Who left a matter out is not asked again at this meeting.
    """
    points = list(meeting.points.select_for_update())
    standing = {(point.kind, point.household_id): point for point in points}
    last = _last_position(points)
    for matter in agenda_of(meeting):
        point = standing.get((matter.kind, matter.referral.household_id))
        if point is None:
            last += 1
            _add(meeting, matter, last)
        elif point.facts != matter.facts:
            meeting.points.filter(pk=point.pk).update(facts=matter.facts, referral=matter.referral)


def _add(meeting, matter, position):
    MeetingPoint.objects.create(
        meeting=meeting,
        kind=matter.kind,
        household_id=matter.referral.household_id,
        referral=matter.referral,
        facts=matter.facts,
        position=position,
    )


def _last_position(points):
    return max((point.position for point in points), default=0)


@transaction.atomic
def add_point(*, point, by):
    """Somebody's own point, of a household or of none: at the end of the agenda."""
    point.position = _last_position(point.meeting.points.all()) + 1
    point.save()
    audit.change("meeting.add_point", point, by=by)
    return point


@transaction.atomic
def write_point(*, point, by, fields):
    point.save(update_fields=["discussion", "decision", "done"])
    audit.change("meeting.write_point", point, by=by, fields=fields)


@transaction.atomic
def decide_extension(*, point, outcome, by, until=None, refusal=""):
    """What is decided at the table is the step of the stay; the words of the point are its note."""
    stay, note = point.referral.stay, point.decision[:NOTE_LENGTH]
    if outcome == Extension.Outcome.GRANTED:
        housing.grant_extension(stay=stay, until=until, note=note, by=by)
    else:
        housing.refuse_extension(stay=stay, reason=refusal, note=note, by=by)


@transaction.atomic
def leave_out(*, point, by):
    """Out of the agenda and of the minutes; the same again puts it back."""
    point.is_left_out = not point.is_left_out
    MeetingPoint.objects.filter(pk=point.pk).update(is_left_out=point.is_left_out)
    audit.change("meeting.leave_out", point, by=by)


@transaction.atomic
def arrange(*, meeting, points, by):
    """Speak of these points in this order."""
    for position, point in enumerate(points, start=1):
        point.position = position
    MeetingPoint.objects.bulk_update(points, ["position"])
    audit.change("meeting.arrange", meeting, by=by)


@transaction.atomic
def close_meeting(*, meeting, by):
    """From here on the minutes stay as they are: what came of each point is written into it."""
    fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if fresh.day > timezone.localdate():
        raise ValidationError(_("This meeting is still to come: change its day if it was held already."))
    if not fresh.present.exists() and not fresh.others:
        raise ValidationError(_("Say who was there first: the minutes are signed by them."))
    with translation.override(settings.LANGUAGE_CODE):
        taken = steps_of(fresh)
    for referral, steps in taken.items():
        fresh.points.filter(referral=referral).update(steps_taken="\n".join(steps))
    fresh.closed_by, fresh.closed_at = by, timezone.now()
    fresh.save()
    audit.change("meeting.close", fresh, by=by)
    return fresh


def steps_of(meeting):
    """What has come of it: the steps taken since the agenda was made, in words with their day, by referral."""
    since = (meeting.opened_at, timezone.now())
    events = ReferralEvent.objects.filter(referral__points__meeting=meeting, at__range=since)
    taken = defaultdict(list)
    for event in events.distinct().select_related("by", "referral"):
        taken[event.referral_id].append(_in_words(event))
    told = {"stay__referral__points__meeting": meeting, "step__in": TOLD_OF_STAYS, "at__range": since}
    for event in StayEvent.objects.filter(**told).distinct().select_related("by", "stay__referral"):
        taken[event.stay.referral.pk].append(f"{stay_step_taken(event)} ({_who_and_when(event)})")
    return taken


def _in_words(event):
    """«On the waiting list, urgency: high (Dora Coordina, 26/11/2026)»."""
    told = step_taken(event)
    if event.step == Step.ELIGIBLE:
        told = _("%(told)s, urgency: %(urgency)s") % {"told": told, "urgency": event.referral.get_urgency_display()}
    return f"{told} ({_who_and_when(event)})"


def _who_and_when(event):
    return f"{event.by}, {timezone.localtime(event.at):%d/%m/%Y}"

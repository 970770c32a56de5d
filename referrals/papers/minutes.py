"""The points of a meeting as they are told on its page, and as minutes on paper, to be signed."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.actions.meetings import steps_of
from referrals.agenda import facts_told
from referrals.models import MeetingPoint

Kind = MeetingPoint.Kind
SECTIONS = {
    Kind.NEW: gettext_lazy("New referrals"),
    Kind.PROPOSAL: gettext_lazy("Homes proposed"),
    Kind.DECLINED: gettext_lazy("Homes declined"),
    Kind.EXTENSION: gettext_lazy("Planned exits that are near or gone by"),
    Kind.REVIEW: gettext_lazy("Reviews of life projects that are due"),
    Kind.INCIDENT: gettext_lazy("Incidents"),
    Kind.OTHER: gettext_lazy("Other points"),
}
LEFT_OPEN = gettext_lazy("Left open at the meeting before")


def told_points(meeting, user):
    """Numbered for this reader, who must not find out by a gap that something is kept from them.

    `steps`: what has come of each, in words; of a closed meeting as it was written then.
    """
    points = MeetingPoint.objects.visible_to(user).on_agenda().filter(meeting=meeting)
    points = list(points.select_related("household", "referral__household", "carried_from__meeting"))
    taken = steps_of(meeting) if meeting.is_open else {}
    for number, point in enumerate(points, start=1):
        point.meeting, point.number, point.carried = meeting, number, carried(point)
        point.facts = facts_told(point)
        point.section = LEFT_OPEN if point.carried_from_id else SECTIONS[point.kind]
        point.steps = taken.get(point.referral_id, []) if meeting.is_open else point.steps_taken.splitlines()
    return points


def minutes_of(meeting, user):
    """In the house's language, whoever prints them: they are signed and kept."""
    with translation.override(settings.LANGUAGE_CODE):
        points = told_points(meeting, user)
        left = [] if meeting.is_open else [point for point in points if not point.done]
        return {
            "language": settings.LANGUAGE_CODE,
            "title": _title(meeting),
            "line": _("%(host)s · printed on %(day)s") % {"host": meeting.host, "day": _day(timezone.localdate())},
            "facts": _facts(meeting),
            "note": _lines(meeting.note),
            "points_title": _("Points"),
            "points": [_point(point) for point in points],
            "left_title": "" if meeting.is_open else _("Open points, carried to the next meeting"),
            "left": [f"{point.number}. {point}" for point in left],
            "none": _("None."),
            "signatures_title": _("Read, approved and signed"),
            "signatures": [] if meeting.is_open else _signatures(meeting),
        }


def _title(meeting):
    words = _("Agenda of the équipe of %(day)s") if meeting.is_open else _("Minutes of the équipe of %(day)s")
    return words % {"day": _day(meeting.day)}


def _facts(meeting):
    there = [*map(str, meeting.present.all()), *meeting.other_names]
    facts = [
        [_("Day"), _day(meeting.day)],
        [_("Where"), meeting.place],
        [_("Chaired by"), str(meeting.chair)],
        [_("Who is there") if meeting.is_open else _("Who was there"), ", ".join(there)],
    ]
    if not meeting.is_open:
        closed = {"day": _day(timezone.localtime(meeting.closed_at)), "who": meeting.closed_by}
        facts.append([_("Closed"), _("on %(day)s by %(who)s") % closed])
    return [[label, said or "–"] for label, said in facts]


def _point(point):
    return {
        "title": f"{point.number}. {point}",
        "kind": " · ".join(filter(None, [str(point.get_kind_display()).capitalize(), point.carried])),
        "told": [line for line in (point.title if point.household_id else "", point.facts) if line],
        "said": [
            [label, lines]
            for label, lines in (
                (_("What was said"), _lines(point.discussion)),
                (_("What was decided"), _lines(point.decision)),
                (_("Steps taken"), point.steps),
            )
            if lines
        ],
        "ends": _ends(point),
    }


def _ends(point):
    if point.done:
        return _("Settled")
    return "" if point.meeting.is_open and not point.is_touched else _("Open")


def carried(point):
    """Since which meeting, and how often: what is carried for ever is seen."""
    if not point.carried_from_id:
        return ""
    words = ngettext(
        "carried from the meeting of %(day)s",
        "carried %(times)s times, last from the meeting of %(day)s",
        point.times_carried,
    )
    return words % {"times": point.times_carried, "day": _day(point.carried_from.meeting.day)}


def _signatures(meeting):
    """Everybody who was there signs; the chair first, who signs in any case."""
    chair = _("%(name)s (chairs)") % {"name": meeting.chair}
    return [chair, *(str(user) for user in meeting.present.all() if user != meeting.chair), *meeting.other_names]


def _lines(text):
    return [line for line in text.splitlines() if line.strip()]


def _day(day):
    return f"{day:%d/%m/%Y}"

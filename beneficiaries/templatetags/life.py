"""Goals, days to come and the scale, said in words; the picture stands beside the words, never for them."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import DiaryEntry, ScaleReading
from beneficiaries.vocabularies.life import LEVEL_MEANINGS, GoalStatus, ScaleLevel
from wemix.templatetags.wemix import status_mark

register = template.Library()

SOON = 30  # days: nearer than this, a day to come is also counted in days
MARKS = {
    GoalStatus.PLANNED: "none",
    GoalStatus.IN_PROGRESS: "wait",
    GoalStatus.REACHED: "ok",
    GoalStatus.PARTLY_REACHED: "info",
    GoalStatus.NOT_REACHED: "bad",
    GoalStatus.DROPPED: "none",
    GoalStatus.NO_LONGER_RELEVANT: "none",
}
KIND_ICONS = {
    DiaryEntry.Kind.NOTE: "note",
    DiaryEntry.Kind.CALL: "telephone",
    DiaryEntry.Kind.TALK: "comment",
    DiaryEntry.Kind.VISIT: "pa",
    DiaryEntry.Kind.ERRAND: "map-marker",
    DiaryEntry.Kind.MEETING: "calendar",
    DiaryEntry.Kind.INCIDENT: "warning-circle",
}


@register.simple_tag
def goal_mark(status):
    status = GoalStatus(status)
    return status_mark(MARKS[status], status.label)


@register.filter
def kind_icon(entry):
    return KIND_ICONS[entry.kind]


@register.filter
def given_name(person):
    """As one is called; who has one name only has it where surnames stand."""
    return person.first_name or person.last_name


@register.filter
def by_when(day):
    """A day to come or gone by, in words: what is late says so."""
    if day is None:
        return ""
    left = (day - timezone.localdate()).days
    said = {"day": f"{day:%d/%m/%Y}", "days": abs(left)}
    if left < 0:
        return ngettext("was due on %(day)s, %(days)s day ago", "was due on %(day)s, %(days)s days ago", -left) % said
    if left == 0:
        return _("by today")
    if left <= SOON:
        return ngettext("by %(day)s, in %(days)s day", "by %(day)s, in %(days)s days", left) % said
    return _("by %(day)s") % said


@register.filter
def is_late(day):
    return day is not None and day < timezone.localdate()


@register.inclusion_tag("beneficiaries/_scale_course.html")
def scale_course(course, at_once=False):
    """Five blocks, filled up to where the person stands now; a mark under the block where it began."""
    if course is None:
        return {"course": None}
    blocks = [{"x": 26 * level, "filled": level <= course.last} for level in ScaleLevel]
    return {"course": course, "blocks": blocks, "start": 26 * course.first + 12, "at_once": at_once}


@register.simple_tag
def voices():
    return ScaleReading.Voice.labels


@register.simple_tag
def scale_levels():
    return LEVEL_MEANINGS.items()

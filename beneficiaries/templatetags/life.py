"""Goals, days to come and the scale, said in words; the picture stands beside the words, never for them."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import DiaryEntry, GoalEvent, ScaleReading
from beneficiaries.vocabularies.life import GoalStatus
from beneficiaries.vocabularies.scale_words import LEVEL_WORDS
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
def scale_course(course, domain, at_once=False):
    """Where somebody stands now, in the words of that domain."""
    words = LEVEL_WORDS[domain][course.last] if course else ""
    return {"course": course, "words": words, "at_once": at_once}


@register.simple_tag
def voices():
    return ScaleReading.Voice.labels


@register.filter
def event_words(event):
    """A change of a goal as a sentence; who and when stand beside it."""
    what = GoalEvent.What
    if event.what == what.STATUS:
        said = {"before": GoalStatus(event.before).label, "after": GoalStatus(event.after).label}
        return _("from “%(before)s” to “%(after)s”") % said
    if event.what == what.DAY:
        return _("by %(after)s instead of %(before)s") % {"before": _day(event.before), "after": _day(event.after)}
    said = {"what": event.get_what_display(), "step": event.step}
    return _("%(what)s: %(step)s") % said if event.step else said["what"]


def _day(iso):
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else _("no day")

"""The few tags that every floor's pages use. Nothing here is told by colour alone: icon and words always."""

from datetime import datetime
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wemix import money

register = template.Library()

ICON_OF_STATUS = {
    "ok": "check-circle",
    "wait": "clock",
    "info": "info-circle",
    "warn": "warning-circle",
    "bad": "close-circle",
    "none": "minus-circle",
    "secret": "locked",
}
ICON_OF_NOTICE = {"success": "check-circle", "warning": "warning-circle", "error": "error", "info": "info-circle"}
VERDICTS = {
    "pass": ("ok", gettext_lazy("fits")),
    "fail": ("bad", gettext_lazy("does not fit")),
    "missing": ("wait", gettext_lazy("to be asked")),
}
ANSWERS = {
    "yes": ("ok", gettext_lazy("yes")),
    "no": ("none", gettext_lazy("no")),
    "unknown": ("wait", gettext_lazy("not known")),
    "refused": ("secret", gettext_lazy("prefers not to say")),
}


@register.simple_tag
@cache
def icon(name):
    """A picture beside words: hidden from screen readers, as the words say it."""
    sprite = static("bootstrap-italia/svg/sprites.svg")
    return format_html(
        '<svg class="glyph" aria-hidden="true" focusable="false"><use href="{}#it-{}"></use></svg>', sprite, name
    )


@register.simple_tag
def notice_icon(level):
    return icon(ICON_OF_NOTICE.get(level, "info-circle"))


@register.simple_tag
def status_mark(status, label):
    """status: ok, wait, info, warn, bad, none, secret."""
    return format_html('<span class="status status-{}">{}{}</span>', status, icon(ICON_OF_STATUS[status]), label)


@register.simple_tag
def verdict_mark(verdict):
    return status_mark(*VERDICTS[str(verdict).lower()])


@register.simple_tag
def answer_mark(answer):
    """One of Answer's four words; an empty one is not known."""
    return status_mark(*ANSWERS[str(answer or "unknown").lower()])


@register.filter
def dmy(day):
    """23/11/2026, or a dash. A moment is shown on the day it has here."""
    if not day:
        return "–"
    if isinstance(day, datetime):
        day = localtime(day)
    return f"{day:%d/%m/%Y}"


@register.filter
def euro(amount):
    """1.234,50 €"""
    return money.euro(amount)


@register.filter
def moment(at):
    """23 novembre 2026, 10:32; a day without hour stays a day."""
    if not isinstance(at, datetime):
        return date_format(at, "j F Y").lower() if at else "–"
    return date_format(localtime(at), "j F Y, H:i").lower()


@register.simple_tag
def error_links(form):
    """Every error of the form, with the id of the field to go to."""
    links = [{"target": "", "label": "", "error": error} for error in form.non_field_errors()]
    for field in form:
        links += [{"target": _target(field), "label": _label(field), "error": error} for error in field.errors]
    return links


def _label(field):
    """A form of one of several people says which (`whose`): all of them are asked the same."""
    whose = getattr(field.form, "whose", "")
    return f"{whose} · {field.label}" if whose else field.label


def _target(field):
    """The first radio of a group, or the field itself; a hidden field can't be gone to."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag(takes_context=True)
def page_link(context, field, number):
    query = context["request"].GET.copy()
    query[field] = number
    return f"?{query.urlencode()}"


@register.filter
def near_pages(page):
    """Numbers to show in the pager; None where some are left out."""
    last = page.paginator.num_pages
    shown = [n for n in range(1, last + 1) if n in (1, last) or abs(n - page.number) <= 1]
    gaps = {n for n, following in zip(shown, shown[1:], strict=False) if following > n + 1}
    return [item for n in shown for item in ((n, None) if n in gaps else (n,))]


@register.simple_tag
def optional_mark(field):
    """Most fields are asked for; those that may stay empty say so, in forms that want it said."""
    wanted = getattr(field.form, "marks_optional", False)
    if not wanted or field.field.required:
        return ""
    return format_html(' <span class="optional">({})</span>', _("optional"))

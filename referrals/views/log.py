"""The log of looks: who saw, changed, took away or was refused what. For the officer, who reads no case here."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.forms.log import LogForm
from referrals.log_words import bodies, names, sentence
from wemix import audit
from wemix.access import Role, role_required
from wemix.models import AuditEntry

ROWS = 50


@require_GET
@role_required(Role.OFFICER)
def log(request):
    """Paged by the last line shown, whichever way it is sorted: the log grows all the time, and is never counted."""
    form = LogForm(request.GET)
    upwards = request.GET.get("sort") == "at"
    entries = AuditEntry.objects.visible_to(request.user).order_by(*(("at", "id") if upwards else ("-at", "-id")))
    entries = form.narrow(entries) if form.is_valid() else entries.none()
    shown = list(_after(entries, request.GET.get("after", ""), upwards)[: ROWS + 1])
    audit.record(audit.Action.LOOK, "log.page", by=request.user, rows=len(shown[:ROWS]))
    context = {
        "title": _("Log of looks"),
        "form": form,
        "lines": _lines(shown[:ROWS]),
        "upwards": upwards,
        "turned": _link(request, sort="-at" if upwards else "at", after=None),
        "first": _link(request, after=None) if "after" in request.GET else "",
        "more": _link(request, after=_mark(shown[ROWS - 1])) if len(shown) > ROWS else "",
    }
    return render(request, "referrals/log.html", context, status=200 if form.is_valid() else 422)


def _after(entries, mark, upwards):
    """The lines that come after the marked one; a mark that can't be read is none."""
    try:
        at, key = mark.split("_")
        at, key = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return entries
    if not at.tzinfo:
        return entries
    if upwards:
        return entries.filter(Q(at__gt=at) | Q(at=at, id__gt=key), at__gte=at)
    return entries.filter(Q(at__lt=at) | Q(at=at, id__lt=key), at__lte=at)


def _mark(entry):
    return f"{entry.at.isoformat()}_{entry.pk}"


def _link(request, **changes):
    """This page with another end, or turned; None leaves out."""
    query = request.GET.dict() | changes
    return "?" + urlencode({name: value for name, value in query.items() if value is not None})


def _lines(entries):
    who, whose = names(entries), bodies(entries)
    return [
        {
            "entry": entry,
            "who": who.get(entry.user_id, entry.user_id or ""),
            "body": whose.get(entry.organisation_id, ""),
            "sentence": sentence(entry),
        }
        for entry in entries
    ]

"""The log of looks: who saw, changed, took away or was refused what. For the officer, who reads no case here."""

from datetime import datetime
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
    """Paged by the last line shown: the log grows all the time, and is never counted."""
    form = LogForm(request.GET)
    entries = AuditEntry.objects.visible_to(request.user).order_by("-at", "-id")
    entries = form.narrow(entries) if form.is_valid() else entries.none()
    shown = list(_after(entries, request.GET.get("after", ""))[: ROWS + 1])
    audit.record(audit.Action.LOOK, "log.page", by=request.user, rows=len(shown[:ROWS]))
    context = {
        "title": _("Log of looks"),
        "form": form,
        "lines": _lines(shown[:ROWS]),
        "older": _link(request, shown[ROWS - 1]) if len(shown) > ROWS else "",
        "is_first": "after" not in request.GET,
    }
    return render(request, "referrals/log.html", context, status=200 if form.is_valid() else 422)


def _after(entries, mark):
    """The lines that come after the marked one; a mark that can't be read is none."""
    try:
        at, key = mark.split("_")
        at, key = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return entries
    return entries.filter(Q(at__lt=at) | Q(at=at, id__lt=key), at__lte=at) if at.tzinfo else entries


def _link(request, entry):
    query = request.GET.copy()
    query["after"] = f"{entry.at.isoformat()}_{entry.pk}"
    return f"?{query.urlencode()}"


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

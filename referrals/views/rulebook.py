"""The published rules, for everybody whom they concern: what holds today, and what changed when, and why."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals import rulebooks
from referrals.matching import rulebook_wording as words
from referrals.models.rulebook import READERS
from wemix.access import role_required

VERSIONS_A_PAGE = 10


@require_GET
@role_required(*READERS)
def rules(request):
    hosts = list(rulebooks.hosts_read_by(request.user))
    host = _chosen(hosts, request.GET.get("ente"))
    note = host and rulebooks.note(host)
    context = {
        "title": _("The rules"),
        "lede": _("Who may live where, who comes first, and which home is best: decided by people, said to everybody."),
        "hosts": hosts,
        "host": host,
        "note": note,
    }
    return render(request, "referrals/rules.html", context | (_published(request, note) if note else {}))


def _chosen(hosts, code):
    """The body that was asked for; the first, if none was."""
    if not code:
        return hosts[0] if hosts else None
    chosen = next((host for host in hosts if host.code == code), None)
    if chosen is None:
        raise Http404
    return chosen


def _published(request, note):
    rulebook = rulebooks.rulebook_of(note.version)
    history = Paginator(rulebooks.history(note.host), VERSIONS_A_PAGE)
    return {
        "rules": words.rules_in_words(rulebook),
        "order": words.order_in_words(rulebook),
        "guard": words.guard_in_words(rulebook),
        "points": words.points_in_words(rulebook),
        "history": history.get_page(request.GET.get("page")),
    }

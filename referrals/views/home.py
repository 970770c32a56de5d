"""The work of today, the search box, and what is new."""

from dataclasses import replace
from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from referrals.event_words import HAPPENED
from referrals.models import Update
from referrals.tables import UpdateFilter
from wemix import audit, facts, sockets
from wemix.access import CASE_WORKERS, role_required

PAGE = 25
SHORTEST = 2  # letters of a search
WITHIN = {"today": timedelta(0), "week": timedelta(days=6)}
WHENS = {"today": gettext_lazy("Overdue, or due today"), "week": gettext_lazy("Due within a week")}


@require_GET
def home(request):
    """What waits for me, mine first, then my organisation's; then what is new."""
    tasks = sorted(facts.facts_of(request.user), key=lambda task: task.order)
    waiting = list(facts.waiting(tasks, request.user))
    when = request.GET.get("when") if request.GET.get("when") in WITHIN else ""
    due = [*_due(waiting, WITHIN[when])] if when else waiting
    mine, ours = ([task for task in due if task.mine == whose] for whose in (True, False))
    updates = Update.objects.visible_to(request.user).unseen().select_related("referral__household")
    context = {
        "title": _("Today"),
        "lede": _("Good work, %(name)s.") % {"name": request.user.first_name},
        "mine": mine,
        "ours": ours,
        "mine_count": _count(mine),
        "ours_count": _count(ours),
        "when": when,
        "whens": _whens(waiting, when) if waiting else [],
        "answered": facts.answered_today(tasks, request.user),
        "updates": _told(updates, request.user),
        "today": timezone.localdate(),
    }
    return render(request, "home.html", context)


def _due(tasks, days):
    """What has a day that comes, and what can't wait for one."""
    last = timezone.localdate() + days
    for task in tasks:
        if rows := tuple(row for row in task.rows if task.alarms or (row.due and row.due <= last)):
            yield replace(task, rows=rows)


def _count(tasks):
    return sum(len(task.rows) for task in tasks)


def _whens(waiting, current):
    """How much is due by when; what has no day and may wait is counted in everything."""
    choices = [("", _("Everything"), waiting)]
    choices += [(code, label, [*_due(waiting, WITHIN[code])]) for code, label in WHENS.items()]
    return [
        {"label": label, "count": _count(tasks), "url": f"?when={code}" if code else "?", "current": code == current}
        for code, label, tasks in choices
    ]


@require_GET
@role_required(*CASE_WORKERS)
def updates(request):
    """What moved; reading the referral marks it as seen."""
    rows = Update.objects.visible_to(request.user).select_related("referral__household")
    found = UpdateFilter(request.GET, queryset=rows)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("What is new"),
        "filter": found,
        "page": page,
        "count": page.paginator.count,
        "updates": _told(page, request.user),
    }
    return render(request, "updates.html", context)


def _told(updates, user):
    return [
        {
            "at": update.at,
            "referral": update.referral,
            "household": update.referral.household,
            "what": _happened(update, user),
            "is_new": update.seen_at is None,
        }
        for update in updates
    ]


def _happened(update, user):
    """What moved then. Of a protected household, and of a code that nobody tells any more, only the state of today."""
    told = HAPPENED.get(update.what)
    if told is None or update.referral.household.is_hidden_from(user):
        return update.referral.state_for(user)
    return told


@require_http_methods(["GET", "POST"])
def search(request):
    """A searched name stands in no address and in no log: the box posts, the log says only that one searched."""
    text = " ".join(request.POST.get("q", "").replace("\0", " ").split())[:80]
    hits = []
    if len(text) >= SHORTEST:
        hits = sockets.search.gather(request.user, text)
        audit.record(audit.Action.SEARCH, "search", by=request.user, rows=len(hits))
    context = {"title": _("Search"), "text": text, "hits": hits, "shortest": SHORTEST}
    return render(request, "search.html", context)

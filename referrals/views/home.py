"""The work of today, the search box, and what is new."""

from dataclasses import replace
from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from referrals.event_words import HAPPENED
from referrals.models import Update
from referrals.tables import UpdateFilter
from wemix import audit, facts, sockets
from wemix.access import CASE_WORKERS, role_required
from wemix.pages import as_left, require_form_methods

PAGE = 25
SHORTEST = 2  # letters of a search
SEARCHES_KEPT = 10  # of one sign-in
WITHIN = {"today": timedelta(0), "week": timedelta(days=6)}
WHENS = {
    "": gettext_lazy("Everything"),
    "today": gettext_lazy("Overdue, or due today"),
    "week": gettext_lazy("Due within a week"),
}


@require_GET
def home(request):
    """What waits for me, mine first, then my organisation's; then what is new. Or, page by page, all of one kind."""
    tasks = sorted(facts.facts_of(request.user), key=lambda task: task.order)
    waiting = list(facts.waiting(tasks, request.user))
    of_kind = [task for task in waiting if task.kind == request.GET.get("kind")]
    when = request.GET.get("when") if request.GET.get("when") in WITHIN else ""
    context = _of_one_kind(request, of_kind, when) if of_kind else _everything(request, waiting, when)
    context |= {
        "when": when,
        "answered": facts.answered_today(tasks, request.user),
        "today": timezone.localdate(),
        "place": as_left(request),
    }
    return render(request, "home.html", context)


def _everything(request, waiting, when):
    due = _due(waiting, when)
    updates = Update.objects.visible_to(request.user).unseen().select_related("referral__household")
    context = {
        "title": _("Today"),
        "lede": _("Good work, %(name)s.") % {"name": request.user.first_name},
        "whens": _whens(waiting, when) if waiting else [],
        "updates": _told(updates, request.user),
    }
    return context | _by_whose(due, due)


def _of_one_kind(request, waiting, when):
    kind, due = waiting[0], sorted(_due(waiting, when), key=lambda task: not task.mine)
    page = Paginator([row for task in due for row in task.rows], PAGE).get_page(request.GET.get("page"))
    on_page = {row.key for row in page}
    context = {
        "title": kind.title,
        "back": reverse("home") + _query(when=when),
        "kind": kind,
        "page": page,
        "whens": _whens(waiting, when, kind=kind.kind),
    }
    return context | _by_whose(due, _with_rows(due, lambda row, task: row.key in on_page))


def _by_whose(due, shown):
    """What is shown, and how much is due, of mine and of my colleagues'."""
    return {
        "mine": [task for task in shown if task.mine],
        "ours": [task for task in shown if not task.mine],
        "mine_count": _count(task for task in due if task.mine),
        "ours_count": _count(task for task in due if not task.mine),
    }


def _due(tasks, when):
    """What has a day that comes, and what can't wait for one."""
    if not when:
        return tasks
    last = timezone.localdate() + WITHIN[when]
    return _with_rows(tasks, lambda row, task: task.alarms or (row.due and row.due <= last))


def _with_rows(tasks, wanted):
    """These tasks with these of their rows, where there are any."""
    rows = [tuple(row for row in task.rows if wanted(row, task)) for task in tasks]
    return [replace(task, rows=some) for task, some in zip(tasks, rows, strict=True) if some]


def _count(tasks):
    return sum(len(task.rows) for task in tasks)


def _whens(waiting, current, **kind):
    """How much is due by when; what has no day and may wait is counted in everything."""
    return [
        {
            "label": label,
            "count": _count(_due(waiting, when)),
            "url": _query(**kind, when=when) or "?",
            "current": when == current,
        }
        for when, label in WHENS.items()
    ]


def _query(**said):
    said = {name: value for name, value in said.items() if value}
    return f"?{urlencode(said)}" if said else ""


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


@require_form_methods
def search(request):
    """A searched name stands in no address and in no log: the box posts, the log says only that one searched.

    The session keeps it under a key, so that whoever looked at one of the found goes back to the others.
    """
    if request.method == "POST":
        text = " ".join(request.POST.get("q", "").replace("\0", " ").split())[:80]
        return redirect(f"{reverse('search')}?{urlencode({'n': _remember_search(request.session, text)})}")
    text = request.session.get("searches", {}).get(request.GET.get("n"), "")
    hits = []
    if len(text) >= SHORTEST:
        hits = sockets.search.gather(request.user, text)
        audit.record(audit.Action.SEARCH, "search", by=request.user, rows=len(hits))
    context = {"title": _("Search"), "text": text, "hits": hits, "shortest": SHORTEST}
    return render(request, "search.html", context)


def _remember_search(session, text):
    """The key of the last ones: one may be looked at in each tab."""
    kept = list(session.get("searches", {}).items())[1 - SEARCHES_KEPT :]
    key = get_random_string(8)
    session["searches"] = dict([*kept, (key, text)])
    return key

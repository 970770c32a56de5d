"""Reports for those who answer for a body: figures and pseudonymised rows, on a page and as a file."""

import logging

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.reports import REPORTS
from wemix import export
from wemix.access import Role, role_required

logger = logging.getLogger(__name__)
readers = role_required(Role.MANAGER, Role.COORDINATOR)


@require_GET
@readers
def report_list(request):
    frame = {"title": _("Reports"), "reports": REPORTS.values(), "is_host": request.user.organisation.is_host}
    return render(request, "referrals/report_list.html", frame)


@require_GET
@readers
def report(request, name):
    made = _report_or_404(name)
    form = made.form(request.GET, user=request.user)
    frame = {
        "report": made,
        "form": form,
        "title": made.title,
        "lede": made.summary,
        "back": reverse("referrals:reports"),
    }
    if form.is_valid():
        rows = made.rows(request.user.organisation, form.cleaned_data)
        frame |= {"table": made.table(rows, request), "totals": made.totals(rows), "said": form.cleaned_data}
    return render(request, "referrals/report.html", frame, status=200 if form.is_valid() else 422)


@require_GET
@readers
def download(request, name):
    """The same rows as the page, whole; or a sentence, and no file."""
    made = _report_or_404(name)
    form = made.form(request.GET, user=request.user)
    if not form.is_valid():
        return _back_to_page(request, name)
    rows = made.rows(request.user.organisation, form.cleaned_data)
    style = export.TECHNICAL if request.GET.get("formato") == "tecnico" else export.ITALIAN
    try:
        file_name = made.file_name(form.cleaned_data)
        return export.download(rows, made.columns, name=file_name, by=request.user, style=style)
    except (DatabaseError, OSError):
        logger.exception("The file of a report was not made.")
        messages.error(request, _("The file could not be made whole, so there is none. Try again in a while."))
        return _back_to_page(request, name)


def _report_or_404(name):
    if name not in REPORTS:
        raise Http404
    return REPORTS[name]


def _back_to_page(request, name):
    return HttpResponseRedirect(f"{reverse('referrals:report', args=[name])}?{request.GET.urlencode()}")

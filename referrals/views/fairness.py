"""Fairness, in the open: group by group, for those who answer for a hosting body. No row, no name: only counts."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.fairness import cases_of
from referrals.fairness.tables import COLUMNS, DEFINITIONS, Shown, rows_of, sections
from referrals.matching.fairness import report
from wemix import export
from wemix.access import Role, role_required
from wemix.reports import PeriodForm

readers = role_required(Role.MANAGER, Role.COORDINATOR)


@require_GET
@readers
def fairness(request):
    form = PeriodForm(request.GET, user=request.user)
    frame = {
        "form": form,
        "title": _("Fairness"),
        "lede": _(
            "Whether anybody is housed less, or waits longer, and whether it comes from the homes or the choices."
        ),
        "definitions": DEFINITIONS,
    }
    if form.is_valid():
        together, dimensions = _report(request.user, form.cleaned_data)
        shown = list(sections(dimensions))
        frame |= {
            "said": form.cleaned_data,
            "together": Shown(together, _("all")),
            "sections": shown,
            "warnings": [warning for _title, lines in shown for each in lines for warning in each.warnings],
        }
    return render(request, "referrals/fairness.html", frame, status=200 if form.is_valid() else 422)


@require_GET
@readers
def download(request):
    form = PeriodForm(request.GET, user=request.user)
    if not form.is_valid():
        return HttpResponseRedirect(f"{reverse('referrals:fairness')}?{request.GET.urlencode()}")
    said = form.cleaned_data
    rows = rows_of(*_report(request.user, said))
    style = export.TECHNICAL if request.GET.get("formato") == "tecnico" else export.ITALIAN
    name = f"wemix_equita_{said['first']}_{said['last']}.csv"
    return export.download_computed(rows, COLUMNS, name=name, by=request.user, style=style)


def _report(user, said):
    return report(cases_of(user.organisation, said["first"], said["last"]))

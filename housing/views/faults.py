"""Faults: the list, one of them, and what happens to it. They are about a home: nobody is named."""

from functools import partial

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.faults import FaultForm, MendForm
from housing.models import Fault
from housing.tables.faults import FaultFilter, FaultTable, fault_mark
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged


@require_GET
@role_required(*AT_HOME)
def fault_list(request):
    faults = Fault.objects.visible_to(request.user).select_related("unit__building", "taken_by")
    found = FaultFilter(request.GET or {"state": "open"}, faults, request=request)
    table = FaultTable(found.qs.worst_first())
    paged(table, request)
    context = {"title": _("Faults"), "table": table, "filter": found, "count": table.paginator.count}
    return render(request, "housing/fault_list.html", context)


@require_GET
@role_required(*AT_HOME)
def fault(request, pk):
    shown = _visible(request, pk)
    audit.look(request, "fault.page", shown)
    context = {
        "title": str(shown),
        "fault": shown,
        "mark": fault_mark(shown),
        "photos": shown.photos.select_related("uploaded_by"),
    }
    return render(request, "housing/fault.html", context)


@role_required(*AT_HOME)
@require_form_methods
def report(request):
    def act(form):
        actions.report_fault(fault=form.instance, photos=form.cleaned_data["photos"], by=request.user)
        return form.instance.get_absolute_url(), _("Reported. It stands on the custodian's page of today.")

    context = {"title": _("Report a fault"), "back": reverse("housing:faults"), "submit": _("Report"), "waits": True}
    initial = {"unit": request.GET.get("alloggio")}

    def make_form(data):
        return FaultForm(data, request.FILES or None, user=request.user, initial=initial)

    return form_page(request, make_form, act, context=context, keeps_draft=True)


@role_required(*AT_HOME)
@require_form_methods
def take(request, pk):
    shown = _visible(request, pk, done_on=None)

    def act(form):
        actions.take_fault(fault=shown, by=request.user)
        return shown.get_absolute_url(), _("It is yours now.")

    return _confirm(request, shown, act, _("I will see to it"))


@role_required(*AT_HOME)
@require_form_methods
def mend(request, pk):
    still_broken = {"done_on": None} if request.method == "GET" else {}  # who writes the same meanwhile is told
    shown = _visible(request, pk, **still_broken)

    def act(form):
        actions.mend_fault(fault=shown, **form.cleaned_data, by=request.user)
        return shown.get_absolute_url(), _("It is written down as mended.")

    context = {"title": _("It is mended"), "lede": str(shown), "back": shown.get_absolute_url()}
    return form_page(request, partial(MendForm, instance=shown), act, context=context)


@role_required(*AT_HOME)
@require_form_methods
def reopen(request, pk):
    shown = _visible(request, pk, done_on__isnull=False)

    def act(form):
        actions.reopen_fault(fault=shown, by=request.user)
        return shown.get_absolute_url(), _("It is open again.")

    return _confirm(request, shown, act, _("It is broken again"))


def _confirm(request, shown, act, title):
    context = {"title": title, "lede": str(shown), "back": shown.get_absolute_url(), "submit": _("Confirm")}
    return form_page(request, partial(PageForm, instance=shown), act, context=context)


def _visible(request, pk, **state):
    faults = Fault.objects.select_related("unit__building", "reported_by", "taken_by", "done_by")
    return get_visible_or_404(faults, request.user, pk=pk, **state)

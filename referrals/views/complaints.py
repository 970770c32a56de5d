"""Complaints: registered when they come, answered within thirty days, listed with the next to answer first."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals import actions
from referrals.forms.complaints import ComplaintAnswerForm, ComplaintFilter, ComplaintForm
from referrals.models import Complaint
from referrals.next_steps import way_back
from referrals.tables import ComplaintTable, complaint_mark
from referrals.views.papers import sent_referral
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged

ROWS = Complaint.objects.select_related("household", "referral__household", "registered_by", "answered_by")
readers = role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)


@require_GET
@readers
def complaint_list(request):
    rows = Complaint.objects.visible_to(request.user).select_related("household", "referral")
    found = ComplaintFilter(request.GET, rows)
    table = ComplaintTable(found.qs)
    paged(table, request)
    context = {"title": _("Complaints"), "table": table, "filter": found, "count": table.paginator.count}
    return render(request, "referrals/complaint_list.html", context)


@require_GET
@readers
def complaint(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "complaint.page", shown, by=request.user)
    context = {"title": str(shown), "lede": str(shown.household), "complaint": shown, "mark": complaint_mark(shown)}
    return render(request, "referrals/complaint.html", context)


@require_form_methods
@readers
def register(request, pk):
    referral = sent_referral(request, pk)
    if not referral.household.can_be_changed_by(request.user):
        raise PermissionDenied
    audit.look(request, "referral.page", referral)

    def act(form):
        made = actions.register_complaint(referral=referral, by=request.user, **form.cleaned_data)
        return reverse("referrals:complaint", args=[made.pk]), _("Registered: it is to be answered within 30 days.")

    context = {
        "title": _("Register a complaint"),
        "lede": str(referral.household),
        "back": way_back(request, referral),
        "submit": _("Register"),
    }
    return form_page(request, ComplaintForm, act, context=context, keeps_draft=True)


@require_form_methods
@role_required(Role.COORDINATOR)
def answer(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    page = reverse("referrals:complaint", args=[pk])
    if request.method == "GET" and shown.is_answered:
        return HttpResponseRedirect(page)
    audit.look(request, "complaint.page", shown)

    def act(form):
        actions.answer_complaint(complaint=shown, by=request.user, **form.cleaned_data)
        return page, _("The answer is recorded; the sending body is told.")

    context = {
        "title": _("Answer to the complaint"),
        "lede": str(shown.household),
        "back": page,
        "submit": _("Record the answer"),
        "complaint": shown,
    }
    form = partial(ComplaintAnswerForm, complaint=shown)
    return form_page(request, form, act, template="referrals/complaint_answer.html", context=context, keeps_draft=True)

"""The papers of a household: the list, a file on its way to its reader, and what is done with one."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.attachment import AttachmentForm, UploadForm
from beneficiaries.models import Attachment, Household
from beneficiaries.views.reach import household_to_change
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods
from wemix.uploads.sending import send_file

PAGE = 20
ROWS = Attachment.objects.select_related("household", "organisation", "person")


@require_GET
@role_required(*CASE_WORKERS)
def attachments(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)
    audit.look(request, "household.attachments", household)
    page = Paginator(listed(household, request.user), PAGE).get_page(request.GET.get("page"))
    for each in page:
        each.may_change = each.can_be_changed_by(request.user)
    context = {"household": household, "page": page, "may_add": household.can_be_changed_by(request.user)}
    return render(request, "beneficiaries/attachments.html", context)


def listed(household, user):
    rows = household.attachments.visible_to(user)
    return rows.select_related("household", "person", "organisation", "uploaded_by")


@require_form_methods
@role_required(*CASE_WORKERS)
def attach(request, pk):
    household = household_to_change(request, pk)
    back = reverse("beneficiaries:attachments", args=[pk])

    def act(form):
        actions.attach(attachment=form.instance, received=form.cleaned_data["file"], by=request.user)
        return back, _("The paper is in the household's file.")

    context = {"title": _("Add a paper"), "lede": household.name, "back": back, "submit": _("Add the paper")}
    return form_page(request, upload_form(request, household), act, context=context)


def upload_form(request, household):
    def make_form(data):
        paper = Attachment(household=household)
        return UploadForm(data, request.FILES or None, instance=paper, household=household, user=request.user)

    return make_form


@require_GET
@role_required(*CASE_WORKERS)
def send(request, pk):
    paper = get_visible_or_404(Attachment, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "attachment.file", paper, by=request.user)
    return send_file(paper, paper.file_name, inline=True)


@require_form_methods
@role_required(*CASE_WORKERS)
def edit(request, pk):
    paper = _to_change(request, pk)
    household = paper.household

    def make_form(data):
        return AttachmentForm(data, instance=paper, household=household, user=request.user)

    def act(form):
        actions.change_attachment(attachment=paper, fields=form.changed_data, by=request.user)
        return _list_of(household), _("Saved.")

    context = {"title": _("Change the paper"), "lede": household.name, "back": _list_of(household), "paper": paper}
    return form_page(request, make_form, act, template="beneficiaries/attachment_edit.html", context=context)


@require_form_methods
@role_required(*CASE_WORKERS)
def remove(request, pk):
    paper = _to_change(request, pk)

    def act(form):
        actions.remove_attachment(attachment=paper, by=request.user)
        return _list_of(paper.household), _("Removed, with its file.")

    context = {
        "title": _("Remove the paper"),
        "lede": paper,
        "warning": _("The file is deleted. This can't be undone."),
        "back": _list_of(paper.household),
        "submit": _("Remove"),
    }
    return form_page(request, PageForm, act, template="confirm.html", context=context)


def _to_change(request, pk):
    paper = get_visible_or_404(ROWS, request.user, pk=pk)
    if not paper.can_be_changed_by(request.user):
        raise PermissionDenied
    audit.look(request, "household.attachments", paper.household)
    return paper


def _list_of(household):
    return reverse("beneficiaries:attachments", args=[household.pk])

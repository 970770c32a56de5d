"""Signed copies of a stay's papers: brought back, and read."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.signed_copies import SignedCopyForm
from housing.models import HandoverRecord, HospitalityDeclaration, SignedCopy, Stay
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import CASE_WORKERS, TEAM, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.uploads.sending import send_file

Paper = SignedCopy.Paper
OF_THE_STAY = (Paper.PACT, Paper.RULES)


@role_required(*TEAM)
@require_form_methods
def of_stay(request, pk, paper):
    if paper not in OF_THE_STAY:
        raise Http404
    stay = get_visible_or_404(Stay.objects.select_related("household"), request.user, pk=pk)
    return _bring(request, SignedCopy(stay=stay, paper=paper), stay.get_absolute_url())


@role_required(*AT_HOME)
@require_form_methods
def of_record(request, pk):
    record = get_visible_or_404(HandoverRecord.objects.select_related("stay"), request.user, pk=pk)
    copy = SignedCopy(stay=record.stay, paper=Paper.RECORD, record=record)
    return _bring(request, copy, record.get_absolute_url())


@role_required(*TEAM)
@require_form_methods
def of_declaration(request, pk):
    declaration = get_visible_or_404(HospitalityDeclaration.objects.select_related("stay"), request.user, pk=pk)
    copy = SignedCopy(stay=declaration.stay, paper=Paper.DECLARATION, declaration=declaration)
    return _bring(request, copy, reverse("housing:declaration", args=[pk]))


def _bring(request, copy, back):
    audit.look(request, "stay.page", copy.stay)

    def act(form):
        copy.why_none = form.cleaned_data["why_none"]
        actions.keep_signed_copy(copy=copy, received=form.cleaned_data["file"], by=request.user)
        return back, _("The signed copy is kept beside its paper.") if copy.attachment else _("It is written down.")

    lede = _("%(paper)s. A photo will do; of several sheets, one after the other.") % {"paper": copy}
    context = {"title": _("The paper came back"), "lede": lede, "back": back}
    return form_page(request, lambda data: SignedCopyForm(data, request.FILES or None), act, context=context)


@require_GET
@role_required(Role.CUSTODIAN, *CASE_WORKERS)
def send(request, pk):
    copies = SignedCopy.objects.filter(attachment__isnull=False).select_related("attachment")
    copy = get_visible_or_404(copies, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "paper.signed", copy, by=request.user)
    return send_file(copy.attachment, copy.attachment.file_name, inline=True)

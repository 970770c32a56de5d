"""Declarations of hospitality: the list, one of them, its paper, and its delivery. For the hosting team alone."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.declarations import DeliveryForm
from housing.models import HospitalityDeclaration, SignedCopy
from housing.papers.declaration import declaration_paper
from housing.tables.declarations import DeclarationFilter, DeclarationTable
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.pdf import pdf, pdf_response
from wemix.tables import paged


@require_GET
@role_required(*TEAM)
def declaration_list(request):
    rows = HospitalityDeclaration.objects.visible_to(request.user).select_related("household", "unit__building")
    found = DeclarationFilter(request.GET or {"state": "waiting"}, rows, request=request)
    table = DeclarationTable(found.qs.most_urgent_first())
    paged(table, request)
    count = table.paginator.count
    context = {"title": _("Declarations of hospitality"), "table": table, "filter": found, "count": count}
    return render(request, "housing/declaration_list.html", context)


@require_GET
@role_required(*TEAM)
def declaration(request, pk):
    shown, user = _visible(request, pk), request.user
    audit.look(request, "declaration.page", shown)
    copies = SignedCopy.objects.visible_to(user).filter(declaration=shown).select_related("by", "attachment")
    context = {"title": str(shown), "declaration": shown, "guests": shown.guests_shown_to(user), "copies": copies}
    return render(request, "housing/declaration.html", context)


@require_GET
@role_required(*TEAM)
def paper(request, pk):
    shown = _visible(request, pk)
    audit.look(request, "declaration.pdf", shown)
    name = f"dichiarazione_ospitalita_{pk}.pdf"
    return pdf_response(pdf("paper.typ", declaration_paper(shown, request.user)), name)


@role_required(*TEAM)
@require_form_methods
def deliver(request, pk):
    shown = _visible(request, pk, delivered_at=None)
    audit.look(request, "declaration.page", shown)
    page = reverse("housing:declaration", args=[pk])

    def act(form):
        actions.deliver_declaration(declaration=shown, **form.cleaned_data, by=request.user)
        return page, _("It is written down as delivered.")

    context = {"title": _("The declaration is delivered"), "lede": shown.household, "back": page}
    return form_page(request, lambda data: DeliveryForm(data, declaration=shown), act, context=context)


def _visible(request, pk, **state):
    rows = HospitalityDeclaration.objects.select_related("stay__host", "household", "unit__building", "delivered_by")
    return get_visible_or_404(rows, request.user, pk=pk, **state)

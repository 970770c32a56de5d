"""Records of handover and return: written on a phone in the flat, read, and printed to be signed."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.inventories import RecordForm
from housing.inventories import changed_lines
from housing.models import HandoverRecord, RecordLine, SignedCopy, Stay, Unit
from housing.papers.record import record_paper, said
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.pdf import pdf, pdf_response

Kind = HandoverRecord.Kind


@role_required(*AT_HOME)
@require_form_methods
def write(request, pk, unit, kind):
    if kind not in Kind.values:
        raise Http404
    stay = get_visible_or_404(Stay.objects.select_related("household", "host"), request.user, pk=pk)
    home = get_visible_or_404(Unit, request.user, pk=unit, uses__stay=stay, uses__is_cancelled=False)
    audit.look(request, "stay.page", stay)
    record = HandoverRecord(stay=stay, household=stay.household, unit=home, kind=kind)
    expected = expected_lines(record)

    def act(form):
        said = {"lines": list(form.lines()), "photos": form.cleaned_data["photos"]}
        actions.write_record(record=form.instance, **said, by=request.user)
        return form.instance.get_absolute_url(), _("The record is written: print it, and sign it together.")

    context = {"title": Kind(kind).label.capitalize(), "lede": f"{stay.household} · {home}"}
    context |= {"back": stay.get_absolute_url(), "has_inventory": bool(expected), "waits": True}
    return form_page(
        request,
        lambda data: RecordForm(data, request.FILES or None, record=record, expected=expected),
        act,
        template="housing/record_form.html",
        context=context,
        keeps_draft=True,
    )


def expected_lines(record):
    """At a return, what was handed over; else the flat's own inventory."""
    handover = record.handover
    if handover:
        return list(handover.lines.values_list("kind", "what", "how_many", "state"))
    good = RecordLine.State.GOOD
    return [(item.kind, item.what, item.how_many, good) for item in record.unit.inventory.all()]


@require_GET
@role_required(*AT_HOME)
def record(request, pk):
    shown = _visible(request, pk)
    audit.look(request, "record.page", shown)
    handover = shown.handover
    changes = [(change.what, said(change)) for change in changed_lines(handover, shown)] if handover else []
    context = {"title": str(shown), "record": shown, "handover": handover, "changes": changes}
    context |= {"photos": taken(shown), "photos_before": taken(handover) if handover else []}
    copies = SignedCopy.objects.visible_to(request.user).filter(record=shown).select_related("by", "attachment")
    context |= {"copies": copies, "photos_may_go": not any(copy.attachment for copy in copies)}
    return render(request, "housing/record.html", context)


def taken(record):
    return record.photos.select_related("uploaded_by")


@require_GET
@role_required(*AT_HOME)
def paper(request, pk):
    shown = _visible(request, pk)
    audit.look(request, "record.pdf", shown)
    return pdf_response(pdf("paper.typ", record_paper(shown, request.user)), f"verbale_{pk}.pdf")


def _visible(request, pk):
    rows = HandoverRecord.objects.select_related("stay__host", "household", "unit__building", "by")
    return get_visible_or_404(rows.prefetch_related("lines"), request.user, pk=pk)

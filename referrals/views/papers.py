"""A referral to take away: dated PDF, text to copy, and the letter."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.models import Referral
from referrals.papers import as_text, paper_of
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pdf import pdf as make_pdf
from wemix.pdf import pdf_response


@require_GET
@role_required(*CASE_WORKERS)
def pdf(request, pk):
    """The name of the file says no name of a person."""
    referral = _sent(request, pk)
    day = timezone.localdate()
    audit.record(audit.Action.PRINT, "referral.pdf", referral, by=request.user)
    return pdf_response(make_pdf("paper.typ", paper_of(referral, day)), f"segnalazione_{pk}_{day:%Y-%m-%d}.pdf")


@require_GET
@role_required(*CASE_WORKERS)
def text(request, pk):
    referral = _sent(request, pk)
    audit.record(audit.Action.PRINT, "referral.text", referral, by=request.user)
    written = as_text(paper_of(referral, timezone.localdate()))
    return _page(request, referral, _("The referral as text"), written)


@require_GET
@role_required(*CASE_WORKERS)
def letter(request, pk):
    referral = _sent(request, pk)
    if not referral.letter:
        raise Http404
    audit.record(audit.Action.LOOK, "referral.letter", referral, by=request.user)
    return _page(request, referral, _("The letter"), referral.letter)


def _page(request, referral, title, written):
    context = {
        "title": title,
        "lede": str(referral.household),
        "back": reverse("referrals:detail", args=[referral.pk]),
        "written": written,
    }
    return render(request, "referrals/text.html", context)


def _sent(request, pk):
    rows = Referral.objects.select_related("household__worker", "sender", "host").filter(submitted_at__isnull=False)
    referral = get_visible_or_404(rows, request.user, pk=pk)
    if referral.household.is_hidden_from(request.user):
        return get_visible_or_404(Referral.objects.none(), request.user, pk=pk)
    return referral

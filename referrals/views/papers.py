"""A referral to take away, dated: as a PDF, as text to copy, and as the paper for the household itself."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.models import Referral
from referrals.papers.for_household import paper_for_household
from referrals.papers.referral import as_text, paper_of
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pdf import pdf as make_pdf
from wemix.pdf import pdf_response


@require_GET
@role_required(*CASE_WORKERS)
def pdf(request, pk):
    """The name of the file says no name of a person."""
    referral = sent_referral(request, pk)
    day = timezone.localdate()
    audit.record(audit.Action.PRINT, "referral.pdf", referral, by=request.user)
    return pdf_response(make_pdf("paper.typ", paper_of(referral, day)), f"segnalazione_{pk}_{day:%Y-%m-%d}.pdf")


@require_GET
@role_required(*CASE_WORKERS)
def text(request, pk):
    referral = sent_referral(request, pk)
    audit.record(audit.Action.PRINT, "referral.text", referral, by=request.user)
    written = as_text(paper_of(referral, timezone.localdate()))
    return text_page(request, referral, _("The referral as text"), written)


@require_GET
@role_required(*CASE_WORKERS)
def for_household(request, pk):
    """To be read together, or printed: the household's own facts in plain words."""
    referral = sent_referral(request, pk)
    audit.record(audit.Action.LOOK, "referral.for_household", referral, by=request.user)
    paper = paper_for_household(referral, timezone.localdate())
    context = {"paper": paper, "referral": referral, "title": paper["title"], "lede": paper["line"]}
    return render(request, "referrals/for_household.html", context)


@require_GET
@role_required(*CASE_WORKERS)
def for_household_pdf(request, pk):
    referral = sent_referral(request, pk)
    day = timezone.localdate()
    audit.record(audit.Action.PRINT, "referral.for_household", referral, by=request.user)
    content = make_pdf("paper.typ", paper_for_household(referral, day))
    return pdf_response(content, f"richiesta_{pk}_{day:%Y-%m-%d}.pdf")


def text_page(request, referral, title, written):
    context = {
        "title": title,
        "lede": str(referral.household),
        "back": reverse("referrals:detail", args=[referral.pk]),
        "written": written,
    }
    return render(request, "referrals/text.html", context)


def sent_referral(request, pk):
    """One that left its draft, for who may know where it stands."""
    rows = Referral.objects.sent().select_related("household__worker", "sender", "host", "stay")
    referral = get_visible_or_404(rows, request.user, pk=pk)
    if referral.household.is_hidden_from(request.user):
        return get_visible_or_404(Referral.objects.none(), request.user, pk=pk)
    return referral

"""Papers of a stay, as PDF."""

from django.views.decorators.http import require_GET

from housing.models import HouseRules, Stay
from housing.papers.house_rules import house_rules_paper
from housing.papers.pact import pact_paper
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pdf import pdf, pdf_response


@require_GET
@role_required(*CASE_WORKERS)
def pact(request, pk):
    stays = Stay.objects.select_related("household__organisation", "household__worker", "host").with_places()
    shown = get_visible_or_404(stays, request.user, pk=pk)
    audit.look(request, "stay.pact", shown)
    return pdf_response(pdf("paper.typ", pact_paper(shown)), f"patto_ospitalita_{pk}.pdf")


@require_GET
@role_required(*AT_HOME)
def house_rules(request):
    host = request.user.organisation
    rules = HouseRules.objects.visible_to(request.user).first()
    return pdf_response(pdf("paper.typ", house_rules_paper(rules, host)), "regolamento_interno.pdf")

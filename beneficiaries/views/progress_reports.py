"""The reports of a life project to the sending body: written from it, edited by hand, signed, printed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.progress_report import ProgressReportForm
from beneficiaries.models import LifeProject, ProgressReport
from beneficiaries.papers.progress_report import progress_report_paper
from beneficiaries.summary import report_text
from wemix import audit
from wemix.access import CASE_WORKERS, TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.pdf import pdf, pdf_response


@require_form_methods
@role_required(*TEAM)
def write(request, pk, kind):
    rows = LifeProject.objects.select_related("household__worker", "household__organisation")
    project = get_visible_or_404(rows, request.user, pk=pk)
    audit.look(request, "life_project.page", project)
    household = project.household
    back = reverse("beneficiaries:life_project", args=[pk])

    def make_form(data):
        report = ProgressReport(life_project=project, kind=kind)
        initial = {"text": report_text(project, request.user)} if data is None else None
        return ProgressReportForm(data, instance=report, initial=initial)

    def act(form):
        actions.sign_report(report=form.instance, by=request.user)
        return back, _("Signed: the worker in charge reads it on the page of the life project.")

    context = {
        "title": ProgressReport.Kind(kind).label,
        "lede": f"{household.name} · {household.organisation}, {household.worker.get_full_name()}",
        "back": back,
        "submit": _("Sign"),
    }
    template = "beneficiaries/progress_report_form.html"
    return form_page(request, make_form, act, template=template, context=context, keeps_draft=True)


@require_GET
@role_required(*CASE_WORKERS)
def report_pdf(request, pk):
    rows = ProgressReport.objects.select_related("household__worker", "sender", "by__organisation")
    report = get_visible_or_404(rows, request.user, pk=pk)
    audit.record(audit.Action.PRINT, "life_project.report", report, by=request.user)
    return pdf_response(pdf("paper.typ", progress_report_paper(report)), f"relazione_{pk}_{report.signed_on}.pdf")

"""Reports to the sending bodies: some on the way, some at the end, each as it begins from its life project."""

from datetime import timedelta

from beneficiaries import actions
from beneficiaries.models import LifeProject, ProgressReport
from beneficiaries.summary import report_text
from referrals.demo.clock import at

REPORTS = 6  # of each, at most
SINCE = 9  # days: how long ago those on the way were signed


def add_progress_reports(plans, today):
    for is_over in (False, True):
        some = [plan for plan in plans if plan.stay and plan.is_over == is_over]
        for plan in some[::3][:REPORTS]:
            project = LifeProject.objects.filter(household=plan.household, reviews__isnull=False).first()
            if project:
                _sign(plan, project, project.closed_on or today - timedelta(days=SINCE))


def _sign(plan, project, day):
    kind = ProgressReport.Kind.UPDATE if project.is_open else ProgressReport.Kind.CLOSING
    with at(day, 17):
        report = ProgressReport(life_project=project, kind=kind, text=report_text(project, plan.operator))
        actions.sign_report(report=report, by=plan.operator)

"""What papers show on pages of the house: the household's page, and the page of today."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Attachment, Household
from beneficiaries.models.attachment import AHEAD, SOON
from beneficiaries.vocabularies.papers import AttachmentKind
from wemix.sockets import Panel, Task, TaskRow, nearing

LAST = 4


def household_panels(household, user):
    if not user.is_case_worker:
        return []
    papers = household.attachments.visible_to(user).select_related("person", "uploaded_by", "organisation")
    context = {
        "household": household,
        "papers": papers[:LAST],
        "count": papers.count(),
        "may_add": household.can_be_changed_by(user),
    }
    return [Panel(55, "beneficiaries/_attachments_panel.html", context)]


def tasks(user):
    """For the named worker and her substitute, and for the team."""
    if not user.is_case_worker:
        return []
    papers = Attachment.objects.visible_to(user).expiring_by(timezone.localdate() + AHEAD)
    if user.is_social_worker:
        papers = papers.filter(household__in=Household.objects.visible_to(user).in_charge(user))
    papers = papers.select_related("household", "person").order_by("expires_on", "pk")
    incomes = tuple(_row(paper) for paper in papers if paper.kind == AttachmentKind.INCOME)
    others = tuple(_row(paper) for paper in papers if paper.kind != AttachmentKind.INCOME)
    tasks = [
        Task("papers.isee", _("ISEE and papers of income that expire"), incomes, order=61, reminds=True),
        Task("papers.expiry", _("Papers that expire"), others, order=62, reminds=True),
    ]
    return [task for task in tasks if task.rows]


def _row(paper):
    _mark, words = paper.validity
    whose = str(paper.person) if paper.person else paper.household.name
    return TaskRow(
        label=f"{paper}: {whose}",
        url=reverse("beneficiaries:attachments", args=[paper.household_id]),
        note=words,
        worker=paper.household.worker_id,
        **nearing(paper.pk, paper.expires_on, (AHEAD.days, SOON.days)),
    )

"""Permits and identity documents whose day comes nearer, on the page of today."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Household, HouseholdMembership, IdentityDocument, ResidencePermit
from beneficiaries.plugs.days import days_of
from beneficiaries.vocabularies.papers import STATUSES_PENDING, PermitStatus
from wemix.sockets import Task, TaskRow, nearing

OF_PERMITS = (90, 60, 30)  # days before the last day: renewing takes at least sixty
OF_DOCUMENTS = (60, 30)


def tasks(user):
    """For the named worker and her substitute, and for the team."""
    if not user.is_case_worker:
        return []
    permits = ResidencePermit.objects.filter(is_current=True).exclude(
        status__in=[*STATUSES_PENDING, PermitStatus.REVOKED]
    )
    return [
        Task("papers.permit", _("Permits that expire"), _rows(permits, user, OF_PERMITS), order=60, reminds=True),
        Task(
            "papers.document",
            _("Identity documents that expire"),
            _rows(_without_a_longer_one(), user, OF_DOCUMENTS),
            order=61,
            reminds=True,
        ),
    ]


def appointments(user, first, last):
    """At the police office."""
    permits = ResidencePermit.objects.visible_to(user).filter(is_current=True, appointment_on__range=(first, last))
    return days_of(permits, user, "papers.appointment", "appointment_on")


def _without_a_longer_one():
    longer = IdentityDocument.objects.filter(person=OuterRef("person"), valid_through__gt=OuterRef("valid_through"))
    return IdentityDocument.objects.exclude(Exists(longer))


def _rows(papers, user, days):
    """Of who belongs to the household today."""
    member = HouseholdMembership.objects.filter(
        person=OuterRef("person"), household=OuterRef("household"), ends_on__isnull=True
    )
    last = timezone.localdate() + timedelta(days=max(days))
    near = papers.visible_to(user).filter(Exists(member), valid_through__lte=last)
    if user.is_social_worker:
        near = near.filter(household__in=Household.objects.visible_to(user).in_charge(user))
    return tuple(
        _row(paper, days) for paper in near.select_related("person", "household").order_by("valid_through", "pk")
    )


def _row(paper, days):
    return TaskRow(
        str(paper.person),
        reverse("beneficiaries:person", args=[paper.household_id, paper.person_id]),
        note=str(paper),
        worker=paper.household.worker_id,
        **nearing(paper.pk, paper.valid_through, days),
    )

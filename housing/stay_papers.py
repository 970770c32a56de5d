"""The papers of a stay, each with what came back of it: for the panel of its page, and for the page of today."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from housing.models import HandoverRecord, HospitalityDeclaration, SignedCopy, Stay
from housing.models.signed_copies import DAYS_TO_SIGN, signed
from wemix.access import TEAM, Role
from wemix.sockets import Task, TaskRow

Paper = SignedCopy.Paper


@dataclass(frozen=True)
class PaperOfStay:
    label: str
    url: str
    copies: list
    bring: str = ""  # the address where its signed copy is brought; empty for who only reads
    mark: tuple = ()
    where: object = ""


def papers_of(stay, user):
    """As far as this reader may know."""
    copies = list(SignedCopy.objects.visible_to(user).filter(stay=stay).select_related("by", "attachment"))
    return [*_declarations(stay, user, copies), *_records(stay, user, copies), *_of_all(stay, user, copies)]


def _declarations(stay, user, copies):
    for each in HospitalityDeclaration.objects.visible_to(user).filter(stay=stay).select_related("unit__building"):
        own = [copy for copy in copies if copy.declaration_id == each.pk]
        url, bring = (reverse(f"housing:{name}", args=[each.pk]) for name in ("declaration", "declaration_signed"))
        yield PaperOfStay(str(each), url, own, bring, each.mark, each.unit)


def _records(stay, user, copies):
    for each in HandoverRecord.objects.visible_to(user).filter(stay=stay).select_related("unit__building"):
        own = [copy for copy in copies if copy.record_id == each.pk]
        bring = reverse("housing:record_signed", args=[each.pk])
        yield PaperOfStay(str(each), each.get_absolute_url(), own, bring, where=each.unit)


def _of_all(stay, user, copies):
    """The pact for who reads the file, the house rules for who works where people sleep."""
    papers = []
    if user.is_case_worker:
        papers.append((Paper.PACT, _("Hospitality pact (PDF)"), reverse("housing:pact", args=[stay.pk])))
    if user.is_team or user.role == Role.CUSTODIAN:
        papers.append((Paper.RULES, _("House rules (PDF)"), reverse("housing:house_rules")))
    for paper, label, url in papers:
        bring = reverse("housing:stay_signed", args=[stay.pk, paper]) if user.is_team else ""
        yield PaperOfStay(label, url, [copy for copy in copies if copy.paper == paper], bring)


def to_be_signed(user):
    """Pacts and records of which nothing came back in a week; of the records the custodian is told too."""
    if user.role not in (Role.CUSTODIAN, *TEAM):
        return []
    since = timezone.localdate() - timedelta(days=DAYS_TO_SIGN)
    records = HandoverRecord.objects.visible_to(user).filter(~signed(Paper.RECORD, of="record"), on__lte=since)
    rows = [_record_row(record) for record in records.select_related("household").order_by("on", "pk")]
    if user.is_team:
        stays = Stay.objects.visible_to(user).running().filter(~signed(Paper.PACT), started_on__lte=since)
        rows += [_pact_row(stay) for stay in stays.select_related("household").order_by("started_on", "pk")]
    rows.sort(key=lambda row: row.since)
    return [Task(_("Papers to be signed"), tuple(rows), order=38)]


def _record_row(record):
    return TaskRow(str(record.household), record.get_absolute_url(), since=record.on, note=str(record))


def _pact_row(stay):
    note = _("Hospitality pact")
    return TaskRow(str(stay.household), stay.get_absolute_url(), since=stay.started_on, note=note)

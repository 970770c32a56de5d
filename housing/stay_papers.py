"""The papers of a stay, each with what came back of it: for the panel of its page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from housing.models import HandoverRecord, HospitalityDeclaration, SignedCopy
from wemix.access import Role

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

"""Papers in the households' files: each says on its face that it is invented, and none names anybody."""

from datetime import timedelta
from functools import cache

from beneficiaries import actions
from beneficiaries.models import Attachment
from referrals.actions.attachments import choose_papers
from referrals.demo.clock import at
from referrals.demo.photos import drawn
from wemix.pdf import pdf
from wemix.uploads.kinds import PDF
from wemix.uploads.receiving import Received

OF_SENDERS = (  # kind, title, days from today to its end, photographed
    ("IDENTITY", "Carta d'identità", 700, True),
    ("INCOME", "ISEE", 36, False),
    ("PERMIT", "Permesso di soggiorno", 12, True),
    ("HOME", "Convalida di sfratto", None, False),
    ("PERMIT", "Permesso di soggiorno", -9, True),
    ("SCHOOL", "Iscrizione a scuola", None, False),
)
OF_HOSTS = (("SCHOOL", "Iscrizione al corso di italiano", 90, False), ("WORK", "Contratto di lavoro", 55, False))
HOUSEHOLDS = 24
PAPERS_OF_ONE = 30  # the file of the first: its list goes over two pages


def add_papers(plans, today):
    """Of most: two or three; some expire, some are the team's alone, some go with the referral."""
    some = [plan for plan in plans if plan.referral.submitted_at and not plan.is_over and not plan.story][:HOUSEHOLDS]
    for number, plan in enumerate(some):
        papers = [_bring(plan, plan.worker, OF_SENDERS[(number + step) % 6], today, 40) for step in range(3)]
        choose_papers(referral=plan.referral, papers=papers[:2], offered=papers, by=plan.worker)
        if plan.lives_here:
            _bring(plan, plan.operator, OF_HOSTS[number % 2], today, 20, readers=_readers(number))
    for number in range(PAPERS_OF_ONE):
        _bring(some[0], some[0].worker, OF_SENDERS[3 + number % 3], today, 60 + number, end=None)


def _readers(number):
    return Attachment.Readers.TEAM if number % 3 else Attachment.Readers.FILE


def _bring(plan, by, said, today, ago, readers=Attachment.Readers.FILE, **changed):
    kind, title, days, photographed = said
    days = changed.get("end", days)
    paper = Attachment(
        household=plan.household,
        person=plan.head if kind in ("IDENTITY", "PERMIT", "WORK") else None,
        kind=kind,
        title=title,
        dated=today - timedelta(days=ago + 5),
        expires_on=None if days is None else today + timedelta(days=days),
        readers=readers,
    )
    with at(max(plan.days["register"], today - timedelta(days=ago)), 11):
        return actions.attach(
            attachment=paper, received=drawn(title, "DOCUMENTO FINTO") if photographed else _sheet(title), by=by
        )


@cache
def _sheet(title):
    text = ["Questo documento è finto: serve a mostrare come si presenta un file caricato, e non riguarda nessuno."]
    said = {"title": f"{title}: documento finto", "line": "We Mix, dimostrazione", "language": "it"}
    return Received(pdf("paper.typ", said | {"sections": [{"title": "Finto", "text": text, "facts": []}]}), PDF)

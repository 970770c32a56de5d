"""Papers of stays that came back signed, a few that did not, and one that will never be."""

from datetime import timedelta

from housing import actions
from housing.models import HandoverRecord, SignedCopy, Stay
from referrals.demo.clock import at
from referrals.demo.photos import drawn
from wemix.access import Role

Paper = SignedCopy.Paper
LEFT = 2  # pacts, and records, of which nothing came back: the newest


def sign_papers(host, today):
    operator, custodian = host.of(Role.OPERATOR)[0], host.of(Role.CUSTODIAN)[0]
    stays = Stay.objects.filter(host=host.organisation, state=Stay.State.RUNNING).order_by("-started_on", "pk")
    late = [stay for stay in stays if stay.started_on <= today - timedelta(days=9)]
    for stay in late[LEFT:]:
        _bring(SignedCopy(stay=stay, paper=Paper.PACT), stay.started_on, operator)
    for stay in late[LEFT + 1 :: 2]:
        _bring(SignedCopy(stay=stay, paper=Paper.RULES), stay.started_on, operator)
    refused, *records = HandoverRecord.objects.filter(stay__host=host.organisation).order_by("on", "pk")
    for record in records[: len(records) - LEFT]:
        _bring(SignedCopy(stay=record.stay, paper=Paper.RECORD, record=record), record.on, custodian)
    with at(refused.on + timedelta(days=3), 12):
        why = "È partito prima di firmare"
        copy = SignedCopy(stay=refused.stay, paper=Paper.RECORD, record=refused, why_none=why)
        actions.keep_signed_copy(copy=copy, by=custodian)


def _bring(copy, day, by):
    with at(day + timedelta(days=1), 17):
        actions.keep_signed_copy(copy=copy, received=drawn(copy.get_paper_display(), "FIRME FINTE"), by=by)

"""Papers that go with a referral: chosen or brought by the sender, read by the host once it is sent."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from beneficiaries.models import Attachment
from referrals.models import ReferralAttachment
from tests import factories, uploads
from tests.constraints import check_now


@pytest.fixture
def draft(rossi, host):
    return factories.referral(host, of=rossi)


def address(name, referral):
    return reverse(f"referrals:{name}", args=[referral.pk])


def sent(**said):
    return {"once": str(uuid.uuid4())} | said


def read_by(client, user, referral):
    client.force_login(user)
    return client.get(address("detail", referral)).content.decode()


def test_the_sender_chooses_and_the_host_reads_after_the_sending(client, rossi, alice, olga, host, draft):
    paper = factories.paper(rossi, alice, title="ISEE finto")
    other = factories.paper(rossi, alice, title="Altro finto")
    client.force_login(alice)
    client.post(address("attachments", draft), sent(papers=[paper.pk]))
    assert "ISEE finto" in read_by(client, alice, draft)
    assert not ReferralAttachment.objects.visible_to(olga).exists()
    submitted = factories.ADVANCE["submitted"](draft, alice, None, None)
    shown = read_by(client, olga, submitted)
    assert "ISEE finto" in shown and other.title not in shown


def test_what_is_unticked_goes_no_more(client, rossi, alice, draft):
    papers = [factories.paper(rossi, alice) for _ in range(2)]
    client.force_login(alice)
    for chosen in (papers, papers[1:]):
        client.post(address("attachments", draft), sent(papers=[paper.pk for paper in chosen]))
    assert [row.attachment for row in draft.attachments.all()] == papers[1:]


def test_a_new_paper_goes_once_and_into_the_household_s_file(client, alice, draft):
    client.force_login(alice)
    once = str(uuid.uuid4())
    for _ in range(2):
        said = {"once": once, "kind": "INCOME", "file": uploads.named("isee.pdf", uploads.pdf())}
        assert client.post(address("attach", draft), said).url == address("detail", draft)
    row = ReferralAttachment.objects.get()
    assert row.attachment == Attachment.objects.get()
    assert row.attachment.readers == "file"


def test_what_only_one_side_reads_can_not_be_chosen(client, rossi, alice, draft):
    paper = factories.paper(rossi, alice, readers="team")
    client.force_login(alice)
    assert client.post(address("attachments", draft), sent(papers=[paper.pk])).status_code == 422
    assert not ReferralAttachment.objects.exists()


def test_another_household_s_paper_can_not_go(rossi, alice, draft):
    paper = factories.paper(factories.household(alice), alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.attachments.create(attachment=paper, household=rossi, by=alice)
        check_now()


def test_the_host_chooses_nothing(client, olga, dora, alice, draft):
    factories.ADVANCE["submitted"](draft, alice, None, None)
    for user, status in ((olga, 403), (dora, 404)):
        client.force_login(user)
        for name in ("attachments", "attach"):
            assert client.get(address(name, draft)).status_code == status

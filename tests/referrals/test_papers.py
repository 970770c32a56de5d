"""What leaves the site about a referral: the PDF, the text to copy, and the mail that says nothing."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from referrals import actions
from tests import factories


@pytest.fixture
def sent(host, rossi, dora):
    story = 'Sfratto #read("/etc/passwd") *subito*\nDue righe'
    return factories.referral(host, of=rossi, until="submitted", coordinator=dora, story=story)


def test_the_pdf_says_what_was_written_and_nothing_is_run(client, alice, sent, rossi):
    client.force_login(alice)
    answer = client.get(reverse("referrals:pdf", args=[sent.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "Rossifinti" not in answer["Content-Disposition"]
    paper = PdfReader(io.BytesIO(answer.content))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "Rossifinti" in text and "Polo di prova" in text
    assert 'read("/etc/passwd")' in text.replace("\n", " ").replace("“", '"').replace("”", '"')
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean


def test_the_text_holds_the_same_words(client, alice, sent):
    client.force_login(alice)
    text = client.get(reverse("referrals:text", args=[sent.pk])).context["written"]
    assert "Rossifinti" in text and "Da un'amica, fino a fine mese" in text


def test_a_draft_leaves_nothing(client, alice, host, rossi):
    draft = factories.referral(host, of=rossi)
    client.force_login(alice)
    assert client.get(reverse("referrals:pdf", args=[draft.pk])).status_code == 404


def test_nobody_is_told_of_what_they_did_themselves(sent, dora, alice):
    dora.updates.update(seen_at=timezone.now())  # the sending itself
    actions.write(referral=sent, by=alice, text="Aggiungo una cosa")
    assert (dora.updates.unseen().count(), alice.updates.count()) == (1, 0)

"""One mail a day at most, counts only, of each fact once; queued with its cause, and sent after it."""

import smtplib
from datetime import time, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import ResidencePermit
from referrals import actions
from referrals.models import Update
from tests.factories import referral
from wemix import facts, mailing
from wemix.models import MailChoice, OutgoingMail, ToldFact

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)
EVENING = timezone.localtime().replace(hour=23)


@pytest.fixture
def sent(rossi, host):
    """A referral of Alice's, of which the host knows; her news of it are read."""
    made = referral(host, of=rossi, until="submitted")
    Update.objects.all().delete()
    return made


@pytest.fixture
def permit(sent):
    household = sent.household
    person, day = household.people.first(), TODAY + 20 * DAY
    return ResidencePermit.objects.create(person=person, household=household, type="ASYLUM", valid_through=day)


def a_day_passes():
    """What was written today was written yesterday."""
    OutgoingMail.objects.update(day=TODAY - DAY)
    MailChoice.objects.update(last_digest_on=TODAY - DAY)


def digest(user):
    """What the mail of the day tells of, by subject; None if there is none."""
    mailing.write_digest(user)
    written = OutgoingMail.objects.filter(user=user, day=TODAY, kind="digest").first()
    return written and written.counts


def test_a_digest_says_how_many_where_and_nothing_else(permit, sent, alice, dora):
    actions.ask(referral=sent, by=dora, text="Rossifinti dorme in macchina?")
    assert digest(alice) == {"papers": 1, "referrals": 1, "news": 1}
    assert mail.outbox == []
    assert mailing.send_waiting(9) == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([alice.email], "We Mix: 3 cose da vedere")
    assert "- Documenti e scadenze: 1\n" in letter.body and "http://localhost:8000/\n" in letter.body
    for secret in ("Rossifinti", "macchina", str(alice), f"/{sent.pk}", f"{permit.valid_through:%d/%m/%Y}"):
        assert secret not in letter.subject + letter.body


def test_of_one_fact_nobody_is_told_twice(permit, sent, alice, dora):
    assert digest(alice) == {"papers": 1}
    a_day_passes()
    assert digest(alice) is None
    actions.ask(referral=sent, by=dora, text="Quanti sono?")
    a_day_passes()
    assert digest(alice) == {"referrals": 1, "news": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        told = ToldFact.objects.filter(user=alice).first()
        ToldFact.objects.create(user=alice, fact=told.fact, mail=told.mail)


def test_there_is_one_digest_a_day(permit, sent, alice, dora):
    digest(alice)
    actions.ask(referral=sent, by=dora, text="Quanti sono?")
    assert digest(alice) == {"papers": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(user=alice, kind="digest")


def test_what_is_done_or_put_off_is_not_written_of(permit, alice, olga):
    facts.done(f"papers.permit:{permit.pk}:{permit.valid_through}:30", by=alice)
    assert digest(alice) is None
    assert digest(olga) == {"papers": 1, "referrals": 1}


def test_what_one_does_not_want_is_left_out_and_comes_when_it_is_wanted(client, permit, alice):
    client.force_login(alice)
    form = client.get(reverse("mail_choice"))
    assert "papers" in form.context["form"].initial["told"]
    said = {"at": "18:00", "told": ["referrals", "news"], "once": form.context["once"]}
    assert client.post(reverse("mail_choice"), said).status_code == 302
    choice = MailChoice.objects.get(user=alice)
    assert (choice.at, "papers" in choice.silent, "news" in choice.silent) == (time(18), True, False)
    assert digest(alice) is None
    choice.silent = []
    choice.save()
    a_day_passes()
    assert digest(alice) == {"papers": 1}


@pytest.mark.parametrize(
    ("chosen", "hour", "due"),
    [
        (None, "07:29", False),
        (None, "07:30", True),
        ("18:00", "17:59", False),
        ("18:00", "18:00", True),
    ],
)
def test_each_is_written_to_at_their_hour(alice, chosen, hour, due):
    if chosen:
        MailChoice.objects.create(user=alice, at=time.fromisoformat(chosen))
    now = timezone.make_aware(timezone.datetime.combine(TODAY, time.fromisoformat(hour)))
    assert (alice in mailing.readers_due(now)) == due
    mailing.write_digest(alice)
    assert alice not in mailing.readers_due(now)


def test_who_no_longer_works_here_is_not_written_to(permit, alice):
    digest(alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert mailing.send_waiting(9) == 0 and alice not in mailing.readers_due(EVENING)


def test_a_digest_that_fails_keeps_nobody_else_from_theirs(permit, alice, olga, monkeypatch, caplog):
    write = mailing.write_digest

    def fails_for_alice(user):
        if user == alice:
            raise ValueError("a plug is broken")
        write(user)

    monkeypatch.setattr(mailing, "write_digest", fails_for_alice)
    MailChoice.objects.bulk_create(MailChoice(user=user, at=time(0)) for user in (alice, olga))
    mailing.write_digests(25)
    assert OutgoingMail.objects.filter(user=olga).exists() and "is left for tomorrow" in caplog.text
    assert not mailing.readers_due(EVENING).exists() and not ToldFact.objects.filter(user=alice).exists()


def test_a_digest_that_could_not_be_written_stands_at_the_desk_and_is_not_sent_empty(client, alice, tecla, monkeypatch):
    monkeypatch.setattr(mailing, "_not_told", lambda user, choice: [][0])
    MailChoice.objects.create(user=alice, at=time(0))
    mailing.write_digests(25)
    left = OutgoingMail.objects.get(user=alice)
    assert (left.failure, left.counts) == ("IndexError", {}) and left.given_up_at
    client.force_login(tecla)
    page = reverse("admin:wemix_outgoingmail_changelist")
    assert "IndexError" in client.get(page).content.decode()
    client.post(page, {"action": "send_again", "_selected_action": [left.pk]})
    left.refresh_from_db()
    assert left.given_up_at and mailing.send_waiting(9) == 0


def test_what_is_undone_is_not_written_of(sent, alice):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mailing.write_alarm(alice, "news.referral:1")
        raise ZeroDivisionError
    assert not OutgoingMail.objects.exists() and not ToldFact.objects.exists()


def test_an_alarm_is_told_at_once_and_not_again_in_the_digest(sent, alice, dora):
    update = Update.objects.create(user=alice, referral=sent, household=sent.household, what="minor_absent")
    mailing.write_alarm(alice, f"news.referral:{update.pk}")
    mailing.send_waiting(9)
    assert mail.outbox[0].subject == "We Mix: C'è qualcosa da leggere subito"
    assert digest(alice) is None


def test_a_mail_that_cannot_be_sent_is_tried_again_and_given_up_aloud(client, permit, alice, tecla, caplog):
    digest(alice)
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=smtplib.SMTPServerDisconnected("alice@")):
        for tried in range(1, mailing.TRIES + 1):
            assert mailing.send_waiting(9) == 1 and mailing.send_waiting(9) == 0
            waiting = OutgoingMail.objects.get()
            assert (waiting.tries, waiting.failure, waiting.sent_at) == (tried, "SMTPServerDisconnected", None)
            assert waiting.not_before > timezone.now()
            OutgoingMail.objects.update(not_before=timezone.now())
    assert "is given up" in caplog.text and mailing.send_waiting(9) == 0
    client.force_login(tecla)
    page = client.get(reverse("admin:wemix_outgoingmail_changelist")).content.decode()
    assert "SMTPServerDisconnected" in page and alice.email not in page and str(alice) not in page
    again = {"action": "send_again", "_selected_action": [waiting.pk]}
    client.post(reverse("admin:wemix_outgoingmail_changelist"), again)
    assert mailing.send_waiting(9) == 1 and len(mail.outbox) == 1


def test_an_address_that_no_mail_reaches_keeps_nobody_else_from_theirs(permit, alice, olga, caplog):
    digest(alice)
    digest(olga)
    nowhere = "alice@example\u202c.org"
    type(alice).objects.filter(pk=alice.pk).update(email=nowhere)
    assert mailing.send_waiting(9) == 2
    assert [letter.to for letter in mail.outbox] == [[olga.email]]
    put_off = OutgoingMail.objects.get(user=alice)
    assert (put_off.tries, put_off.failure) == (1, "UnicodeError") and put_off.not_before > timezone.now()
    assert f"Mail {put_off.pk} is put off: UnicodeError" in caplog.text


def test_the_log_says_where_a_mail_failed_and_not_to_whom_it_went(permit, alice, caplog):
    digest(alice)
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ValueError(f"Invalid address {alice.email}")):
        mailing.send_waiting(9)
    assert "mailing.py" in caplog.text and alice.email not in caplog.text


def test_a_mail_sent_twice_would_have_one_message_id(permit, alice):
    digest(alice)
    written = OutgoingMail.objects.get()
    ids = {mailing.message_of(written).message()["Message-ID"] for _ in range(2)}
    assert ids == {f"<{written.key}@example.org>"}

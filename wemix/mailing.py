"""Mail that says how many things wait and where to read them, and nothing of anybody.

It is written as a row, in the transaction that causes it, beside the keys of the facts that it tells of: what is
undone is not written of, and of one fact nobody is told twice. The worker sends it later, and writes down in the
same transaction that it did: killed exactly between the two, it sends that one mail again, with the same Message-ID.
An invitation (wemix/invitations.py) waits in the same row, and goes out in the same way.
"""

import logging
from collections import Counter
from datetime import timedelta
from email.utils import parseaddr
from traceback import format_tb

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wemix import facts, invitations, sockets
from wemix.acting import acting
from wemix.models import MailChoice, OutgoingMail, ToldFact, User
from wemix.models.mail import MORNING
from wemix.subjects import Subject, subject_of

PAUSE = timedelta(minutes=2)  # after the first failure, and twice as long after each
TRIES = 10  # a day, and nearly half of another
Kind = OutgoingMail.Kind

logger = logging.getLogger(__name__)


# What is written


def write_alarm(user, fact):
    """At once, whatever else this person heard today."""
    return _write(user, Kind.ALARM, [fact])


def readers_due(now):
    """Whose hour has come, and who have not had the mail of the day."""
    today, hour = now.date(), now.time()
    asked = Q(mail_choice__at__lte=hour)
    if hour >= MORNING:
        asked |= Q(mail_choice=None)
    readers = User.objects.working().filter(asked, organisation__isnull=False)
    return readers.exclude(mail_choice__last_digest_on=today).order_by("pk")


def write_digests(at_most):
    """Of so many people, each in a transaction of their own; how many there were."""
    readers = list(readers_due(timezone.localtime())[:at_most])
    for user in readers:
        try:
            write_digest(user)
        except Exception as failure:  # whatever a plug of any floor stumbles over: it is one reader's, and it is shown
            logger.exception("The mail of the day of user %s is left for tomorrow.", user.pk)
            _leave_for_tomorrow(user, failure)
    return len(readers)


@transaction.atomic
def _leave_for_tomorrow(user, failure):
    """It stands at the desk among what failed, without counts; its facts are told with tomorrow's."""
    _count_as_written(user)
    said = {"failure": type(failure).__name__, "given_up_at": timezone.now()}
    OutgoingMail.objects.create(user=user, kind=Kind.DIGEST, **said)


def write_digest(user):
    """What waits for this person and they were not told of yet; without any, no mail. Once a day."""
    with acting(user):
        choice = _choice_of(user)
        if choice.last_digest_on != timezone.localdate():
            _count_as_written(user)
            if new := _not_told(user, choice):
                _write(user, Kind.DIGEST, new)


def _choice_of(user):
    """Held until the end of the transaction, so that two workers write one."""
    MailChoice.objects.get_or_create(user=user)
    return MailChoice.objects.select_for_update().get(user=user)


def _count_as_written(user):
    MailChoice.objects.update_or_create(user=user, defaults={"last_digest_on": timezone.localdate()})


def _not_told(user, choice):
    tasks = [*facts.waiting(facts.facts_of(user), user), *sockets.news.gather(user)]
    keys = [task.fact(row) for task in tasks if task.mine for row in task.rows]
    wanted = [key for key in keys if subject_of(key) not in choice.silent]
    told = set(ToldFact.objects.filter(user=user, fact__in=wanted).values_list("fact", flat=True))
    return [key for key in dict.fromkeys(wanted) if key not in told]


def _write(user, kind, keys):
    counts = Counter(subject_of(key).value for key in keys)
    mail = OutgoingMail.objects.create(user=user, kind=kind, counts=counts)
    ToldFact.objects.bulk_create(ToldFact(user=user, fact=key, mail=mail) for key in keys)
    return mail


# What is sent


def send_waiting(at_most):
    """How many were tried."""
    for tried in range(at_most):
        if not send_next():
            return tried
    return at_most


def send_next():
    """One, held while it is sent, so that no other worker sends it too. False if none waits."""
    with transaction.atomic():
        mail = OutgoingMail.objects.to_send().select_for_update(skip_locked=True, of=("self",)).first()
        if mail is None:
            return False
        try:
            message_of(mail).send()
        except Exception as failure:  # whatever it is: the same mail would come first again, and all others wait for it
            _put_off(mail, failure)
        else:
            mail.sent_at = timezone.now()
        mail.save()
    return True


def _put_off(mail, failure):
    now = timezone.now()
    mail.tries, mail.failure = mail.tries + 1, type(failure).__name__
    mail.not_before = now + PAUSE * 2 ** (mail.tries - 1)
    if not isinstance(failure, OSError):  # neither of the network nor of SMTP
        logger.error("Mail %s is put off: %s\n%s", mail.pk, mail.failure, _where(failure))
    if mail.tries >= TRIES:
        mail.given_up_at = now
        logger.error("Mail %s is given up: %s.", mail.pk, mail.failure)


def _where(failure):
    """The lines of code that it came through, and none of its words: they may say an address."""
    return "".join(format_tb(failure.__traceback__))


def message_of(mail):
    letter = invitations.letter if mail.kind == Kind.INVITATION else _letter
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = letter(mail)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.key}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, None, [mail.user.email], headers=headers)


def _letter(mail):
    """Of an alarm, or of the day: its subject and text."""
    count = sum(mail.counts.values())
    subject = _("Something must be read at once") if mail.kind == Kind.ALARM else _things(count)
    lines = [(Subject(code).label, number) for code, number in sorted(mail.counts.items())]
    context = {
        "mail": mail,
        "lines": lines,
        "today": settings.SITE_URL + reverse("home"),
        "choice": settings.SITE_URL + reverse("mail_choice"),
    }
    return f"We Mix: {subject}", render_to_string("mail.txt", context)


def _things(count):
    return ngettext("%(count)d thing to look at", "%(count)d things to look at", count) % {"count": count}

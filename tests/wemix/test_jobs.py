"""The worker: as the person it serves, in the transaction that asked, and nothing lost when it is killed."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import time as time_of_day

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from beneficiaries.models import DiaryEntry
from referrals.models import Update
from tests import jobs as tasks
from tests.factories import referral
from wemix import jobs
from wemix.access import Role
from wemix.acting import acting
from wemix.models import MailChoice, OutgoingMail, ToldFact, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def an_empty_queue(transactional_db):
    """Its tables are another package's, which no flush empties."""
    yield
    sql("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def notes():
    return sorted(DiaryEntry.objects.values_list("text", flat=True))


def states():
    """Of the jobs that tests asked for, by id."""
    asked = ProcrastinateJob.objects.filter(task_name__startswith="tests.").order_by("pk")
    return list(asked.values_list("status", flat=True))


def test_a_job_works_as_the_person_it_serves(dora, rossi):
    with acting(dora):
        tasks.note_who_works.later(by=dora, household=rossi.pk)
    tasks.do_what_waits()
    assert notes() == [f"wemix_web {dora.pk} coordinator"] and states() == []


def test_what_is_undone_asks_for_nothing(dora, rossi):
    with pytest.raises(ZeroDivisionError), acting(dora):
        tasks.note_who_works.later(by=dora, household=rossi.pk)
        raise ZeroDivisionError
    assert states() == []
    with acting(dora):
        tasks.note_who_works.later(by=dora, household=rossi.pk)
        assert tasks.note_who_works.to_do(household=rossi.pk) == 1
        transaction.set_rollback(True)
    assert states() == []


def test_who_left_is_served_no_more(dora, rossi):
    tasks.note_who_works.later(by=dora, household=rossi.pk)
    type(dora).objects.filter(pk=dora.pk).update(is_active=False)
    tasks.do_what_waits()
    assert notes() == [] and states() == ["todo"]


def test_what_fails_leaves_nothing_and_is_tried_three_times(dora, rossi):
    tasks.note_and_fail.later(by=dora, household=rossi.pk)
    for after in ("todo", "todo", "failed"):
        tasks.do_what_waits()
        assert (notes(), states()) == ([], [after])
        sql("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    assert tasks.note_and_fail.to_do(household=rossi.pk) == 0


@pytest.fixture
def worker():
    """A worker of its own, connected as the role that owns nothing, ended by whatever means."""
    url = f"postgresql:///{connection.settings_dict['NAME']}?user={settings.WEB_ROLE}&host={_host()}"
    started = []

    def start(**settings_of_it):
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"} | settings_of_it
        environment["PYTHONPATH"] = str(settings.BASE_DIR)
        started.append(
            subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR, env=environment)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _host():
    return connection.get_connection_params()["host"]


def until(condition):
    """The test has a patience of its own only so that a failure ends."""
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_waiting_for_the_lock():
    """In this database: the other tests beside this one have one of their own, on the same server."""
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
        " WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s AND NOT granted"
    )
    return sql(waiting, tasks.LOCK) == [(1,)]


def take_up():
    """As if the silence had lasted."""
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    tasks.apart(async_to_sync(_take_up))


async def _take_up():
    queue = jobs.queue()
    async with queue.open_async():
        context = type("Context", (), {"app": queue})
        await jobs.take_up.func(context, 0)


@pytest.fixture
def held(transactional_db):
    sql("SELECT pg_advisory_lock(%s)", tasks.LOCK)
    yield
    sql("SELECT pg_advisory_unlock_all()")


def test_what_a_killed_worker_was_doing_is_done_once(worker, held, dora, rossi):
    tasks.note_and_wait.later(by=dora, household=rossi.pk)
    process = worker()
    assert until(is_waiting_for_the_lock), process.poll()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (notes(), states()) == ([], ["doing"])
    take_up()
    assert states() == ["todo"]
    sql("SELECT pg_advisory_unlock_all()")
    tasks.do_what_waits()
    assert (notes(), states()) == (["done"], [])


def test_what_ends_every_worker_is_given_up_aloud(dora, rossi, caplog):
    tasks.note_and_wait.later(by=dora, household=rossi.pk)
    for after in ("todo", "todo", "failed"):
        sql("UPDATE procrastinate_jobs SET status = 'doing'")
        take_up()
        assert states() == [after]
    assert "is given up" in caplog.text


def test_a_worker_told_to_stop_ends_what_it_does(worker, held, dora, rossi):
    tasks.note_and_wait.later(by=dora, household=rossi.pk)
    process = worker()
    assert until(is_waiting_for_the_lock), process.poll()
    process.send_signal(signal.SIGTERM)
    sql("SELECT pg_advisory_unlock_all()")
    assert process.wait(60) == 0
    assert (notes(), states()) == (["done"], [])


# Mails of the day

READERS, NEWS_OF_EACH = 500, 20


@pytest.fixture
def many_readers(alice, rossi, host):
    """Five hundred colleagues of Alice's, each with twenty news of one referral, at an hour that has come."""
    about = referral(host, of=rossi, until="submitted")
    made = User.objects.bulk_create(
        User(
            email=f"persona-{number}@example.org",
            first_name="Persona",
            last_name=str(number),
            role=Role.SOCIAL_WORKER,
            organisation=alice.organisation,
        )
        for number in range(READERS)
    )
    MailChoice.objects.bulk_create(MailChoice(user=user, at=time_of_day(0)) for user in made)
    MailChoice.objects.bulk_create(  # the others have had theirs
        MailChoice(user=user, last_digest_on=timezone.localdate()) for user in User.objects.filter(mail_choice=None)
    )
    Update.objects.bulk_create(
        Update(user=user, referral=about, household=rossi, what="message") for user in made for _ in range(NEWS_OF_EACH)
    )
    return made


def test_of_ten_thousand_facts_none_is_told_twice_or_lost_when_the_worker_is_killed(worker, many_readers, tmp_path):
    """Killed between sending and marking, one mail may go twice: with one Message-ID, so that it can be known."""
    jobs.write_digests.defer(timestamp=0)
    said = {"EMAIL_URL": f"filemail://{tmp_path}", tasks.NEWS_ALONE: "1"}
    process = worker(**said)
    assert until(lambda: OutgoingMail.objects.exclude(sent_at=None).count() > READERS // 10), process.poll()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 0 < OutgoingMail.objects.exclude(sent_at=None).count() < READERS
    take_up()
    worker(**said)
    assert until(lambda: OutgoingMail.objects.exclude(sent_at=None).count() == READERS)
    facts = {
        (key, f"news.referral:{pk}")
        for key, pk in Update.objects.filter(user__in=many_readers).values_list("user", "pk")
    }
    told = list(ToldFact.objects.values_list("user", "fact"))
    assert len(told) == len(facts) == READERS * NEWS_OF_EACH and set(told) == facts
    assert OutgoingMail.objects.filter(counts={"news": NEWS_OF_EACH}).count() == READERS
    gone_out = re.findall(r"^Message-ID: (.+)$", "\n".join(file.read_text() for file in tmp_path.iterdir()), re.M)
    assert len(set(gone_out)) == READERS and len(gone_out) <= READERS + 1

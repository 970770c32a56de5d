"""Jobs that only tests ask for, and a worker to do them."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from beneficiaries.models import DiaryEntry
from wemix import jobs, sockets
from wemix.jobs import Job

LOCK = 7001
NEWS_ALONE = "TESTS_WITH_NEWS_ALONE"  # for a worker of five hundred readers, whom the other plugs tell nothing

if os.environ.get(NEWS_ALONE):
    sockets.today.clear()


def do_what_waits():
    apart(lambda: jobs.work(wait=False))


def apart(function):
    """In a thread of its own: after browser tests this one has an event loop that runs, and can't start another."""

    def and_leave():
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(and_leave).result()


@Job
def note_who_works(*, by, household):
    """What the database is told of the worker, written where a test can read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('wemix.user'), current_setting('wemix.user_role')")
        said = " ".join(cursor.fetchone())
    note(by, household, said)


@Job
def note_and_wait(*, by, household):
    """Does its work, and cannot end while a test holds the lock."""
    note(by, household, "done")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@Job
def note_and_fail(*, by, household):
    note(by, household, "half")
    raise ValueError("the other half")


def note(by, household, text):
    DiaryEntry.objects.create(household_id=household, organisation=by.organisation, by=by, text=text)

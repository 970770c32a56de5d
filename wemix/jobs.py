"""Work that no page waits for: the worker does it, as the person who asked for it.

A job is asked for in the transaction that causes it, so what is undone asks for nothing. It works in one transaction
of its own, so that wherever it is cut off it has done nothing, and is tried again. Its arguments are ids and codes:
the queue is no place for a name.
"""

import logging

from django.conf import settings
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from wemix import mailing, sweeping
from wemix.acting import acting
from wemix.models import User
from wemix.uploads.sweeping import sweep

ATTEMPTS = 3
PAUSE = 10  # seconds before a job that failed is tried again, and twice as many before the last time
SILENCE = 30  # seconds without a sign of life, after which a worker is taken for dead
BATCH = 25  # mails of the day that are written, or mails sent, before the worker looks up
GRACE = 5  # seconds that a worker told to stop gives to what it is doing
TO_DO = (Status.TODO.value, Status.DOING.value)

logger = logging.getLogger(__name__)


class Job:
    """`function(by=user, **arguments)`, to be done by the worker: `@Job` above it, then `function.later(by=…)`."""

    def __init__(self, function):
        self.function = function
        retry = RetryStrategy(max_attempts=ATTEMPTS - 1, linear_wait=PAUSE, wait=PAUSE)
        self.task = app.task(name=f"{function.__module__}.{function.__name__}", retry=retry)(self.run)

    def later(self, *, by, priority=0, **arguments):
        self.task.configure(priority=priority).defer(by=by.pk, **arguments)

    def run(self, *, by, **arguments):
        """Who may no longer sign in is served no more."""
        user = User.objects.working().get(pk=by)
        with acting(user), translation.override(settings.LANGUAGE_CODE):
            self.function(by=user, **arguments)

    def to_do(self, **arguments):
        """Those with these arguments that wait, or are being done; what was given up is not among them."""
        return ProcrastinateJob.objects.filter(
            task_name=self.task.name, status__in=TO_DO, args__contains=arguments
        ).count()


@app.periodic(cron="* * * * *")
@app.task(name="wemix.jobs.take_up", queueing_lock="take_up", pass_context=True)
async def take_up(context, timestamp):
    """What a dead worker was doing is tried again; what ended several of them is given up, aloud."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.attempts + 1 < ATTEMPTS:
            await manager.retry_job(job)
        else:
            logger.error("Job %s (%s) is given up: the worker ended while doing it.", job.id, job.task_name)
            await manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="20 3 * * *")
@app.task(name="wemix.jobs.sweep_files", queueing_lock="sweep_files")
def sweep_files(timestamp):
    sweep()


@app.periodic(cron="40 3 * * *")
@app.task(name="wemix.jobs.sweep_rows", queueing_lock="sweep_rows")
def sweep_rows(timestamp):
    sweeping.sweep()


@app.periodic(cron="*/5 * * * *")
@app.task(name="wemix.jobs.write_digests")
def write_digests(timestamp):
    """The mails of the day of those whose hour has come. Cut off anywhere, the next one goes on with who is left."""
    if mailing.write_digests(BATCH) == BATCH:
        write_digests.defer(timestamp=timestamp)
    send_mail.defer(timestamp=timestamp)


@app.periodic(cron="* * * * *")
@app.task(name="wemix.jobs.send_mail")
def send_mail(timestamp):
    if mailing.send_waiting(BATCH) == BATCH:
        send_mail.defer(timestamp=timestamp)


def work(**options):
    """Do what waits, until told to stop."""
    queue().run_worker(
        delete_jobs="successful",
        stalled_worker_timeout=SILENCE,
        shutdown_graceful_timeout=GRACE,
        **options,
    )


def queue():
    """The worker's own connections. What a job itself asks for still goes through Django's, in its transaction."""
    return app.with_connector(app.connector.get_worker_connector())

"""Writers at once, each with a connection and transactions of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from wemix.sentences import sentence_for

PATIENCE = 60  # s
A_MOMENT = 0.5  # s: more than a writer needs to come to where it waits


def at_once(act, rows):
    """What came of each: an answer, or the sentence of the refusal."""
    ready = Barrier(len(rows), timeout=PATIENCE)

    def one(row):
        ready.wait()
        try:
            return act(row)
        except DatabaseError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rows)) as pool:
        found = list(pool.map(one, rows))
    return [str(sentence_for(each)) if isinstance(each, DatabaseError) else each for each in found]


def meanwhile(first, second):
    """What came of `second`, which begins when `first` has acted and its transaction is not at its end yet."""
    acted = Event()

    def one():
        try:
            with transaction.atomic():
                first()
                acted.set()
                sleep(A_MOMENT)
        finally:
            acted.set()
            connection.close()

    def other():
        acted.wait(PATIENCE)
        try:
            with translation.override("en"):
                return _or_why_not(second)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        begun, told = pool.submit(one), pool.submit(other)
        begun.result()
        return told.result()


def _or_why_not(act):
    try:
        return act()
    except ValidationError as refusal:
        return refusal.messages[0]

"""32 who write at once: into ten places by the house's own action; bare rows, with the exclusion and without."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median
from threading import Barrier
from time import perf_counter

from django.db import DatabaseError, connection
from django.utils import timezone

from housing import actions
from housing.models import PlaceUse
from tests.bench.databases import asked, copies
from tests.bench.measure import Line
from tests.factories import OrganisationFactory, UserFactory, flat, household
from wemix.access import Role
from wemix.sentences import UNKNOWN, sentence_for

WRITERS, PLACES, ROWS = 32, 10, 250
ROUNDS = 9
MOST = 1 / 0.75
DAY = timedelta(days=1)
WITHOUT = "ALTER TABLE housing_placeuse DROP CONSTRAINT one_use_of_a_place_at_a_time"
BARE = """
INSERT INTO housing_placeuse (place_id, unit_id, letting, kind, starts_on, ends_on, is_cancelled, reason, cost_centre,
    reference, excess, excess_reason, version)
SELECT id, unit_id, letting, 'closure', %(day)s + n, %(day)s + n + 1, false, '', '', '', 0, '', 1
FROM housing_place, generate_series(0, %(rows)s - 1) n WHERE id = %(place)s
"""


def lines():
    with copies("with", "without") as names:
        yield _into_few_places()
        yield _bare(names)


def _into_few_places():
    """Each tries one place after the other, from its own on, until one is free."""
    host, worker = OrganisationFactory(host=True), UserFactory()
    coordinator = UserFactory(role=Role.COORDINATOR, organisation=host)
    places = [flat(host) for _ in range(PLACES)]
    households = [household(worker) for _ in range(WRITERS)]

    def place(number):
        told = []
        for home in places[number % PLACES :] + places[: number % PLACES]:
            try:
                actions.plan_stay(
                    household=households[number],
                    host=host,
                    places=[home],
                    entry_on=timezone.localdate() + DAY,
                    until=None,
                    by=coordinator,
                )
                break
            except DatabaseError as refusal:
                told.append(sentence_for(refusal))
        return told

    seconds, told = _at_once(place)
    sentences = Counter(str(each) for of_one in told for each in of_one)
    held = Counter(PlaceUse.objects.holding().values_list("place", flat=True))
    wrong = held.total() != PLACES or len(held) != PLACES or str(UNKNOWN) in sentences
    said = (
        f"{held.total()} entered, none twice; {' / '.join(sentences)}, told {sentences.total()} times; {seconds:.1f} s"
    )
    return Line(f"{WRITERS} writers into {PLACES} places", said, is_wrong=wrong)


def _bare(names):
    """Each its own place, its own nights: what is measured is the work of the constraint, not the waiting."""
    with asked(names[1]), connection.cursor() as cursor:
        cursor.execute(WITHOUT)
    places = {name: _flats(name) for name in names}
    rounds = [[_insert(name, places[name], number) for name in names] for number in range(ROUNDS)]
    with_it, without = (WRITERS * ROWS / median(each) for each in zip(*rounds, strict=True))
    said = f"{with_it:,.0f} rows a second with it, {without:,.0f} without"
    ratio = median(ours / bare for ours, bare in rounds)
    return Line("bare rows, all triggers: time with the exclusion ÷ without", said, ratio, MOST)


def _flats(name):
    with asked(name):
        host = OrganisationFactory(host=True)
        return [flat(host).pk for _ in range(WRITERS)]


def _insert(name, places, number):
    """Seconds."""
    day = timezone.localdate() + number * ROWS * DAY

    def write(writer):
        with connection.cursor() as cursor:
            cursor.execute(BARE, {"day": day, "rows": ROWS, "place": places[writer]})

    with asked(name):
        return _at_once(write)[0]


def _at_once(act):
    """(seconds, what each answered), from the moment at which all are connected."""
    ready = Barrier(WRITERS + 1)

    def one(number):
        connection.ensure_connection()
        ready.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = pool.map(one, range(WRITERS))
        ready.wait()
        start = perf_counter()
        answers = list(answers)
        return perf_counter() - start, answers

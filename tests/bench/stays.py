"""Stays: the same 50 places asked, among 5,000 and alone, lived in for 20 years at the same density.

Time on the clock, of the database alone; the best of many for each statement, and both houses in turn.
"""

from datetime import date, timedelta
from time import perf_counter

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from housing.calendar import houses, month_of
from housing.models import Occupant, PlaceUse
from housing.nights import with_nights
from housing.occupancy import with_free_nights
from tests.bench.databases import asked, copies
from tests.bench.many_years import House
from tests.bench.measure import Line

SMALL, LARGE = 50, 5000
TIMES = 30
MOST = 1.5


def lines():
    with copies("small", "large") as names:
        built = {}
        for name, places in zip(names, (SMALL, LARGE), strict=True):
            with asked(name):
                start = perf_counter()
                built[name] = House(places)
                yield Line(f"{places:,} places written", f"{perf_counter() - start:.1f} s")
        for question, ask in QUESTIONS.items():
            yield _ratio(question, ask, built)


def _ratio(question, ask, built):
    """Each connection is new: the first answer, which reads the catalogue, is not timed."""
    seen = {name: [] for name in built}
    for _ in range(TIMES):
        for name, house in built.items():
            with asked(name):
                ask(house)
                seen[name].append(_seconds(ask, house))
    small, large = (sum(map(min, zip(*times, strict=True))) for times in seen.values())
    return Line(f"{question}: 5,000 places ÷ 50", f"{large * 1e3:.1f} ms; {small * 1e3:.1f} ms", large / small, MOST)


def _seconds(ask, house):
    """Of each statement, in the database: what Python does is the same for both, and would hide a difference."""
    spent = []

    def timed(execute, *said):
        start = perf_counter()
        try:
            return execute(*said)
        finally:
            spent.append(perf_counter() - start)

    with connection.execute_wrapper(timed):
        ask(house)
    return spent


def _free(house):
    today = timezone.localdate()
    for day in (today, today - timedelta(days=3000)):
        list(with_free_nights(house.asked, day, day + timedelta(days=30)))


def _calendar(house):
    houses(month_of(timezone.localdate()), places=house.asked, uses=PlaceUse.objects.visible_to(house.coordinator))


def _nights(house):
    """Of ten people, one after the other."""
    last = timezone.localdate().year - 1
    for person in house.people:
        nights = with_nights(Occupant.objects.visible_to(house.coordinator).filter(person=person), *_year(last))
        nights.aggregate(Sum("nights"), Sum("away"))


def _year(number):
    return date(number, 1, 1), date(number + 1, 1, 1)


QUESTIONS = {
    "free in a period": _free,
    "a month's calendar": _calendar,
    "a person's nights in a year": _nights,
}

"""Bed-nights by month and flat over ten years: as reports count them, and recounted plainly, night by night."""

from collections import Counter
from datetime import date, timedelta
from time import perf_counter

from django.db.models import Sum
from django.utils import timezone

from housing.models import Occupant
from housing.nights import IN_A_BED, with_nights
from tests.bench.databases import copies
from tests.bench.many_years import House
from tests.bench.measure import Line

PLACES, YEARS = 200, 10
DAY = timedelta(days=1)


def lines():
    with copies("nights"):
        House(PLACES)
        months = _months()
        start = perf_counter()
        figure = _figure(months)
        asked = perf_counter()
        recount = _recount(months[0][0])
        counted = perf_counter()
    said = f"{sum(figure.values()):,} nights in {len(figure):,} months: "
    said += f"the database {asked - start:.1f} s, Python {counted - asked:.1f} s"
    yield Line(f"{PLACES} places, {YEARS} years: equal, month by month", said, is_wrong=figure != recount)


def _months():
    """[(first day, first of the next month)], this month too, as far as it has come."""
    today = timezone.localdate()
    firsts = [date(today.year - YEARS + n // 12, n % 12 + 1, 1) for n in range(YEARS * 12 + today.month + 1)]
    return list(zip(firsts, firsts[1:], strict=False))


def _figure(months):
    """{(first of the month, flat): nights}"""
    found = {}
    for first, end in months:
        occupants = with_nights(Occupant.objects.filter(IN_A_BED), first, end).filter(nights__gt=0)
        by_flat = occupants.order_by().values_list("place_use__unit").annotate(Sum("nights"))
        found |= {(first, flat): nights for flat, nights in by_flat}
    return found


def _recount(since):
    """Each night of each row on its own: a month's are those on which it held, and began here."""
    counted, today = Counter(), timezone.localdate()
    rows = Occupant.objects.filter(place_use__is_cancelled=False).values_list(
        "place_use__unit", "place_use__stay__state", "starts_on", "ends_on", "in_cot"
    )
    for flat, state, starts_on, ends_on, in_cot in rows:
        night = max(starts_on, since)
        while night < min(ends_on or today, today):
            if not in_cot and state in ("running", "ended"):
                counted[night.replace(day=1), flat] += 1
            night += DAY
    return dict(counted)

"""Stored periods are half-open, [start, end): the day of leaving is no night; an empty end is still open."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import F, Func, Q


def period(start="starts_on", end="ends_on"):
    """The SQL range of two date columns, for constraints and for questions that their index answers."""
    return Func(F(start), F(end), function="daterange", output_field=DateRangeField())


def on(day, start="starts_on", end="ends_on"):
    """Rows whose period holds the night that follows this day."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


def within(first, end, start_field="starts_on", end_field="ends_on"):
    """Rows whose period shares a night with [first, end); an empty end is open."""
    shares = Q(**{f"{end_field}__isnull": True}) | Q(**{f"{end_field}__gt": first})
    return shares & Q(**{f"{start_field}__lt": end}) if end else shares

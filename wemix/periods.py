"""Stored periods are half-open, [start, end): the day of leaving is no night; an empty end is still open."""

from datetime import datetime, time

from django.contrib.postgres.fields import DateRangeField
from django.db.models import DateField, F, Func, IntegerField, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils import timezone


def period(start="starts_on", end="ends_on"):
    """The SQL range of two date columns, for constraints and for questions that their index answers."""
    return Func(F(start), F(end), function="daterange", output_field=DateRangeField())


def on(day, start="starts_on", end="ends_on"):
    """Rows whose period holds the night that follows this day."""
    return Q(**{f"{start}__lte": day}) & beyond(day, end)


def beyond(day, end="ends_on"):
    """Rows whose period goes on after the night before this day. `day`: a date, or a column."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day})


def midnight(day):
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def days_between(start, end):
    """Whole days from one date to another, as SQL."""
    return Func(end, start, arg_joiner=" - ", template="(%(expressions)s)", output_field=IntegerField())


def nights(first, end, start_field="starts_on", end_field="ends_on"):
    """How many nights of [first, end) each row's period holds: in on 30/01, out on 02/02 is three.

    An empty end is open; give an `end` that has come, or nights to come are counted too.
    """
    left = Coalesce(F(end_field), Value(end), output_field=DateField())
    inside = days_between(Greatest(F(start_field), Value(first)), Least(left, Value(end)))
    return Greatest(inside, Value(0), output_field=IntegerField())

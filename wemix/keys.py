"""Rows of thousands of keys."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, Value


def one_of(keys):
    """For `…__in=one_of(keys)`: one array, where Django would prepare and write out each key; of none, no query."""
    return keys and Func(
        Value(sorted(keys), ArrayField(BigIntegerField())), template="(SELECT unnest(%(expressions)s))"
    )

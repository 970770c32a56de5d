"""Rows that have had their time: the worker deletes them at night, as the role that owns nothing.

What people were told of (ToldFact) is not among them. A fact may wait for years, and without its row it would be
written of again: no age says that one is over.
"""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from wemix.models import Draft, OnceKey

SWEPT = (  # what, the column of its hour, and how long after it
    (Session, "expire_date", timedelta(0)),  # with what was typed before a sign-in expired
    (OnceKey, "made_at", timedelta(days=30)),  # a device that found no network sends for a day
    (Draft, "saved_at", timedelta(days=90)),
)


def sweep():
    now = timezone.now()
    for model, column, age in SWEPT:
        model._base_manager.filter(**{f"{column}__lt": now - age}).delete()

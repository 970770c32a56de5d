"""Who did something: a column that no form asks for, and whose person is never deleted from under it."""

from django.conf import settings
from django.db import models


def somebody(**more):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, **more)

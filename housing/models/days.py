"""Which days homes and stays know."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FIRST_DAY = date(2000, 1, 1)  # we keep nothing older: such a day is a year typed wrong, and would count its nights
TOO_OLD = _("We keep no day before the year 2000: look at the year.")
since_2000 = MinValueValidator(FIRST_DAY, TOO_OLD)


def days_since_2000(name, *fields):
    """An empty day is refused by others."""
    known = Q(**{f"{field}__gte": FIRST_DAY for field in fields})
    return models.CheckConstraint(name=name, condition=known, violation_error_message=TOO_OLD)

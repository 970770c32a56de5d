"""What happened to a household, as lines of one timeline: each floor tells its own, through its own visible_to."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix import sockets


class Kind(models.TextChoices):
    REFERRAL = "referral", _("referral")
    STAY = "stay", _("stay")
    PROJECT = "project", _("goals of the life project")
    REVIEW = "review", _("review")
    NOTE = "note", _("diary")


@dataclass(frozen=True)
class Moment:
    """A line, in the terms of templates/includes/_timeline.html."""

    at: date | datetime
    kind: Kind
    title: str
    text: str = ""
    by: object = ""
    url: str = ""
    icon: str = ""
    person: int | None = None  # the key of whom it is about; None: the whole household

    @property
    def when(self):
        """A day without an hour stands before all that happened on it."""
        if isinstance(self.at, datetime):
            return self.at
        return timezone.make_aware(datetime.combine(self.at, time.min))

    @property
    def day(self):
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at


def timeline(household, user):
    """The newest first."""
    return sorted(sockets.timeline.gather(household, user), key=lambda moment: moment.when, reverse=True)

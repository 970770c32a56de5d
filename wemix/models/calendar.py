"""The secret address of one's own calendar: who has it reads days and hours, and nothing else."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.models.typed import OwnQuerySet


class CalendarAddressQuerySet(OwnQuerySet):
    def of_token(self, token):
        """Of who works here still: the token alone opens it, so nobody is asked who they are."""
        return self.filter(token=token, user__is_active=True).select_related("user")


def new_token():
    return secrets.token_urlsafe(32)


class CalendarAddress(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    token = models.CharField(max_length=50, unique=True, default=new_token)
    made_at = models.DateTimeField(default=timezone.now)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self):
        return f"{self.made_at:%d/%m/%Y}"

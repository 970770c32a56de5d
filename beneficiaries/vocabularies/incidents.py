"""What is said of an incident."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Harm(models.TextChoices):
    NOBODY = "nobody", _("nobody")
    SOMEBODY = "somebody", _("somebody")
    UNKNOWN = "unknown", _("not known yet")


class Called(models.TextChoices):
    AMBULANCE = "ambulance", _("ambulance")
    POLICE = "police", _("police")
    OTHER = "other", _("others")

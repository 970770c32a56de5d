"""Codes that papers give to a person, and why one that differs from what was typed is right all the same."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CodeKind(TextChoices):
    CODICE_FISCALE = "CF", _("Codice fiscale")
    PROVISIONAL = "CF_PROVISIONAL", _("Provisional codice fiscale (11 digits)")
    STP = "STP", _("STP code")
    ENI = "ENI", _("ENI code")


class OverrideReason(TextChoices):
    ON_DOCUMENT = "ON_DOCUMENT", _("An official paper shows exactly this code")
    CORRECTED_SINCE = "CORRECTED_SINCE", _("Name, birth date or sex were corrected after the code was issued")
    SPELLED_OTHERWISE = "SPELLED_OTHERWISE", _("The code follows another spelling or a birth surname")

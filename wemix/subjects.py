"""What a fact of today is about: the first word of its kind. By subject one chooses what one is written of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(TextChoices):
    REFERRALS = "referrals", _("Referrals, proposals and meetings")
    HOUSEHOLDS = "households", _("Households")
    STAYS = "stays", _("Stays")
    HOMES = "homes", _("Homes and presences")
    PAPERS = "papers", _("Papers and days on which they expire")
    PROJECTS = "projects", _("Life projects")
    NEWS = "news", pgettext_lazy("subject", "What is new")


def subject_of(kind):
    return Subject(kind.partition(".")[0])

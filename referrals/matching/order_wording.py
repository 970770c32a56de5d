"""Why a household stands where it stands, said from codes and numbers alone: see the wording of the rules."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.matching.order import EMERGENCY, HIGH


class Question(NamedTuple):
    """Of the published order."""

    label: str
    sentence: str  # who comes first by it


QUESTIONS = {
    "emergency": Question(gettext_lazy("emergency"), gettext_lazy("Who is in an emergency comes before who is not.")),
    "high": Question(
        gettext_lazy("high urgency"),
        gettext_lazy("High urgency comes before the planned one; whom waiting has lifted counts as high."),
    ),
    "people": Question(gettext_lazy("people housed"), gettext_lazy("More people come before fewer.")),
    "waiting": Question(gettext_lazy("days waiting"), gettext_lazy("Who has waited longer comes first.")),
}
AFTER = {  # why here and not one place higher
    "": gettext_lazy("First of all."),
    "emergency": gettext_lazy("After the emergencies."),
    "high": gettext_lazy("After those with high urgency."),
    "people": gettext_lazy("After households with more people."),
    "waiting": gettext_lazy("After those who have waited longer."),
    "number": gettext_lazy("Same in everything: the older file comes first."),
}


def band_words(reason):
    if reason.is_lifted:
        return _("high, because it has waited")
    return {EMERGENCY: _("emergency"), HIGH: _("high")}.get(reason.band, _("ordinary"))


def after(reason):
    """Why here, and not one place higher."""
    return str(AFTER[reason.decided])

"""Why a household stands where it stands, said from codes and numbers alone: see the wording of the rules."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.matching.order import EMERGENCY, HIGH

QUESTIONS = {  # of the published order, as the rules' page says them
    "emergency": gettext_lazy("emergencies first"),
    "high": gettext_lazy("then who has high urgency, or was lifted by waiting"),
    "people": gettext_lazy("then the households with more people"),
    "waiting": gettext_lazy("then who has waited longest"),
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

"""Every sentence of the criteria, said from codes and numbers alone: see the wording of the rules."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.matching.facts import NO, UNKNOWN, YES
from referrals.matching.wording import beds, days


class CriterionWords(NamedTuple):
    label: str
    says: Callable


def _wish(meets, unmet, unasked):
    """What a wish says: met, not met, not known, not said by choice, or nothing wished."""

    def says(p):
        if p["wanted"] == NO:
            return unasked
        if p["has"] == YES:
            return meets
        if p["wanted"] == YES and p["has"] == NO:
            return unmet
        if UNKNOWN in (p["wanted"], p["has"]):
            return gettext_lazy("Not known yet: counts for half.")
        return gettext_lazy("They prefer not to say: counts for half.")

    return says


def _date_says(p):
    if p["late"] is None:
        return _("Not known yet: counts for half.")
    if p["late"]:
        return _("Free %(days)s after the need.") % {"days": days(p["late"])}
    if p["early"]:
        return _("Would stand empty for %(days)s before the need.") % {"days": days(p["early"])}
    return _("Free when it is needed.")


def _size_says(p):
    if p["spare"] < 0:
        missing = -p["spare"]
        said = ngettext("Too small: %(count)s bed missing.", "Too small: %(count)s beds missing.", missing)
        return said % {"count": missing}
    if p["spare"] and not p["shared"]:
        return _("%(beds)s more than needed.") % {"beds": beds(p["spare"])}
    return _("As many beds as needed.")


CRITERIA = {
    "date": CriterionWords(gettext_lazy("Right time"), _date_says),
    "size": CriterionWords(gettext_lazy("Right size"), _size_says),
    "keeps_step_free": CriterionWords(
        gettext_lazy("Keeps homes without steps"),
        _wish(
            gettext_lazy("Needs a home without steps itself."),
            gettext_lazy("Takes a home without steps from who may need it."),
            gettext_lazy("Homes without steps stay free for who needs them."),
        ),
    ),
    "keeps_protected": CriterionWords(
        gettext_lazy("Keeps protected homes"),
        _wish(
            gettext_lazy("Needs a protected home itself."),
            gettext_lazy("Takes a protected home from who may need it."),
            gettext_lazy("Protected homes stay free for who needs them."),
        ),
    ),
    "keeps_ground_floor": CriterionWords(
        gettext_lazy("Keeps homes without stairs"),
        _wish(
            gettext_lazy("Needs the ground floor or a lift itself."),
            gettext_lazy("Takes a home on the ground floor, or with a lift, from who may need it."),
            gettext_lazy("Homes on the ground floor, or with a lift, stay free for who needs them."),
        ),
    ),
    "keeps_quiet": CriterionWords(
        gettext_lazy("Keeps quiet homes"),
        _wish(
            gettext_lazy("Needs a quiet home itself."),
            gettext_lazy("Takes a quiet home from who may need it."),
            gettext_lazy("Quiet homes stay free for who needs them."),
        ),
    ),
    "smoking": CriterionWords(
        gettext_lazy("Smoking"),
        _wish(
            gettext_lazy("Smoking is allowed."),
            gettext_lazy("Somebody smokes, and smoking is not allowed here."),
            gettext_lazy("Nobody smokes."),
        ),
    ),
}

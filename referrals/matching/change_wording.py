"""Every sentence of what would change a verdict, said from codes and numbers alone: see the wording of the rules."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals.matching.facts import YES
from referrals.matching.wording import QUESTIONS, beds, day_of, days


def _answered(p):
    said = _("If “%(question)s” is answered yes.") if p["answer"] == YES else _("If “%(question)s” is answered no.")
    return said % {"question": QUESTIONS[p["field"]]}


def _chosen(p):
    return _("If they chose otherwise: “%(question)s”") % {"question": QUESTIONS[p["field"]]}


def _excess(p):
    said = ngettext(
        "If the coordinator allows %(count)s person beyond the beds, with a reason.",
        "If the coordinator allows %(count)s people beyond the beds, with a reason.",
        p["people"],
    )
    return said % {"count": p["people"]}


def _empty_beds(p):
    said = ngettext(
        "If the coordinator allows %(beds)s to stay empty.",
        "If the coordinator allows %(beds)s to stay empty.",
        p["beds"],
    )
    return said % {"beds": beds(p["beds"])}


def _left(p):
    if p["day"]:
        return _("If the exit planned for %(day)s is confirmed.") % {"day": day_of(p["day"])}
    return _("When who lives there confirms a day of leaving.")


CHANGES = {
    "answered": _answered,
    "chosen": _chosen,
    "excess": _excess,
    "empty_beds": _empty_beds,
    "lawful": lambda p: _("If the coordinator allows more people than the rooms are lawful for, with a reason."),
    "shorter": lambda p: _("If the planned stay is at most %(days)s.") % {"days": days(p["days"])},
    "needed_later": lambda p: _("If the home is needed from %(day)s on, not before.") % {"day": day_of(p["day"])},
    "from": lambda p: _("From %(day)s on.") % {"day": day_of(p["day"])},
    "left": _left,
    "alone": lambda p: _("When those who live there have left."),
    "adapted": lambda p: _("If the home could be reached without steps."),
    "lift": lambda p: _("If the home had a lift."),
    "pets": lambda p: _("If animals were allowed in this home."),
    "protected": lambda p: _("If the home became a protected one."),
    "open": lambda p: _("When the home is open again."),
    "released": lambda p: _("If the home is held no longer."),
}

"""Every sentence of the rules, said from codes and numbers alone.

A proposal keeps codes and numbers; whoever reads it, later and in another language, is told the same.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.matching.facts import ANYONE, MEN, MIXED, NO, WOMEN, YES

NOT_KNOWN = gettext_lazy("not known")


class RuleWords(NamedTuple):
    """`label` names the rule; the others take the verdict's params."""

    label: str
    fails: Callable
    passes: Callable
    needs: Callable
    has: Callable


def _day(iso):
    return date_format(date.fromisoformat(iso), "SHORT_DATE_FORMAT") if iso else NOT_KNOWN


def beds(count):
    return ngettext("%(count)s bed", "%(count)s beds", count) % {"count": count}


def days(count):
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _empty_beds(count):
    return ngettext("%(count)s empty bed", "%(count)s empty beds", count) % {"count": count}


def _said(answer, yes, no):
    return {YES: yes, NO: no}.get(answer, NOT_KNOWN)


def _size_fails(p):
    said = ngettext(
        "%(count)s person does not fit in %(beds)s.", "%(count)s people do not fit in %(beds)s.", p["people"]
    )
    return said % {"count": p["people"], "beds": beds(p["beds"])}


def _size_passes(p):
    said = ngettext("%(count)s person fits in %(beds)s.", "%(count)s people fit in %(beds)s.", p["people"])
    return said % {"count": p["people"], "beds": beds(p["beds"])}


def _waste_fails(p):
    said = ngettext(
        "%(count)s bed would stay empty (at most %(allowed)s allowed).",
        "%(count)s beds would stay empty (at most %(allowed)s allowed).",
        p["empty"],
    )
    return said % {"count": p["empty"], "allowed": p["allowed"]}


def _waste_passes(p):
    if p["shared"]:
        return _("The other beds of a shared flat stay free for others.")
    if not p["empty"]:
        return _("No bed would stay empty.")
    said = ngettext(
        "%(count)s bed would stay empty, which is allowed.",
        "%(count)s beds would stay empty, which is allowed.",
        p["empty"],
    )
    return said % {"count": p["empty"]}


def _waste_needs(p):
    return _("at most %(beds)s") % {"beds": _empty_beds(p["allowed"])}


def _shared_passes(p):
    return _("The household accepts a shared flat.") if p["shared"] else _("The flat is not shared.")


GENDER_FAILS = {
    WOMEN: gettext_lazy("This flat is for women only."),
    MEN: gettext_lazy("This flat is for men only."),
    MIXED: gettext_lazy("Women and men share this flat, which was not chosen."),
}
GENDER_PASSES = {
    ANYONE: gettext_lazy("This flat is open to anyone."),
    WOMEN: gettext_lazy("A flat for women was chosen."),
    MEN: gettext_lazy("A flat for men was chosen."),
    MIXED: gettext_lazy("A flat shared by women and men was accepted."),
}
COMPANY = {
    ANYONE: gettext_lazy("a flat open to anyone"),
    WOMEN: gettext_lazy("a flat for women"),
    MEN: gettext_lazy("a flat for men"),
    MIXED: gettext_lazy("a flat shared by women and men"),
}


def _gender_needs(p):
    return _said(p["accepts"], COMPANY[p["kind"]], _("other company"))


def _access_passes(p):
    return _("The home has no steps.") if p["has"] == YES else _("A home without steps is not needed.")


def _secret_passes(p):
    return _("The home is protected.") if p["protected"] else _("The address need not stay secret.")


def _stay_fails(p):
    said = _(
        "The planned stay of %(planned)s is longer than the %(longest)s allowed (plus %(tolerance)s of tolerance)."
    )
    return said % {
        "planned": days(p["planned"]),
        "longest": days(p["longest"]),
        "tolerance": days(p["tolerance"]),
    }


def _stay_passes(p):
    if p["longest"] is None:
        return _("There is no longest stay here.")
    both = {"planned": days(p["planned"]), "longest": days(p["longest"])}
    if p["planned"] <= p["longest"]:
        return _("The planned stay of %(planned)s is within the %(longest)s allowed here.") % both
    return _("The planned stay of %(planned)s is longer than %(longest)s, but tolerated.") % both


def _stay_has(p):
    return _("no limit") if p["longest"] is None else _("at most %(days)s") % {"days": days(p["longest"])}


def _date_fails(p):
    said = ngettext(
        "The place is free %(count)s day after the need (at most %(allowed)s).",
        "The place is free %(count)s days after the need (at most %(allowed)s).",
        p["late"],
    )
    return said % {"count": p["late"], "allowed": p["allowed"]}


def _date_passes(p):
    if not p["late"]:
        return _("The place is free in time.")
    said = ngettext(
        "The place is free at most %(count)s day after the need.",
        "The place is free at most %(count)s days after the need.",
        p["late"],
    )
    return said % {"count": p["late"]}


def _apart_has(p):
    return _("somebody to keep apart from") if p["together"] else _("nobody to keep apart from")


def _available_fails(p):
    reasons = (
        (not p["open"], _("The home is closed.")),
        (p["held"], _("The place is held for somebody else.")),
        (not p["free"], _("The place is taken, and no leaving day is confirmed.")),
    )
    return " ".join(sentence for holds, sentence in reasons if holds)


def _available_passes(p):
    return _("The place is free from %(day)s.") % {"day": _day(p["free"])}


def _available_has(p):
    if not p["open"]:
        return _("a closed home")
    if p["held"]:
        return _("a held place")
    return _("a place free from %(day)s") % {"day": _day(p["free"])} if p["free"] else _("a taken place")


def _always(sentence):
    return lambda p: sentence


RULES = {
    "size": RuleWords(
        gettext_lazy("Beds"),
        _size_fails,
        _size_passes,
        lambda p: beds(p["people"]),
        lambda p: beds(p["beds"]),
    ),
    "waste": RuleWords(
        gettext_lazy("Empty beds"),
        _waste_fails,
        _waste_passes,
        _waste_needs,
        lambda p: _empty_beds(p["empty"]),
    ),
    "shared": RuleWords(
        gettext_lazy("Shared flat"),
        _always(gettext_lazy("The household does not accept a shared flat.")),
        _shared_passes,
        lambda p: _said(p["accepts"], _("any flat"), _("a flat of its own")),
        lambda p: _("a shared flat") if p["shared"] else _("a flat of its own"),
    ),
    "gender": RuleWords(
        gettext_lazy("For women, for men"),
        lambda p: GENDER_FAILS[p["kind"]],
        lambda p: GENDER_PASSES[p["kind"]],
        _gender_needs,
        lambda p: COMPANY[p["kind"]],
    ),
    "access": RuleWords(
        gettext_lazy("Without steps"),
        _always(gettext_lazy("A home without steps is needed, and this one has steps.")),
        _access_passes,
        lambda p: _said(p["needed"], _("a home without steps"), _("any home")),
        lambda p: _said(p["has"], _("a home without steps"), _("a home with steps")),
    ),
    "secret": RuleWords(
        gettext_lazy("Secret address"),
        _always(gettext_lazy("The address must stay secret, and this home is not protected.")),
        _secret_passes,
        lambda p: _("a protected home") if p["secret"] else _("any home"),
        lambda p: _("a protected home") if p["protected"] else _("a home not protected"),
    ),
    "stay": RuleWords(
        gettext_lazy("Length of the stay"),
        _stay_fails,
        _stay_passes,
        lambda p: NOT_KNOWN if p["planned"] is None else days(p["planned"]),
        _stay_has,
    ),
    "date": RuleWords(
        gettext_lazy("Free in time"),
        _date_fails,
        _date_passes,
        lambda p: _day(p["needed"]),
        lambda p: _day(p["free"]),
    ),
    "apart": RuleWords(
        gettext_lazy("People to keep apart"),
        _always(gettext_lazy("Two people who must live apart would share this home.")),
        _always(gettext_lazy("Nobody who must live apart would meet here.")),
        _always(gettext_lazy("nobody to keep apart from")),
        _apart_has,
    ),
    "available": RuleWords(
        gettext_lazy("Free place"),
        _available_fails,
        _available_passes,
        _always(gettext_lazy("a free place")),
        _available_has,
    ),
    # What stands for the last two where the reader may not know which of them said no.
    "availability": RuleWords(
        gettext_lazy("Availability"),
        _always(gettext_lazy("Not available.")),
        _always(gettext_lazy("Available.")),
        _always(""),
        _always(""),
    ),
}

QUESTIONS = {
    "household.accepts_shared": gettext_lazy("would the household live in a shared flat?"),
    "household.accepts_women": gettext_lazy("would they live in a flat for women?"),
    "household.accepts_men": gettext_lazy("would they live in a flat for men?"),
    "household.accepts_mixed": gettext_lazy("would they live in a flat shared by women and men?"),
    "household.step_free": gettext_lazy("does somebody need a home without steps?"),
    "household.planned_days": gettext_lazy("how long should the stay last?"),
    "household.needed_from": gettext_lazy("from which day is the home needed?"),
    "place.step_free": gettext_lazy("can this home be reached without steps?"),
    "place.free_from": gettext_lazy("from which day is the place free?"),
}

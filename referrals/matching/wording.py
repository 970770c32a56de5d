"""Every sentence of the rules, said from codes and numbers alone.

A proposal keeps codes and numbers; whoever reads it, later and in another language, is told the same.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.matching.facts import ANYONE, MEN, MIXED, NO, WOMEN, YES, answer

NOT_KNOWN = gettext_lazy("not known")


class RuleWords(NamedTuple):
    """`label` names the rule; the others take the verdict's params."""

    label: str
    fails: Callable
    passes: Callable
    needs: Callable
    has: Callable


def day_of(iso):
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
    if p.get("shared"):
        said = ngettext(
            "The flat has only %(beds)s free bed, and they are %(people)s.",
            "The flat has only %(beds)s free beds, and they are %(people)s.",
            p["beds"],
        )
        return said % {"beds": p["beds"], "people": people(p["people"])}
    said = ngettext(
        "%(count)s person does not fit in %(beds)s.", "%(count)s people do not fit in %(beds)s.", p["people"]
    )
    return said % {"count": p["people"], "beds": beds(p["beds"])}


def _size_passes(p):
    if p.get("shared"):
        said = ngettext(
            "The flat has %(beds)s free bed for %(people)s.",
            "The flat has %(beds)s free beds for %(people)s.",
            p["beds"],
        )
        return said % {"beds": p["beds"], "people": people(p["people"])}
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


def _secret_needs(p):
    secret = answer(p["secret"]) if isinstance(p["secret"], bool) else p["secret"]  # as proposals froze it once
    return _said(secret, _("a protected home"), _("any home"))


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


def _lawful_fails(p):
    said = ngettext(
        "%(count)s person would live here; the rooms are lawful for %(lawful)s.",
        "%(count)s people would live here; the rooms are lawful for %(lawful)s.",
        p["people"],
    )
    return said % {"count": p["people"], "lawful": p["lawful"]}


def _lawful_passes(p):
    if p["lawful"] is None:
        return _("The rooms are not measured: how many people the law allows is not known.")
    return _("The rooms are lawful for as many.")


def people(count):
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


FRICTIONS = {
    "children": gettext_lazy("children"),
    "smoking": gettext_lazy("smoking"),
    "pets": gettext_lazy("animals"),
    "night": gettext_lazy("night work and quiet"),
    "ages": gettext_lazy("ages"),
}


def _kinds(p):
    return ", ".join(str(FRICTIONS[kind]) for kind in p["kinds"])


def _company_fails(p):
    return _("Does not go together with who lives there: %(kinds)s.") % {"kinds": _kinds(p)}


RESERVED_FOR = {
    ("access",): gettext_lazy("who needs a home without steps"),
    ("secret",): gettext_lazy("whose address must stay secret"),
    ("access", "secret"): gettext_lazy("who needs a home without steps, or a secret address"),
}


def _reserved_fails(p):
    said = _("Kept until %(day)s for %(who)s.")
    return said % {"day": day_of(p["until"]), "who": RESERVED_FOR[tuple(p["for"])]}


def _reserved_has(p):
    return RESERVED_FOR[tuple(p["for"])] if p["for"] else _("a home for anybody")


def _taken_fails(p):
    if not p["forecast"]:
        return _("The place is taken, and no leaving day is confirmed.")
    return _("The place is taken; the exit planned for %(day)s is not confirmed.") % {"day": day_of(p["forecast"])}


def _taken_has(p):
    return _("a place free from %(day)s") % {"day": day_of(p["free"])} if p["free"] else _("a taken place")


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
    "lawful": RuleWords(
        gettext_lazy("Lawful capacity"),
        _lawful_fails,
        _lawful_passes,
        lambda p: people(p["people"]),
        lambda p: NOT_KNOWN if p["lawful"] is None else people(p["lawful"]),
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
    "company": RuleWords(
        gettext_lazy("Who lives there"),
        _company_fails,
        _always(gettext_lazy("Nothing known speaks against living together.")),
        _always(gettext_lazy("people that they can live with")),
        lambda p: _kinds(p) or _("nobody, or people that they can live with"),
    ),
    "access": RuleWords(
        gettext_lazy("Without steps"),
        _always(gettext_lazy("A home without steps is needed, and this one has steps.")),
        _access_passes,
        lambda p: _said(p["needed"], _("a home without steps"), _("any home")),
        lambda p: _said(p["has"], _("a home without steps"), _("a home with steps")),
    ),
    "floor": RuleWords(
        gettext_lazy("Ground floor or lift"),
        _always(gettext_lazy("The ground floor or a lift is needed, and this home has stairs.")),
        lambda p: _("No stairs to climb.") if p["has"] == YES else _("Stairs are no obstacle."),
        lambda p: _said(p["needed"], _("the ground floor or a lift"), _("any home")),
        lambda p: _said(p["has"], _("the ground floor or a lift"), _("stairs")),
    ),
    "quiet": RuleWords(
        gettext_lazy("Quiet"),
        _always(gettext_lazy("Quiet is needed, and this home is not quiet.")),
        lambda p: _("The home is quiet.") if p["has"] == YES else _("Quiet is not needed."),
        lambda p: _said(p["needed"], _("a quiet home"), _("any home")),
        lambda p: _said(p["has"], _("a quiet home"), _("a home not quiet")),
    ),
    "pets": RuleWords(
        gettext_lazy("Animals"),
        _always(gettext_lazy("There is an animal, and animals are not allowed here.")),
        lambda p: _("Animals are welcome.") if p["has"] == YES else _("There is no animal."),
        lambda p: _said(p["needed"], _("a home that takes animals"), _("any home")),
        lambda p: _said(p["has"], _("a home that takes animals"), _("a home without animals")),
    ),
    "secret": RuleWords(
        gettext_lazy("Secret address"),
        _always(gettext_lazy("The address must stay secret, and this home is not protected.")),
        _secret_passes,
        _secret_needs,
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
        lambda p: day_of(p["needed"]),
        lambda p: day_of(p["free"]),
    ),
    "reserved": RuleWords(
        gettext_lazy("Kept for who needs it"),
        _reserved_fails,
        _always(gettext_lazy("The home is not kept for others.")),
        _always(gettext_lazy("a home not kept for others")),
        _reserved_has,
    ),
    "apart": RuleWords(
        gettext_lazy("People to keep apart"),
        _always(gettext_lazy("Two people who must live apart would share this home.")),
        _always(gettext_lazy("Nobody who must live apart would meet here.")),
        _always(gettext_lazy("nobody to keep apart from")),
        _apart_has,
    ),
    "closed": RuleWords(
        gettext_lazy("In service"),
        _always(gettext_lazy("The home is closed.")),
        _always(gettext_lazy("The home is open.")),
        _always(gettext_lazy("an open home")),
        lambda p: _("an open home") if p["open"] else _("a closed home"),
    ),
    "held": RuleWords(
        gettext_lazy("Not held"),
        _always(gettext_lazy("The place is held for somebody else.")),
        _always(gettext_lazy("The place is held for nobody else.")),
        _always(gettext_lazy("a place held for nobody else")),
        lambda p: _("a held place") if p["held"] else _("a place held for nobody else"),
    ),
    "taken": RuleWords(
        gettext_lazy("Free place"),
        _taken_fails,
        lambda p: _("The place is free from %(day)s.") % {"day": day_of(p["free"])},
        _always(gettext_lazy("a free place")),
        _taken_has,
    ),
    # What stands for several where the reader may not know which of them said no.
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
    "household.ground_floor": gettext_lazy("does somebody need the ground floor or a lift?"),
    "household.quiet": gettext_lazy("does somebody need a quiet place?"),
    "household.pets": gettext_lazy("do they bring an animal?"),
    "household.smokes": gettext_lazy("does somebody smoke at home?"),
    "household.night_work": gettext_lazy("does somebody work at night?"),
    "household.with_children": gettext_lazy("would they share a flat with children?"),
    "household.with_smokers": gettext_lazy("would they share a flat with people who smoke?"),
    "household.with_pets": gettext_lazy("would they share a flat with an animal?"),
    "household.ages": gettext_lazy("how old is each of them?"),
    "household.secret_address": gettext_lazy("must their address stay secret?"),
    "household.planned_days": gettext_lazy("how long should the stay last?"),
    "household.needed_from": gettext_lazy("from which day is the home needed?"),
    "place.step_free": gettext_lazy("can this home be reached without steps?"),
    "place.floor": gettext_lazy("on which floor is this home, and is there a lift?"),
    "place.quiet": gettext_lazy("is this home quiet?"),
    "place.pets_allowed": gettext_lazy("may animals live in this home?"),
    "place.neighbours": gettext_lazy("what do those who live there do and accept (children, smoking, animals, night)?"),
    "place.free_from": gettext_lazy("from which day is the place free?"),
}

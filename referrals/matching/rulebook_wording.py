"""A rulebook in plain words, as it is published: what each rule asks, who comes first, what earns points."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.matching import criterion_wording, order_wording, wording
from referrals.matching.rules import RULES
from referrals.matching.verdicts import NOBODY
from referrals.matching.wording import days


def label_of_rule(code):
    return str(wording.RULES[code].label)


def label_of_criterion(code):
    return str(criterion_wording.CRITERIA[code].label)


def _waste(r):
    if not r.max_empty_beds:
        return _("No bed of a whole flat stays empty.")
    said = ngettext(
        "At most %(count)s bed of a whole flat stays empty.",
        "At most %(count)s beds of a whole flat stay empty.",
        r.max_empty_beds,
    )
    return said % {"count": r.max_empty_beds}


def _company(r):
    said = _(
        "In a shared flat, who comes and who lives there accept each other: children, smoking, animals, night work"
        " and quiet."
    )
    return f"{said} {_ages(r.max_age_gap)}"


def _ages(most):
    if most is None:
        return _("Ages do not matter.")
    said = ngettext("Adults are at most %(count)s year apart.", "Adults are at most %(count)s years apart.", most)
    return said % {"count": most}


def _stay(r):
    said = _("The planned stay is not longer than the home allows; %(days)s more are tolerated.")
    return said % {"days": days(r.stay_tolerance_days)}


def _date(r):
    return _("The home is free at most %(days)s after it is needed.") % {"days": days(r.max_days_after_need)}


def _reserved(r):
    if not r.hold_days:
        return _("No home is kept for anybody.")
    said = _(
        "For %(days)s from when they are free, homes without steps are kept for who needs them, and protected ones for"
        " whose address must stay secret. After that they are for everybody."
    )
    return said % {"days": days(r.hold_days)}


def _always(sentence):
    return lambda r: str(sentence)


ASKS = {  # rule -> what it asks, with the numbers of a rulebook
    "size": _always(
        gettext_lazy("The household is no more people than the home has beds. A child in a cot takes none.")
    ),
    "waste": _waste,
    "lawful": _always(
        gettext_lazy(
            "With who lives there already they are no more people than the law allows in the rooms. Rooms that nobody"
            " measured say nothing."
        )
    ),
    "shared": _always(gettext_lazy("In a shared flat live only those who accept to share.")),
    "gender": _always(
        gettext_lazy("In a flat for women, for men or for both live only those who chose it: the choice counts.")
    ),
    "company": _company,
    "access": _always(gettext_lazy("Who needs a home without steps gets one.")),
    "floor": _always(gettext_lazy("Who needs the ground floor or a lift gets one or the other.")),
    "quiet": _always(gettext_lazy("Who needs quiet gets a quiet home.")),
    "pets": _always(gettext_lazy("Who has an animal gets a home where animals are allowed.")),
    "secret": _always(gettext_lazy("Whose address must stay secret gets a protected home.")),
    "stay": _stay,
    "date": _date,
    "reserved": _reserved,
    "apart": _always(gettext_lazy("People who must live apart never share a home.")),
    "closed": _always(gettext_lazy("A closed home is proposed to nobody.")),
    "held": _always(gettext_lazy("A place held for somebody is proposed to nobody else.")),
    "taken": _always(gettext_lazy("A taken place is proposed only once the day of leaving is confirmed.")),
}

_CHOICE = gettext_lazy("it is the choice of the people themselves")
_SAFETY = gettext_lazy("it is a matter of safety")
_FACT = gettext_lazy("it is a fact, which no signature changes")
WHY_ALWAYS = {  # rule -> why nobody sets it aside, nor switches it off
    "shared": _CHOICE,
    "gender": _CHOICE,
    "secret": _SAFETY,
    "apart": _SAFETY,
    "closed": _FACT,
    "held": _FACT,
    "taken": _FACT,
}

EARNS = {  # criterion -> what earns its points, with the numbers of a rulebook
    "date": lambda r: _(
        "All points on the day of need; every day that the home stays empty before it, or comes after it, takes some"
        " away."
    ),
    "size": _always(gettext_lazy("All points where no bed stays empty; every empty bed takes some away.")),
    "keeps_step_free": _always(gettext_lazy("Homes without steps stay free for who needs them.")),
    "keeps_protected": _always(gettext_lazy("Protected homes stay free for who needs them.")),
    "keeps_ground_floor": _always(
        gettext_lazy("Homes on the ground floor, or with a lift, stay free for who needs them.")
    ),
    "keeps_quiet": _always(gettext_lazy("Quiet homes stay free for who needs them.")),
    "smoking": _always(gettext_lazy("Who smokes gets a home where smoking is allowed.")),
}


def rules_in_words(rulebook):
    return [
        {
            "code": rule.code,
            "label": label_of_rule(rule.code),
            "asks": ASKS[rule.code](rulebook),
            "is_off": rule.code in rulebook.off,
            "never_aside": str(WHY_ALWAYS[rule.code]) if rule.overridable_by == NOBODY else "",
        }
        for rule in RULES
    ]


def order_in_words(rulebook):
    return [
        {"label": str(label), "sentence": str(sentence)}
        for label, sentence in (order_wording.QUESTIONS[question] for question in rulebook.order)
    ]


def guard_in_words(rulebook):
    if not rulebook.guard_days:
        return _("Waiting lifts nobody to a higher urgency.")
    said = _("Every %(days)s of waiting lift by one band, up to high urgency and never into emergency.")
    return said % {"days": days(rulebook.guard_days)}


def points_in_words(rulebook):
    """The criteria that weigh something, the heaviest first."""
    weighing = [(rulebook.weight_of(code), code) for code in EARNS if rulebook.weight_of(code)]
    return [
        {"label": label_of_criterion(code), "weight": weight, "earns": EARNS[code](rulebook)}
        for weight, code in sorted(weighing, key=lambda each: -each[0])
    ]

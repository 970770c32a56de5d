"""Every sentence about a plan, said from codes and numbers alone: see the wording of the rules."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from referrals.matching.ranking import HIDDEN
from referrals.matching.wording import QUESTIONS, RULES

MOST_RULES = 4  # that are told of one household
TOGETHER = dict.fromkeys(("children", "smoking", "pets", "night", "ages"), "company")  # the rule that asks it
NEEDED = {  # what those need who can live nowhere else, by the rule that says so
    "access": gettext_lazy("a home without steps"),
    "secret": gettext_lazy("a protected home"),
    "shared": gettext_lazy("a flat of their own"),
}


def proof(plan):
    """Whether a better plan could exist, and by how much at most."""
    gaps = _differences(plan.levels, plan.bound, plan.value)
    if not gaps:
        return _("No plan does better: this is proven.")
    return _("Not proven the best in the time given. Missing at most: %(more)s.") % {"more": _more(*gaps[0])}


def _differences(levels, one, other):
    pairs = zip(levels, one, other, strict=True)
    return [(level, here - there) for level, here, there in pairs if here != there]


def _more(level, count):
    said = {
        "emergency": ngettext("%(count)s emergency", "%(count)s emergencies", count),
        "high": ngettext("%(count)s household of high urgency", "%(count)s households of high urgency", count),
        "people": ngettext("%(count)s person", "%(count)s people", count),
        "waiting": ngettext("%(count)s day of waiting", "%(count)s days of waiting", count),
        "tenths": _("%(points)s points"),
    }[level]
    return said % {"count": count, "points": _points(count)}


def _points(tenths):
    return localize(tenths / 10 if tenths % 10 else tenths // 10)


# Another choice


def cost(choice):
    """What a choice costs somebody, in one sentence."""
    if choice.lost is None:
        return _("A fixed pair stands against it.")
    if choice.is_planned:
        return _("So the plan has it.")
    said = _cost(choice)
    return said if choice.is_exact else _("At most: %(cost)s") % {"cost": said}


def _cost(choice):
    lost = [(level, count) for level, count in choice.lost.items() if count]
    if not lost:
        return _("It costs nobody anything.")
    level, count = lost[0]
    if count < 0:
        return _("The plan would be better by it: a fixed pair stands in the way.")
    if level == "tenths":
        return _("It costs %(points)s points elsewhere.") % {"points": _points(count)}
    return " ".join(sentence for sentence in (_leaves_out(len(choice.left_out)), _loss(level, count)) if sentence)


def _leaves_out(count):
    said = ngettext(
        "It leaves %(count)s household without a home.", "It leaves %(count)s households without a home.", count
    )
    return said % {"count": count} if count else ""


def _loss(level, count):
    said = {
        "emergency": ngettext(
            "%(count)s emergency fewer would be housed.", "%(count)s emergencies fewer would be housed.", count
        ),
        "high": ngettext(
            "%(count)s household of high urgency fewer would be housed.",
            "%(count)s households of high urgency fewer would be housed.",
            count,
        ),
        "people": ngettext("%(count)s person fewer would be housed.", "%(count)s people fewer would be housed.", count),
        "waiting": _("Those housed would have waited less."),
    }[level]
    return said % {"count": count}


# Why they wait


def why_left(left, reader):
    if left.bottleneck:
        return bottleneck(left.bottleneck, reader)
    if left.why == "sharing" and not reader.is_coordinator:
        return _("What is left is not available to them.")
    return str(LEFT[left.why])


def bottleneck(each, reader):
    """In words: 7 households need a home without steps, and 2 are free."""
    households, places = len(each.households), len(each.places)
    needed = NEEDED.get(each.rule) if each.held_by_rule == households else None
    if needed:
        said = ngettext(
            "%(households)s households need %(needed)s, and %(places)s that suits them is free.",
            "%(households)s households need %(needed)s, and %(places)s that suit them are free.",
            places,
        )
        return said % {"households": households, "places": places, "needed": needed}
    said = ngettext(
        "%(households)s households can live only in the same place.",
        "%(households)s households can live only in the same %(places)s places.",
        places,
    )
    said %= {"households": households, "places": places}
    if each.several:
        said = f"{said} {_several(each.several)}"
    if not each.rule:
        return said
    because = _("What most often rules out the others for them: %(rule)s.") % {
        "rule": RULES[_neutral(each.rule, reader)].label
    }
    return f"{said} {because}"


def _several(households):
    said = ngettext(
        "%(households)s of them needs several beds.", "%(households)s of them need several beds.", households
    )
    return said % {"households": households}


LEFT = {  # in the order in which they are told
    "bottleneck": gettext_lazy("More households than places."),
    "beds": gettext_lazy("Beds are left, but not as many in one flat as they need."),
    "sharing": gettext_lazy("A place is left, but only in a flat with somebody they may not share it with."),
    "asking": gettext_lazy("A place may suit, once something is known."),
    "nothing": gettext_lazy("No free place suits as things stand."),
    "set_aside": gettext_lazy("All places that suit were set aside on this page, or given to others by it."),
}


def more(obstacles, reader):
    """What more there is to say of one who waits: what to ask, or what rules the places out, the most first."""
    if obstacles.questions:
        asked = [(QUESTIONS[datum], count) for datum, count in obstacles.questions]
        return "; ".join(_with_places(question, count) for question, count in asked)
    return ", ".join(_with_places(label, count) for label, count in _labels(obstacles.rules, reader)[:MOST_RULES])


def _with_places(said, count):
    return ngettext("%(said)s (%(count)s place)", "%(said)s (%(count)s places)", count) % {"said": said, "count": count}


def _labels(rules, reader):
    """Rules that could tell where somebody lives have one name for who may not know."""
    counted = {}
    for rule, count in rules:
        label = str(RULES[_neutral(rule, reader)].label)
        counted[label] = max(counted.get(label, 0), count)
    return list(counted.items())


def _neutral(rule, reader):
    return "availability" if rule in HIDDEN and not reader.is_coordinator else rule


# Fixed pairs


def refused(each, reader):
    """Why a fixed pair is not followed."""
    if each.why == "pinned":
        return _("Another fixed pair already takes one of the two.")
    if each.why == "forbidden":
        return _("The same pair is set aside.")
    if each.why == "together" and not reader.is_coordinator:
        return _("Not available.")
    rules = each.rules if each.why == "rules" else [TOGETHER.get(rule, rule) for rule in each.rules]
    labels = dict.fromkeys(str(RULES[_neutral(rule, reader)].label) for rule in rules)
    return _("It would break a rule, or something is not known: %(rules)s.") % {"rules": ", ".join(labels)}

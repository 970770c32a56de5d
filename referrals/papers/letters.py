"""Letters to a sender: drafts in Italian, which the person who signs reads and changes before they go.

Each says which published rule decided, what can change it, who answers, and how to have it weighed again.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from beneficiaries.vocabularies import NotEligibleReason
from referrals.matching.wording import RULES
from referrals.models.complaint import DAYS_TO_ANSWER
from referrals.papers.outlook import outlook
from referrals.states import State
from wemix.templatetags.wemix import dmy

WHAT_IT_MEANS = {  # the rule, and what would change the answer
    NotEligibleReason.NO_SUITABLE_UNIT: (
        gettext_lazy("none of our homes suits the household, by the number of people or by what the home must have"),
        gettext_lazy("a suitable home that we get, or a need of the household that changes"),
    ),
    NotEligibleReason.NEEDS_MORE_CARE: (
        gettext_lazy("the household needs more care than we give: nobody of ours is here by night"),
        gettext_lazy("care brought to the home by the health services"),
    ),
    NotEligibleReason.NO_AGREEMENT: (
        gettext_lazy("a stay with us goes with a life project that the people agree to, and there is none yet"),
        gettext_lazy("the people's agreement, whenever they give it"),
    ),
    NotEligibleReason.LEGAL_STATUS: (
        gettext_lazy("the stay needs papers that the household does not have"),
        gettext_lazy("the papers, or the receipt that they were asked for"),
    ),
    NotEligibleReason.OUTSIDE_TARGET: (
        gettext_lazy(
            "our homes are for people who can live on their own in some months, and the request is of another kind"
        ),
        gettext_lazy("a situation that has become one of those that we are for"),
    ),
    NotEligibleReason.ACUTE_VIOLENCE: (
        gettext_lazy("the danger is present, and an anti-violence centre is the place that protects first"),
        gettext_lazy("the anti-violence centre's word that the first protection is over"),
    ),
}
OPEN_REASON = "…", "…"


def not_eligible_letter(referral, by, reason=""):
    with override("it"):
        why, change = WHAT_IT_MEANS.get(reason, OPEN_REASON)
        return _letter(
            referral,
            by,
            _("We have weighed the request with care. At the moment we can't take it up, because %(why)s.")
            % {"why": why},
            _("What would change the answer: %(change)s.") % {"change": change},
            _weighed_again(referral),
            _(
                "Whoever disagrees may ask, within 30 days of this letter and with the button on the page of the "
                "referral, that another person weigh it again: who decided first does not decide again."
            ),
        )


def waiting_letter(referral, by):
    with override("it"):
        seen = outlook(referral)
        return _letter(
            referral,
            by,
            _("The household is on our waiting list since %(day)s, with this urgency: %(urgency)s.")
            % {"day": dmy(referral.waiting_since), "urgency": referral.get_urgency_display()},
            _order(seen),
            _homes(seen),
            _what_changes(seen),
            _weighed_again(referral),
            _(
                "Whoever disagrees with the urgency or with the order may make a complaint, on the page of the "
                "referral: it is answered within %(days)s days."
            )
            % {"days": DAYS_TO_ANSWER},
        )


def draft_for(referral, by):
    """The letter that its state asks for."""
    if referral.state == State.NOT_ELIGIBLE:
        return not_eligible_letter(referral, by, referral.not_eligible_reason)
    return waiting_letter(referral, by)


def _letter(referral, by, *paragraphs):
    return "\n\n".join([_opening(referral), *filter(None, paragraphs), _whom_to_call(referral, by), referral.host.name])


def _opening(referral):
    said = _("To %(sender)s\n\nAbout the referral no. %(number)s of %(sent)s.")
    return said % {"sender": referral.sender.name, "number": referral.pk, "sent": dmy(referral.submitted_at)}


def _whom_to_call(referral, by):
    return _("To talk about it: %(person)s, telephone %(phone)s, e-mail %(email)s.") % {
        "person": by.get_full_name(),
        "phone": by.phone or referral.host.phone or "…",
        "email": referral.host.email or by.email,
    }


ORDER = {
    "emergency": gettext_lazy("the emergencies"),
    "high": gettext_lazy("the high urgencies"),
    "people": gettext_lazy("the number of people who get a home"),
    "waiting": gettext_lazy("the days waited"),
}


def _order(seen):
    """As the rules in force publish it."""
    order = ", ".join(str(ORDER[question]) for question in seen.rulebook.order)
    lines = [
        _("The order of the list is published and the same for all: %(order)s.") % {"order": order},
        _("Saying no to a home costs no place."),
    ]
    if seen.rulebook.version:
        lines.insert(1, _("These are the published rules, version %(version)s.") % {"version": seen.rulebook.version})
    if seen.rulebook.guard_days:
        said = _("Every %(days)s days of waiting lift the urgency by one step, never into emergency.")
        lines.append(said % {"days": seen.rulebook.guard_days})
    if seen.is_lifted:
        lines.append(_("This household was lifted already."))
    return " ".join(lines)


def _homes(seen):
    counts = {"suitable": seen.suitable, "homes": seen.homes}
    if seen.suitable:
        said = ngettext(
            "Today %(suitable)s of our %(homes)s homes would suit the household; others come first.",
            "Today %(suitable)s of our %(homes)s homes would suit the household; others come first.",
            seen.suitable,
        )
        return said % counts
    why = ", ".join(f"{str(RULES[rule].label).lower()} ({count})" for rule, count in seen.obstacles[:5])
    said = _(
        "Today none of our %(homes)s homes suits the household. The rules that say no, and to how many homes: %(why)s."
    )
    return said % (counts | {"why": why})


def _what_changes(seen):
    lines = [_("What can change it: a suitable home that is left free, or a situation that changes. Tell us at once.")]
    if seen.missing:
        lines.append(_("We lack these answers: %(data)s.") % {"data": ", ".join(seen.missing)})
    return " ".join([*lines, *(_opens(change, count) for change, count in seen.changes[:3])])


def _opens(change, count):
    said = ngettext("%(change)s That would open %(count)s home.", "%(change)s That would open %(count)s homes.", count)
    return said % {"change": change, "count": count}


def _weighed_again(referral):
    review = referral.reviews.select_related("decided_first_by").first()
    if review is None:
        return ""
    return _(
        "On %(day)s a review was asked. The first decision was taken by %(first)s; this one by another person."
    ) % {"day": dmy(review.asked_at), "first": review.decided_first_by}

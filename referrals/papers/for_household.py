"""The paper for the household: its own facts, in plain words and short sentences.

Never others' facts, never a rank, never violence; of a secret address, no home is named: a paper may be left on a
table, and who reads it there may be whom they flee from.
"""

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from beneficiaries.vocabularies import Answer, NotEligibleReason
from housing.models import home_of
from referrals.answers import PauseReason
from referrals.models.complaint import DAYS_TO_ANSWER
from referrals.papers.letters import WHAT_IT_MEANS
from referrals.papers.outlook import ON_PAPER, outlook
from referrals.states import BEING_WEIGHED, State
from referrals.weighing.loading import people_in_beds
from wemix.templatetags.wemix import dmy

NEXT = {
    State.SUBMITTED: gettext_lazy("We have your request. We are going to read it."),
    State.IN_REVIEW: gettext_lazy("We are reading your request. Then we decide."),
    State.ASKED: gettext_lazy("We have asked your social worker something. When we have the answer, we go on."),
    State.WAITING: gettext_lazy("You are on the waiting list. We look for a home for you."),
    State.HOUSED: gettext_lazy("You live in a home of ours. With us you work on your project."),
    State.CLOSED: gettext_lazy("Your time with us is over. You may ask again, with your social worker."),
    State.WITHDRAWN: gettext_lazy("Your social worker took the request back. You may ask again together."),
}


WHY_NOT = {  # the rules of the matching, as one would say them at a kitchen table; "these homes…"
    "size": gettext_lazy("They are too small for you"),
    "waste": gettext_lazy("They are too big for you"),
    "lawful": gettext_lazy("The law does not allow so many people there"),
    "shared": gettext_lazy("You would share them with others"),
    "gender": gettext_lazy("They are for women only, for men only, or mixed"),
    "access": gettext_lazy("They have steps"),
    "floor": gettext_lazy("There are stairs and no lift"),
    "quiet": gettext_lazy("They are not quiet"),
    "pets": gettext_lazy("Animals are not allowed"),
    "secret": gettext_lazy("They do not suit you"),  # and no more: see above
    "stay": gettext_lazy("You could not stay long enough"),
    "date": gettext_lazy("They are free too late"),
    "reserved": gettext_lazy("They are kept for people with a special need"),
    "availability": gettext_lazy("They are not free"),
}

WHY_NOT_NOW = {  # of a household; what isn't here is told by voice
    NotEligibleReason.NO_SUITABLE_UNIT: gettext_lazy("our homes do not suit you now"),
    NotEligibleReason.NEEDS_MORE_CARE: gettext_lazy("you need help of a kind that we can't give"),
    NotEligibleReason.NO_AGREEMENT: gettext_lazy("to come in, a project is decided together, and there is none yet"),
    NotEligibleReason.LEGAL_STATUS: gettext_lazy("to come in, papers are needed that you do not have today"),
    NotEligibleReason.OUTSIDE_TARGET: gettext_lazy("our homes are meant for a need of another kind"),
}
WHY_ON_PAUSE = {
    PauseReason.NOT_NOW: gettext_lazy("it is not the right moment for you"),
    PauseReason.AWAY: gettext_lazy("you are away: hospital, journey"),
    PauseReason.NOT_FOUND: gettext_lazy("we could not reach you"),
}


def paper_for_household(referral, day):
    """As papers.paper_of: title, line, and sections of facts and sentences."""
    return {
        "language": get_language(),
        "title": _("Your request for a home"),
        "line": _("No. %(number)s · %(day)s") % {"number": referral.pk, "day": dmy(day)},
        "sections": [
            _section(_("What you asked"), text=_asked(referral)),
            *_looked_at(referral, day),
            _section(_("What happens now"), text=_next(referral)),
            _section(_("Who answers you"), facts=_who_answers(referral)),
            _section(_("If you do not agree"), text=_not_agreed(referral)),
        ],
    }


def _section(title, facts=(), text=()):
    return {"title": title, "facts": [list(map(str, fact)) for fact in facts], "text": [str(line) for line in text]}


def _asked(referral):
    who = {"day": dmy(referral.submitted_at), "sender": referral.sender, "host": referral.host}
    return [_("On %(day)s %(sender)s wrote to %(host)s. They asked for a home for you.") % who]


# What was looked at, and what is missing


def _looked_at(referral, day):
    sections = [_section(_("What we know of you"), facts=_known(referral, day))]
    if referral.state == State.WAITING:
        seen = outlook(referral)
        sections.append(_section(_("What we looked at"), text=_homes(seen), facts=_obstacles(seen)))
        sections.append(_section(_("What is missing"), text=_missing(referral, seen.missing)))
    elif referral.state in BEING_WEIGHED:
        sections.append(_section(_("What is missing"), text=_missing(referral, ())))
    return sections


def _known(referral, day):
    household = referral.household
    needs = household.needs.filter(answer__in=[Answer.YES, Answer.NO]).select_related("person")
    return [
        (_("People who need a bed"), people_in_beds(household, day)),
        (_("The home is needed from"), dmy(referral.needed_from) if referral.needed_from else _("not known")),
        *((_about(need), need.get_answer_display()) for need in needs),
    ]


def _about(need):
    label = need.get_kind_display()
    return f"{label} ({need.person.first_name or need.person})" if need.person else label


def _homes(seen):
    rules = _("We look at each home with written rules. They are the same for all.")
    looked = ngettext("Today we looked at %(count)s home.", "Today we looked at %(count)s homes.", seen.homes)
    if seen.suitable:
        suitable = ngettext("%(count)s suits you.", "%(count)s suit you.", seen.suitable) % {"count": seen.suitable}
        others = _("Other families wait too. The order is written, and the same for all.")
        return [rules, looked % {"count": seen.homes}, suitable, others]
    return [rules, looked % {"count": seen.homes}, _("Today none suits you. This is why:")]


def _obstacles(seen):
    if seen.suitable:
        return []
    return [
        (WHY_NOT[rule], ngettext("%(count)s home", "%(count)s homes", count) % {"count": count})
        for rule, count in seen.obstacles
    ]


def _missing(referral, data):
    asked = [str(ON_PAPER[field]) for field in _open_fields(referral) if field in ON_PAPER]
    wanted = list(dict.fromkeys([*asked, *data]))
    if wanted:
        return [
            _("We do not know this yet. Talk about it with your social worker:"),
            *(f"– {label}" for label in wanted),
        ]
    if referral.state == State.ASKED:
        return [_("Your social worker has a question to answer.")]
    return [_("For now we need to know nothing else.")]


def _open_fields(referral):
    return referral.messages.open_questions().values_list("field", flat=True)


# What happens now


def _next(referral):
    if referral.is_parked:
        return [
            _("You are on the waiting list. For now it is on pause, until %(day)s.")
            % {"day": dmy(referral.parked_until)},
            _reason(WHY_ON_PAUSE.get(referral.parked_reason)),
            _("Until then we propose no home to you. You do not lose your turn."),
        ]
    said = {
        State.PROPOSED: _proposed,
        State.ACCEPTED: _accepted,
        State.NOT_ELIGIBLE: _not_eligible,
    }.get(referral.state)
    lines = said(referral) if said else [NEXT[referral.state]]
    if referral.state == State.WAITING:
        lines.append(_("If you say no to a home, you do not lose your turn."))
    if referral.reviews.to_decide().exists() and referral.state in BEING_WEIGHED:
        lines.append(_("You did not agree with our answer. Now another person decides."))
    return lines


def _proposed(referral):
    proposal = referral.proposals.open().with_places().get()
    home = _home(referral, proposal.places)
    first = _("We propose a home to you: %(home)s.") % {"home": home} if home else _("We propose a home to you.")
    return [
        first,
        _("You may go and see it. Say yes or no by %(day)s.") % {"day": dmy(proposal.held_until)},
        _("If you say no, you do not lose your turn."),
    ]


def _accepted(referral):
    uses = referral.stay.uses.holding().select_related("place__unit__building")
    home = _home(referral, [use.place for use in uses])
    entry = _("On %(day)s you get the keys.") % {"day": dmy(referral.stay.planned_from)}
    return [entry, _("Your home: %(home)s.") % {"home": home}] if home else [entry]


def _home(referral, places):
    is_secret = referral.household.is_protected or any(place.unit.is_protected for place in places)
    return "" if is_secret else home_of(places)


def _not_eligible(referral):
    reason = referral.not_eligible_reason
    lines = [_("We can't give you a home now."), _reason(WHY_NOT_NOW.get(reason))]
    if reason in WHY_NOT_NOW:
        lines.append(_("What can change the answer: %(change)s.") % {"change": WHAT_IT_MEANS[reason][1]})
    return lines


def _reason(words):
    if words:
        return _("The reason: %(reason)s.") % {"reason": words}
    return _("Your social worker tells you the reason by voice.")


# Whom to ask


def _who_answers(referral):
    worker, sender, host = referral.household.worker, referral.sender, referral.host
    return [
        (_("Your social worker"), _joined(worker, sender, worker.phone or sender.phone)),
        (_("The homes"), _joined(host, host.phone, host.email)),
    ]


def _joined(*parts):
    return ", ".join(str(part) for part in parts if part)


def _not_agreed(referral):
    lines = []
    if referral.state == State.NOT_ELIGIBLE:
        lines.append(
            _(
                "You may ask that another person decide, best within 30 days of our answer. Your social worker asks "
                "it for you."
            )
        )
    complaint = _("You may make a complaint. Say it or write it, to your social worker or to us.")
    answer = _("We answer within %(days)s days.") % {"days": DAYS_TO_ANSWER}
    return [*lines, complaint, answer]

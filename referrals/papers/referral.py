"""A referral on paper, for the City's own file: the same words as a PDF and as text to copy."""

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beneficiaries.vocabularies import Kinship, ReferralReason


def paper_of(referral, day):
    """Title, line and sections; each section has facts (label, value) and paragraphs."""
    household = referral.household
    return {
        "language": get_language(),
        "title": _("Referral no. %(number)s") % {"number": referral.pk},
        "line": _("%(sender)s to %(host)s · sent on %(sent)s · printed on %(day)s")
        % {"sender": referral.sender, "host": referral.host, "sent": _date(referral.submitted_at), "day": _date(day)},
        "sections": [
            {"title": _("The request"), "facts": _request(referral), "text": []},
            {
                "title": _("The people"),
                "facts": [_member(member, day) for member in household.members_on(day)],
                "text": [],
            },
            *_needs(household),
            *(_told(title, text) for title, text in _texts(referral) if text),
        ],
    }


def as_text(paper):
    """The paper as plain lines, to be pasted elsewhere."""
    lines = [paper["title"], paper["line"]]
    for section in paper["sections"]:
        lines += [
            "",
            section["title"].upper(),
            *(f"{label}: {value}" for label, value in section["facts"]),
            *section["text"],
        ]
    return "\n".join(lines)


def _request(referral):
    reasons = [referral.get_main_reason_display(), *(ReferralReason(code).label for code in referral.other_reasons)]
    return [
        [_("Worker in charge"), str(referral.household.worker)],
        [_("Reasons"), ", ".join(map(str, reasons))],
        [_("Where they sleep now"), referral.sleeps_now],
        [_("Housing situation (ETHOS)"), str(referral.get_ethos_display() or "–")],
        [_("Must leave by"), _date(referral.deadline_on)],
        [_("A home is needed from"), _date(referral.needed_from)],
        [_("Planned stay"), _planned_stay(referral.planned_days)],
        [_("Urgency"), str(referral.get_urgency_display())],
        [_("Privacy notice given on"), _date(referral.notice_on)],
        [_("The person agrees"), str(referral.get_agreement_display())],
    ]


def _planned_stay(days):
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else "–"


def _member(member, day):
    person = member.person
    age = person.age_on(day)
    words = [person.born or "–", _("%(age)s years") % {"age": age} if age is not None else ""]
    return [f"{person} ({_kinship(member)})", ", ".join(word for word in words if word)]


def _kinship(member):
    if member.is_head:
        return _("contact person")
    return _("kinship not known") if member.kinship == Kinship.UNKNOWN else member.get_kinship_display()


def _needs(household):
    needs = household.needs.filter(person=None)
    facts = [[str(need.get_kind_display()), str(need.get_answer_display())] for need in needs]
    return [{"title": _("What the home must have"), "facts": facts, "text": []}] if facts else []


def _texts(referral):
    return [
        (_("What happened"), referral.story),
        (_("What the service goes on doing"), referral.service_keeps),
        (_("First idea of a life project"), referral.hypothesis),
    ]


def _told(title, text):
    return {"title": title, "facts": [], "text": [line for line in text.splitlines() if line.strip()]}


def _date(day):
    if day is None:
        return "–"
    return f"{timezone.localtime(day) if hasattr(day, 'tzinfo') else day:%d/%m/%Y}"

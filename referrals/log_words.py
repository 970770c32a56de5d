"""The log in words: each code of an act as a sentence. What has none is shown as its code."""

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from housing.workflow import RULES as OF_STAYS
from referrals.models import Message, Proposal
from referrals.workflow import Step
from wemix.models import Organisation, User

WORDS = {
    "session": gettext_lazy("the site"),
    "page": gettext_lazy("a page not for this role"),
    "row": gettext_lazy("something not within reach"),
    "search": gettext_lazy("by the search box"),
    "person.lookalikes": gettext_lazy("people like the one who is being typed"),
    "tonight.page": gettext_lazy("who sleeps where tonight"),
    "calendar.page": gettext_lazy("the calendar of the compound"),
    "forecast.page": gettext_lazy("which homes come free"),
    "log.page": gettext_lazy("this log"),
    "report.download": gettext_lazy("the file of a report"),
    "simulation.ask": gettext_lazy("simulation asked for"),
    "household.page": gettext_lazy("the household's page"),
    "fact_done": gettext_lazy("something of today done"),
    "fact_later": gettext_lazy("something of today put off"),
    "fact_handed": gettext_lazy("something of today handed over"),
    "fact_taken_back": gettext_lazy("an answer to something of today taken back"),
    "calendar.renew": gettext_lazy("address of the own calendar made"),
    "calendar.revoke": gettext_lazy("address of the own calendar revoked"),
    "calendar.read": gettext_lazy("own calendar, by its address"),
    "mail.choose": gettext_lazy("hour and subjects of the mail chosen"),
    "household.register": gettext_lazy("household registered"),
    "household.change": gettext_lazy("household changed"),
    "household.add_member": gettext_lazy("member added"),
    "household.end_membership": gettext_lazy("member gone"),
    "household.make_head": gettext_lazy("contact person chosen"),
    "household.answer_needs": gettext_lazy("needs answered"),
    "household.divide": gettext_lazy("household divided"),
    "household.ask_undivide": gettext_lazy("undoing of a division asked"),
    "household.undivide": gettext_lazy("division undone"),
    "stay.divide": gettext_lazy("stay of a household that divided"),
    "stay.undivide": gettext_lazy("stay of a division that was undone"),
    "referral.branch": gettext_lazy("referral of a household that divided"),
    "household.ask_handover": gettext_lazy("handover asked"),
    "household.answer_handover": gettext_lazy("handover answered"),
    "household.take_handover_back": gettext_lazy("handover taken back"),
    "household.hand_to_colleague": gettext_lazy("handed to a colleague"),
    "household.caseload": gettext_lazy("the caseload of a colleague"),
    "handover.page": gettext_lazy("the page of a handover"),
    "person.page": gettext_lazy("a person's page"),
    "person.change": gettext_lazy("person changed"),
    "person.come_of_age": gettext_lazy("what changes at eighteen was spoken about"),
    "person.set_code": gettext_lazy("codice fiscale or another code written"),
    "person.save_identity_document": gettext_lazy("identity document written"),
    "person.save_permit": gettext_lazy("residence permit written"),
    "person.save_phones": gettext_lazy("telephones written"),
    "person.link_page": gettext_lazy("whether two files are of one person"),
    "person.link": gettext_lazy("two files of one person linked"),
    "person.unlink": gettext_lazy("two files of one person taken apart"),
    "household.timeline": gettext_lazy("the timeline"),
    "household.diary": gettext_lazy("the diary"),
    "diary.add": gettext_lazy("addendum to the diary"),
    "diary.attach": gettext_lazy("file added to the diary"),
    "diary.file": gettext_lazy("file of the diary"),
    "diary.write": gettext_lazy("diary written"),
    "life_project.page": gettext_lazy("the life project"),
    "life_project.plan": gettext_lazy("the plan to take home"),
    "life_project.report": gettext_lazy("the report to the sending body"),
    "life_project.open": gettext_lazy("life project opened"),
    "life_project.change": gettext_lazy("life project changed"),
    "life_project.close": gettext_lazy("life project closed"),
    "life_project.review": gettext_lazy("review written"),
    "review.page": gettext_lazy("the page of a review"),
    "reading.correct": gettext_lazy("reading of the scale corrected"),
    "goal.add": gettext_lazy("goal added"),
    "goal.change": gettext_lazy("goal changed"),
    "goal.move": gettext_lazy("goal put earlier or later"),
    "goal.add_step": gettext_lazy("step of a goal added"),
    "goal.tick_step": gettext_lazy("step of a goal ticked"),
    "referral.page": gettext_lazy("the referral's page"),
    "referral.letter": gettext_lazy("the letter to the sending body"),
    "referral.for_household": gettext_lazy("the paper for the household"),
    "complaint.page": gettext_lazy("the page of a complaint"),
    "complaint.register": gettext_lazy("complaint registered"),
    "complaint.answer": gettext_lazy("complaint answered"),
    "follow_up.page": gettext_lazy("what an answer left to do"),
    "follow_up.done": gettext_lazy("what an answer left to do is done"),
    "referral.pdf": gettext_lazy("the referral as PDF"),
    "referral.text": gettext_lazy("the referral as text"),
    "referral.match": gettext_lazy("homes for a household"),
    "referral.pair": gettext_lazy("a home for a household"),
    "place.match": gettext_lazy("who could live in a place"),
    "plan.page": gettext_lazy("the plan"),
    "plan.choices": gettext_lazy("what each choice for a household would cost"),
    "rulebook.publish": gettext_lazy("published rules"),
    "vocabularyterm.change": gettext_lazy("words of a vocabulary changed"),
    "rulebook.bench": gettext_lazy("other rules tried on a household"),
    "proposal.page": gettext_lazy("the page of a proposal"),
    "referral.open": gettext_lazy("referral begun"),
    "referral.edit": gettext_lazy("referral changed"),
    "meeting.page": gettext_lazy("the page of a meeting"),
    "meeting.point": gettext_lazy("a point of a meeting"),
    "meeting.pdf": gettext_lazy("the minutes as PDF"),
    "meeting.open": gettext_lazy("meeting opened"),
    "meeting.edit": gettext_lazy("meeting changed"),
    "meeting.refresh": gettext_lazy("agenda brought up to date"),
    "meeting.arrange": gettext_lazy("agenda put in order"),
    "meeting.close": gettext_lazy("meeting closed"),
    "meeting.add_point": gettext_lazy("point put on the agenda"),
    "meeting.write_point": gettext_lazy("point of a meeting written"),
    "meeting.leave_out": gettext_lazy("point left out of the agenda, or put back"),
    "place.hold": gettext_lazy("place held"),
    "place.release": gettext_lazy("place freed"),
    "place.close": gettext_lazy("place closed"),
    "place.turnaround": gettext_lazy("place to be made ready"),
    "place.ready": gettext_lazy("place said to be ready"),
    "house_rules.publish": gettext_lazy("house rules published"),
    "fault.page": gettext_lazy("the page of a fault"),
    "fault.report": gettext_lazy("fault reported"),
    "fault.take": gettext_lazy("fault taken in hand"),
    "fault.mend": gettext_lazy("fault mended"),
    "fault.reopen": gettext_lazy("fault open again"),
    "paper.sign": gettext_lazy("a paper of a stay came back"),
    "paper.signed": gettext_lazy("a signed copy"),
    "declaration.drop": gettext_lazy("declaration of hospitality dropped: it named nobody"),
    "photo.add": gettext_lazy("photo added"),
    "photo.remove": gettext_lazy("photo removed"),
    "photo.file": gettext_lazy("a photo"),
    "declaration.move": gettext_lazy("declaration of hospitality moved to the corrected day"),
    "declaration.deliver": gettext_lazy("declaration of hospitality delivered"),
    "attachment.add": gettext_lazy("paper added"),
    "attachment.file": gettext_lazy("the file of a paper"),
    "attachment.change": gettext_lazy("paper changed"),
    "attachment.remove": gettext_lazy("paper removed"),
    "referral.choose_papers": gettext_lazy("papers of a referral chosen"),
    "stay.page": gettext_lazy("the stay's page"),
    "stay.elsewhere": gettext_lazy("of the household, with no bed here"),
    "absence.page": gettext_lazy("the page of an absence"),
    "absence.save": gettext_lazy("absence written"),
    "absence.end": gettext_lazy("absence ended"),
    "absence.withdraw": gettext_lazy("absence taken back"),
    "round.page": gettext_lazy("a presence round"),
    "round.open": gettext_lazy("presence round opened"),
    "round.close": gettext_lazy("presence round closed"),
    "presence.record": gettext_lazy("presences recorded"),
    "disagreement.page": gettext_lazy("a presence to clear up"),
    "disagreement.settle": gettext_lazy("presence cleared up"),
    "household.take_back": gettext_lazy("back in the household"),
    "stay.join": gettext_lazy("person joined the stay"),
    "stay.leave": gettext_lazy("person left the stay"),
    "contribution.page": gettext_lazy("the contribution of a household"),
    "contribution.list": gettext_lazy("the contributions of all"),
    "contribution.receipt": gettext_lazy("a receipt as PDF"),
    "contribution.agree": gettext_lazy("monthly contribution agreed"),
    "contribution.exempt": gettext_lazy("exempted from the contribution"),
    "contribution.exempt_no_more": gettext_lazy("exemption taken back"),
    "contribution.pay": gettext_lazy("payment recorded"),
    "contribution.reverse": gettext_lazy("payment reversed"),
    "user.invite": gettext_lazy("person invited to the site"),
}
WORDS |= {f"referral.{code}": label for code, label in Step.choices}
WORDS |= {f"stay.{step}": rule.news for step, rule in OF_STAYS.items()}
WORDS |= {f"referral.{code}": label for code, label in Message.Kind.choices}
WORDS |= {f"proposal.{code}": label for code, label in Proposal.Outcome.choices}


def sentence(entry):
    """What was done, and to which row: never a name, since the log holds none."""
    what = _("in the administration") if entry.verb.startswith("desk.") else WORDS.get(entry.verb, entry.verb)
    return f"{entry.get_action_display()}: {what}{_target(entry)}"


def _target(entry):
    if entry.model in ("", "beneficiaries.household", "wemix.user") or not entry.row:
        return ""
    if "." not in entry.model:
        return f" ({entry.row})"
    try:
        kind = apps.get_model(entry.model)._meta.verbose_name
    except LookupError:
        kind = entry.model
    return _(" (%(kind)s no. %(row)s)") % {"kind": kind, "row": entry.row}


def names(entries):
    """Who acted, by key, in one query: the log itself holds no name, and outlives whom it speaks of."""
    users = User.objects.filter(pk__in={entry.user_id for entry in entries})
    return {user.pk: str(user) for user in users}


def bodies(entries):
    found = Organisation.objects.filter(pk__in={entry.organisation_id for entry in entries})
    return {body.pk: str(body) for body in found}


def people_of_the_log():
    """Everybody who can have left a line: for the officer's filter."""
    return [(user.pk, f"{user.last_name} {user.first_name}") for user in User.objects.order_by("last_name", "pk")]

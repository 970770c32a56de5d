"""The page of a step: what it asks, what it does, and a way back."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beneficiaries.models.need import NeedKind
from beneficiaries.vocabularies import Answer, NotEligibleReason
from referrals import actions
from referrals.forms.steps import (
    CloseForm,
    EligibleForm,
    FallThroughForm,
    KeysForm,
    NoteForm,
    NotEligibleForm,
    ParkForm,
    ReviewForm,
    SureForm,
)
from referrals.models import Referral
from referrals.next_steps import way_back
from referrals.papers.letters import not_eligible_letter
from referrals.workflow import RULES, Step, may_act_on, not_from, steps_open_to, take_step
from wemix import typed
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@dataclass(frozen=True)
class StepPage:
    form: type
    act: callable  # (referral=, by=, **what the form says)
    done: str
    warning: str = ""  # what can't be undone is asked twice
    template: str = ""

    @property
    def shown_by(self):
        return self.template or ("confirm.html" if self.warning else "form.html")


NEEDED = {  # to send it
    "main_reason": gettext_lazy("main reason"),
    "sleeps_now": gettext_lazy("where they sleep now"),
    "notice_on": gettext_lazy("privacy notice given on"),
}
WANTED = {  # to weigh it: what is not said when it is sent the team may ask for
    "ethos": gettext_lazy("housing situation (ETHOS)"),
    "needed_from": gettext_lazy("a home is needed from"),
    "planned_days": gettext_lazy("planned stay, in days"),
}


def _take(referral, by):
    return take_step(referral, Step.TAKE, by=by)


PAGES = {
    Step.SUBMIT: StepPage(
        SureForm, actions.submit, gettext_lazy("Sent. The team reads it from now on."), template="referrals/submit.html"
    ),
    Step.TAKE: StepPage(SureForm, _take, gettext_lazy("In review.")),
    Step.ELIGIBLE: StepPage(
        EligibleForm,
        actions.put_on_waiting_list,
        gettext_lazy("On the waiting list. The letter to the sending body can be written now."),
    ),
    Step.NOT_ELIGIBLE: StepPage(
        NotEligibleForm,
        actions.find_not_eligible,
        gettext_lazy("Not eligible: the sending body reads the letter now."),
        gettext_lazy(
            "The sending body is told at once. It may ask that another person decide; the household can be referred "
            "again."
        ),
        "referrals/not_eligible.html",
    ),
    Step.PARK: StepPage(
        ParkForm,
        actions.park,
        gettext_lazy("On pause: the place in the order is kept. On the last day somebody is reminded."),
    ),
    Step.RESUME: StepPage(
        NoteForm, actions.resume, gettext_lazy("The pause is over: homes are proposed again, in the same order.")
    ),
    Step.REASSESS: StepPage(
        NoteForm, actions.weigh_again, gettext_lazy("In review again. Back on the list it has the place that it had.")
    ),
    Step.ASK_REVIEW: StepPage(
        ReviewForm, actions.ask_for_review, gettext_lazy("Asked: another person weighs it again.")
    ),
    Step.FALL_THROUGH: StepPage(
        FallThroughForm,
        actions.fall_through,
        gettext_lazy("Back on the waiting list, with its place in the order."),
        gettext_lazy("The planned stay is cancelled and the place is free again."),
    ),
    Step.HOUSE: StepPage(KeysForm, actions.hand_over_keys, gettext_lazy("Welcome home: the stay is running.")),
    Step.CLOSE: StepPage(
        CloseForm,
        actions.close,
        gettext_lazy("The stay is ended and the referral closed."),
        gettext_lazy("From the day of leaving the place is made ready; then it is free."),
    ),
    Step.WITHDRAW: StepPage(
        NoteForm,
        actions.withdraw,
        gettext_lazy("Withdrawn."),
        gettext_lazy("The request ends here. To ask again, the household is referred anew."),
    ),
}
TYPED_AT_LENGTH = {Step.NOT_ELIGIBLE, Step.ASK_REVIEW}


@require_form_methods
@role_required(*CASE_WORKERS)
def step(request, pk, step):
    rows = Referral.objects.select_related("household__worker", "sender", "host", "stay")
    referral = get_visible_or_404(rows, request.user, pk=pk)
    page = PAGES.get(step)
    if page is None:
        raise Http404
    step = Step(step)
    back, at_length = way_back(request, referral), step in TYPED_AT_LENGTH
    if request.method == "GET" and step not in steps_open_to(referral, request.user):
        return _led_back(request, referral, step, back)

    def act(form):
        page.act(referral=referral, by=request.user, **form.cleaned_data)
        if at_length:
            typed.drop_drafts_at(request.user, request.path)  # of a letter one for each reason
        return back, str(page.done)

    context = {
        "title": step.label,
        "back": back,
        "submit": step.label,
        "referral": referral,
        "warning": page.warning,
        "lede": _lede(step, referral),
        "needed": _not_said(NEEDED, referral),
        "missing": _missing(referral) if step == Step.SUBMIT else [],
        "to_be_reviewed": referral.reviews.visible_to(request.user).to_decide().first(),
        "letter_reasons": NotEligibleReason.choices,
        "waits": step == Step.HOUSE,  # keys are handed over where there may be no network
    }
    form = partial(page.form, initial=_initial(page.form, referral, request))
    return form_page(request, form, act, template=page.shown_by, context=context, keeps_draft=at_length)


def _led_back(request, referral, step, back):
    """Who may take this step, only not now: they are told what happened meanwhile, or what stands in its way."""
    rule = RULES[step]
    if request.user.role not in rule.roles or not may_act_on(referral.household, request.user):
        raise Http404
    says = rule.hindrance(referral, request.user) if referral.state in rule.sources else not_from(referral.state)
    messages.info(request, says)
    return HttpResponseRedirect(back)


def _lede(step, referral):
    """Keys are handed over on a day that was planned: whoever asks on another one is reminded.

    A page that was left open may be sent when nothing is planned any more.
    """
    if step != Step.HOUSE or not referral.stay:
        return str(referral.household)
    planned = _("entry planned on %(day)s") % {"day": f"{referral.stay.planned_from:%d/%m/%Y}"}
    return f"{referral.household} · {planned}"


def _initial(form_class, referral, request):
    """What is known already: the urgency that it had, the pause that it is on, the letter for a reason."""
    if form_class is NotEligibleForm:
        reason = request.GET.get("reason", "")
        reason = reason if reason in NotEligibleReason else ""
        return {"reason": reason, "letter": not_eligible_letter(referral, request.user, reason)}
    if form_class is EligibleForm and referral.waiting_since:
        said = ("urgency", "urgency_reason", "urgency_until")
        return {name: getattr(referral, name) for name in said if getattr(referral, name)}
    if form_class is ParkForm and referral.parked_until:
        return {"until": referral.parked_until, "reason": referral.parked_reason}
    return {}


def _missing(referral):
    labels = _not_said(WANTED, referral)
    if referral.agreement == Answer.UNKNOWN:
        labels.append(_("agreement of the person"))
    unknown = len(NeedKind) - referral.household.needs.filter(person=None).exclude(answer=Answer.UNKNOWN).count()
    if unknown:
        said = ngettext(
            "%(count)s answer on what the home must have", "%(count)s answers on what the home must have", unknown
        )
        labels.append(said % {"count": unknown})
    return labels


def _not_said(labels, referral):
    return [label for name, label in labels.items() if not getattr(referral, name)]

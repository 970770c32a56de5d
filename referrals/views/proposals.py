"""Proposing a home, and recording what the household answers."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals import actions
from referrals.answers import consequence_of
from referrals.forms.answers import DeclineForm, TakeBackForm
from referrals.forms.proposals import AcceptForm, ProposeForm
from referrals.matching.freezing import read_snapshot, snapshot
from referrals.models import PassedOver, Proposal, Referral
from referrals.next_steps import onwards, way_back
from referrals.states import State
from referrals.views.matching import may_propose, weighed_or_404
from referrals.weighing.loading import beds_with
from referrals.weighing.pairs import offered_to
from referrals.weighing.passing import passed_over_by
from referrals.workflow import pause_of
from wemix import audit
from wemix.access import CASE_WORKERS, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods

ROWS = Proposal.objects.with_places().select_related(
    "household", "referral__household", "referral__host", "hold", "proposed_by", "answered_by"
)


@require_form_methods
@role_required(Role.COORDINATOR)
def propose(request, pk, place_pk):
    referral, household, pair = weighed_or_404(request.user, pk, place_pk)
    from_plan = "piano" in request.GET.getlist("dal")
    context = {
        "title": _("Propose %(place)s") % {"place": pair.home},
        "lede": str(referral.household),
        "back": _plan_again(request) if from_plan else reverse("referrals:match", args=[pk]) + onwards(request),
        "submit": _("Propose and hold the place"),
        "referral": referral,
        "pair": pair,
        "refusals": _refusals(referral, pair, request.user),
    }
    passed, unseen = _told_apart(passed_over_by(referral, pair.place), request.user)
    context["passed"] = passed
    form = partial(
        ProposeForm,
        pair=pair,
        referral=referral,
        beds=beds_with(pair.place, offered_to(request.user)),
        reserves=_reserves(referral, request.user),
        passed=passed,
    )
    if from_plan:
        form = partial(form, initial={"passed_reason": PassedOver.Reason.PLAN})
    act = partial(_propose, request, referral, pair, unseen)
    return form_page(request, form, act, template="referrals/proposal_propose.html", context=context)


def _plan_again(request):
    """With what was tried there."""
    wishes = request.GET.copy()
    del wishes["dal"]
    return f"{reverse('referrals:plan')}?{wishes.urlencode()}"


def _refusals(referral, pair, user):
    """Why this can't be proposed, in sentences; a signature doesn't change them."""
    state = [] if may_propose(referral, user) else [_not_waiting(referral)]
    return state + [verdict.sentence for verdict in pair.obstacles]


def _not_waiting(referral):
    if referral.is_parked:
        return pause_of(referral)
    said = _("A home is proposed to who is on the waiting list; this referral is “%(state)s”.")
    return said % {"state": referral.get_state_display()}


def _told_apart(passed, user):
    """Those whom this reader may know, who are named and asked about; and the others, of whom no word is said."""
    rows = Referral.objects.visible_to(user).filter(pk__in=[row.pk for row in passed])
    seen = set(rows.values_list("pk", flat=True))
    return [row for row in passed if row.pk in seen], [row for row in passed if row.pk not in seen]


def _reserves(referral, user):
    rows = Referral.objects.visible_to(user).waiting().exclude(pk=referral.pk)
    return rows.filter(host=referral.host_id).select_related("household").in_order()


def _propose(request, referral, pair, unseen, form):
    if refusals := _refusals(referral, pair, request.user):
        raise ValidationError(refusals)
    frozen = snapshot(pair.assessment, pair.household, pair.facts)
    said = form.said() | {"assessed": frozen, "unseen": unseen}
    made = actions.propose(referral=referral, place=pair.place, by=request.user, **said)
    page = way_back(request, referral, reverse("referrals:proposal", args=[made.pk]))
    return page, _("The place is held until the household has answered.")


@require_GET
@role_required(*CASE_WORKERS)
def proposal(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "proposal.page", shown, by=request.user)
    assessment = read_snapshot(shown.assessed) if shown.assessed else None
    context = {
        "proposal": shown,
        "referral": shown.referral,
        "assessment": assessment,
        "verdicts": _verdicts(assessment, request.user),
        "reserve": _reserve(shown, request.user),
        "effect": consequence.effect.label if (consequence := consequence_of(shown)) else "",
        "overdue": _is_overdue(shown),
        "may_answer": _is_open(shown) and request.user.is_coordinator,
        "keys_are_next": shown.outcome == Proposal.Outcome.ACCEPTED and shown.referral.state == State.ACCEPTED,
    }
    return render(request, "referrals/proposal.html", context)


def _verdicts(assessment, user):
    if assessment is None:
        return ()
    return assessment.verdicts if user.is_coordinator else assessment.neutral_verdicts


def _reserve(proposal, user):
    """Who comes next is another household: coordinators only."""
    if not user.is_coordinator:
        return None
    return Referral.objects.visible_to(user).filter(pk=proposal.reserve_id).select_related("household").first()


def _is_open(proposal):
    return proposal.outcome == Proposal.Outcome.OPEN


def _is_overdue(proposal):
    return _is_open(proposal) and proposal.held_until <= timezone.localdate()


@require_form_methods
@role_required(Role.COORDINATOR)
def accept(request, pk):
    def act(proposal, form):
        said = form.cleaned_data
        actions.accept_proposal(
            proposal=proposal,
            by=request.user,
            entry_on=said["entry_on"],
            until=said["until"],
            excess=form.excess,
            excess_reason=said["excess_reason"] if form.excess else "",
        )
        return _("Accepted: the entry is planned. The keys come next.")

    page = {"title": _("The household accepts"), "submit": _("Plan the entry")}
    return _answer(request, pk, AcceptForm, act, page)


@require_form_methods
@role_required(Role.COORDINATOR)
def decline(request, pk):
    def act(proposal, form):
        actions.decline_proposal(proposal=proposal, by=request.user, **form.cleaned_data)
        return _("Recorded, and both sides are told. The place in the order is kept; the home is free.")

    page = {"title": _("The household declines"), "submit": _("Record the answer")}
    return _answer(request, pk, lambda data, proposal: DeclineForm(data), act, page)


@require_form_methods
@role_required(Role.COORDINATOR)
def take_back(request, pk):
    def act(proposal, form):
        actions.take_proposal_back(proposal=proposal, by=request.user, **form.cleaned_data)
        return _("Taken back, and both sides are told. The place in the order is kept; the home is free.")

    page = {"title": _("Take the proposal back"), "submit": _("Take back")}
    return _answer(request, pk, lambda data, proposal: TakeBackForm(data), act, page)


def _answer(request, pk, make_form, act, page):
    """A form about an open proposal; one that was answered meanwhile is only shown."""
    proposal = get_visible_or_404(ROWS, request.user, pk=pk)
    here = reverse("referrals:proposal", args=[pk])
    if request.method == "GET" and not _is_open(proposal):
        return HttpResponseRedirect(here)
    back = way_back(request, proposal.referral, here)
    context = page | {"back": back, "lede": f"{proposal.household} · {proposal.home}", "proposal": proposal}
    return form_page(
        request,
        partial(make_form, proposal=proposal),
        lambda form: (back, act(proposal, form)),
        template="referrals/proposal_answer.html",
        context=context,
    )

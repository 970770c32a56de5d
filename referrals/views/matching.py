"""The match page: every home weighed for one household, with every reason."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing.forms.places import PlaceFilter
from referrals import actions, rulebooks
from referrals.forms.proposals import QuestionForm
from referrals.matching.verdicts import SENDER
from referrals.matching.wording import QUESTIONS
from referrals.models import Referral
from referrals.next_steps import onwards, way_back
from referrals.states import BEING_WEIGHED, State
from referrals.weighing import first_rows
from referrals.weighing.loading import DATUM
from referrals.weighing.pairs import grouped, offered_to, one_of_each, weighed
from referrals.workflow import Step, steps_open_to
from wemix import audit, typed
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods

TO_MATCH = (*BEING_WEIGHED, State.WAITING, State.PROPOSED)
ROWS = Referral.objects.filter(state__in=TO_MATCH).select_related("household", "sender")


@require_GET
@role_required(*TEAM)
def places(request, pk):
    referral = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "referral.match", referral, by=request.user)
    found = PlaceFilter(request.GET, offered_to(request.user), request=request)
    household, pairs = weighed(referral, found.qs, request.user)
    undecided = [pair for pair in pairs if not pair.assessment.is_blocked]
    context = {
        "referral": referral,
        "household": household,
        "filter": found,
        "count": len(pairs),
        "note": rulebooks.note(referral.host),
        "proposal": referral.proposals.visible_to(request.user).open().with_places().first(),
        "questions": _questions(referral, undecided, request.user),
        "may_propose": may_propose(referral, request.user),
        "once": typed.new_key(),
        "author": typed.author_token(request.user),
        "back": way_back(request, referral),
        "onwards": onwards(request),
    }
    groups = grouped(one_of_each(pairs), first_rows.wanted(request))
    return render(request, "referrals/match.html", context | groups)


def may_propose(referral, user):
    return Step.PROPOSE in steps_open_to(referral, user)


def _questions(referral, pairs, user):
    """What the sender could tell, each once, with the number of homes that it decides; the most first."""
    homes = {}
    for pair in pairs:
        for question in _asked_of_sender(pair):
            homes.setdefault(question.field, []).append(question)
    asked = {each.field: each for each in referral.messages.visible_to(user).open_questions()}
    rows = [
        {"text": capfirst(each[0].text), "datum": DATUM[field], "homes": len(each), "asked": asked.get(DATUM[field])}
        for field, each in homes.items()
    ]
    return sorted(rows, key=lambda row: -row["homes"])


def _asked_of_sender(pair):
    return [question for verdict in pair.missing for question in verdict.questions if question.asks == SENDER]


@require_GET
@role_required(*TEAM)
def pair(request, pk, place_pk):
    """One household and one place: every rule, every point. A page of its own, or a part of the match page."""
    referral, household, shown = weighed_or_404(request.user, pk, place_pk)
    context = {
        "referral": referral,
        "household": household,
        "pair": shown,
        "questions": _questions(referral, [shown], request.user),
        "may_propose": may_propose(referral, request.user),
        "once": typed.new_key(),
        "author": typed.author_token(request.user),
        "onwards": onwards(request),
    }
    return render(request, "referrals/_pair.html" if request.htmx else "referrals/match_pair.html", context)


def weighed_or_404(user, pk, place_pk):
    referral = get_visible_or_404(ROWS, user, pk=pk)
    place = get_visible_or_404(offered_to(user), user, pk=place_pk)
    household, pairs = weighed(referral, offered_to(user).filter(pk=place.pk), user)
    audit.record(audit.Action.LOOK, "referral.pair", referral, by=user)
    return referral, household, pairs[0]


@require_form_methods
@role_required(*TEAM)
def ask_datum(request, pk, datum):
    """One click on the match page sends the question; opened by itself, the page lets it be reworded."""
    referral = get_visible_or_404(ROWS, request.user, pk=pk)
    text = _question_about(datum)
    back = reverse("referrals:match", args=[pk]) + onwards(request)

    def act(form):
        actions.ask(referral=referral, by=request.user, text=form.cleaned_data["text"], field=datum)
        return back, _("The question was sent to %(sender)s.") % {"sender": referral.sender}

    context = {
        "title": _("Ask the sending body"),
        "lede": str(referral.household),
        "back": back,
        "submit": _("Send the question"),
    }
    return form_page(request, partial(QuestionForm, initial={"text": text}), act, context=context)


def _question_about(datum):
    for field, code in DATUM.items():
        if code == datum and field in QUESTIONS:
            return capfirst(QUESTIONS[field])
    raise Http404

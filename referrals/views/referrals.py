"""Referrals: the list, the page of one, writing it, and what people say to each other about it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries.models import Household
from beneficiaries.views.reach import household_to_change
from beneficiaries.vocabularies import ReferralReason
from referrals import actions
from referrals.actions.messages import ANSWERED_MEANWHILE
from referrals.event_words import step_taken
from referrals.forms.referral import AnswerForm, MessageForm, QuestionForm, ReferralForm
from referrals.models import Message, Referral
from referrals.models.letter import LETTERS_ABOUT
from referrals.next_steps import in_the_life_project, meanwhile, next_steps, waited_for, way_back
from referrals.tables import ReferralFilter, ReferralTable, complaint_mark, state_mark
from wemix import audit, sockets
from wemix.access import CASE_WORKERS, TEAM, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged

WRITTEN = {"template": "referrals/referral_form.html", "keeps_draft": True}


@require_GET
@role_required(*CASE_WORKERS)
def referral_list(request):
    rows = Referral.objects.visible_to(request.user).select_related("household__worker")
    rows = rows.with_people().as_told_to(request.user)
    found = ReferralFilter(request.GET, rows, user=request.user)
    table = ReferralTable(found.qs, user=request.user)
    paged(table, request)
    context = {"title": _("Referrals"), "table": table, "filter": found, "count": table.paginator.count}
    return render(request, "referrals/referral_list.html", context)


@require_GET
@role_required(*CASE_WORKERS)
def referral(request, pk):
    shown = _visible(request, pk)
    user, household = request.user, shown.household
    audit.record(audit.Action.LOOK, "referral.page", shown, by=user)
    user.updates.filter(referral=shown, seen_at=None).update(seen_at=timezone.now())
    hidden = household.is_hidden_from(user)
    steps = in_the_life_project(shown, user) + meanwhile(shown, user) + next_steps(shown, user)
    context = {
        "title": _("Referral of %(household)s") % {"household": household},
        "back": reverse("referrals:list"),
        "referral": shown,
        "household": household,
        "state": state_mark(shown, user),
        "members": household.members_on(timezone.localdate()),
        "needs": household.needs.visible_to(user).filter(person=None),
        "other_reasons": [ReferralReason(code).label for code in shown.other_reasons],
        "events": [] if hidden else [_told(event) for event in shown.events.visible_to(user).select_related("by")],
        "messages_said": [] if hidden else shown.messages.visible_to(user).select_related("by", "question"),
        "papers": _papers(shown, user),
        "proposals": shown.proposals.visible_to(user).with_places(),
        "line_of_work": sockets.line_of_work.gather(household, user),
        "next_steps": steps,
        "waited_for": "" if hidden else waited_for(shown, steps),
        "may_edit": may_edit(shown, user) and not hidden,
        "may_read": not hidden,
        "may_write": not hidden and household.can_be_changed_by(user),
    }
    return render(request, "referrals/referral.html", context | ({} if hidden else _what_followed(shown, user)))


def _papers(referral, user):
    rows = referral.attachments.visible_to(user).select_related("attachment__person", "attachment__organisation")
    return [row.attachment for row in rows.select_related("attachment__uploaded_by")]


def _what_followed(referral, user):
    """What answers and decisions left behind: letters, reviews, things to do, complaints."""
    return {
        "letters": referral.letters.visible_to(user).select_related("by"),
        "may_write_letter": user.is_coordinator and referral.state in LETTERS_ABOUT,
        "reviews": referral.reviews.visible_to(user).select_related("asked_by", "decided_first_by", "decided_by"),
        "follow_ups": referral.follow_ups.visible_to(user).to_do().select_related("unit__building"),
        "complaints": [(row, complaint_mark(row)) for row in referral.complaints.visible_to(user)],
        "may_complain": referral.submitted_at and user.role != Role.OPERATOR,
    }


def _told(event):
    """A step taken, as a line of the timeline."""
    return {"at": event.at, "by": event.by, "title": step_taken(event), "text": event.note}


def may_edit(referral, user):
    """Who wrote for the household, while it is open; the host's people only read what the sender says."""
    in_charge = referral.household.can_be_changed_by(user)
    return in_charge and referral.is_open and (user.is_social_worker or (user.is_coordinator and referral.on_behalf))


@require_form_methods
@role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)
def write(request, household_pk):
    """Say why this household is referred. What is left out comes back as a question."""
    household = household_to_change(request, household_pk)
    if household.is_hidden_from(request.user) and household.referrals.sent().exists():  # a refusal would say if open
        return get_visible_or_404(Household.objects.none(), request.user, pk=household_pk)
    new = Referral(household=household)

    def act(form):
        made = actions.open_referral(household=household, by=request.user, **form.cleaned_data)
        return reverse("referrals:detail", args=[made.pk]), _(
            "The referral is saved as a draft. Check it, then send it."
        )

    context = {
        "title": _("Refer %(household)s") % {"household": household},
        "back": reverse("beneficiaries:household", args=[household.pk]),
        "submit": _("Save the draft"),
    }
    return form_page(request, partial(ReferralForm, instance=new, user=request.user), act, **WRITTEN, context=context)


@require_form_methods
@role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)
def edit(request, pk):
    shown = writable(request, pk)
    audit.look(request, "referral.page", shown)

    def act(form):
        form.save()
        audit.change("referral.edit", shown, by=request.user, fields=form.changed_data)
        return reverse("referrals:detail", args=[pk]), _("Saved.")

    context = {"title": _("Edit the referral"), "back": reverse("referrals:detail", args=[pk])}
    return form_page(request, partial(ReferralForm, instance=shown, user=request.user), act, **WRITTEN, context=context)


@require_form_methods
@role_required(*TEAM)
def ask(request, pk):
    shown = _open_to_words(request, pk)
    act = _say(request, shown, lambda text: actions.ask(referral=shown, by=request.user, text=text))
    context = _said(request, shown, _("Ask the sending body"), _("Send the question"))
    return form_page(request, QuestionForm, act, context=context, keeps_draft=True)


@require_form_methods
@role_required(*CASE_WORKERS)
def message(request, pk):
    shown = _open_to_words(request, pk)
    act = _say(request, shown, lambda text: actions.write(referral=shown, by=request.user, text=text))
    context = _said(request, shown, _("Write a message"), _("Send the message"))
    return form_page(request, MessageForm, act, context=context, keeps_draft=True)


@require_form_methods
@role_required(Role.SOCIAL_WORKER, Role.COORDINATOR)
def answer(request, pk):
    question = get_visible_or_404(Message.objects.filter(kind=Message.Kind.QUESTION), request.user, pk=pk)
    shown = _open_to_words(request, question.referral_id)
    if request.method == "GET" and question.answered_at:
        messages.info(request, ANSWERED_MEANWHILE)
        return HttpResponseRedirect(way_back(request, shown))
    act = _say(request, shown, lambda text: actions.answer(question=question, by=request.user, text=text))
    context = _said(request, shown, _("Answer"), _("Send the answer")) | {"question": question}
    return form_page(request, AnswerForm, act, template="referrals/answer.html", context=context, keeps_draft=True)


def _say(request, referral, action):
    def act(form):
        action(form.cleaned_data["text"])
        return way_back(request, referral), _("Sent.")

    return act


def _said(request, referral, title, submit):
    return {
        "title": title,
        "lede": str(referral.household),
        "submit": submit,
        "back": way_back(request, referral),
    }


def _visible(request, pk):
    rows = Referral.objects.select_related("household__worker", "sender", "host", "written_by", "stay")
    return get_visible_or_404(rows, request.user, pk=pk)


def _open_to_words(request, pk):
    """A protected household's exchange is for its named worker and the team."""
    shown = _visible(request, pk)
    if shown.household.is_hidden_from(request.user):
        return get_visible_or_404(Referral.objects.none(), request.user, pk=pk)
    if not shown.household.can_be_changed_by(request.user):
        raise PermissionDenied
    return shown


def writable(request, pk):
    shown = _open_to_words(request, pk)
    return shown if may_edit(shown, request.user) else get_visible_or_404(Referral.objects.none(), request.user, pk=pk)

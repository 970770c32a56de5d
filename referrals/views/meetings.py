"""The équipe: its meetings, the agenda of one, and its minutes."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.actions import meetings as actions
from referrals.forms.meetings import ArrangeForm, MeetingForm
from referrals.forms.steps import SureForm
from referrals.models import Meeting, MeetingPoint
from referrals.papers.minutes import minutes_of, told_points
from wemix import audit
from wemix.access import TEAM, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.pdf import pdf, pdf_response

PAGE = 20
ROWS = Meeting.objects.select_related("chair", "host", "closed_by")


@require_GET
@role_required(*TEAM)
def meetings(request):
    rows = ROWS.visible_to(request.user).with_points_for(request.user)
    context = {
        "title": _("Équipe"),
        "lede": _("What the team speaks of, decides and signs."),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "under_way": rows.open().first(),
    }
    return render(request, "referrals/meeting_list.html", context)


@require_form_methods
@role_required(Role.COORDINATOR)
def open_meeting(request):
    """One at a time: what is left open of a meeting is known when it is closed."""

    def act(form):
        made = actions.open_meeting(meeting=form.instance, present=form.cleaned_data["present"], by=request.user)
        return _at(made), _("The agenda is made. Add what is missing, leave out what can wait.")

    context = {
        "title": _("New meeting"),
        "lede": _("The agenda is made from what the house knows; open points of the last meeting come first."),
        "back": reverse("referrals:meetings"),
        "submit": _("Make the agenda"),
        "under_way": Meeting.objects.visible_to(request.user).open().first(),
    }
    new = partial(MeetingForm, instance=Meeting(host_id=request.user.organisation_id), user=request.user)
    return form_page(request, new, act, template="referrals/meeting_form.html", context=context)


@require_GET
@role_required(*TEAM)
def meeting(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "meeting.page", shown, by=request.user)
    points = told_points(shown, request.user)
    context = {
        "title": str(shown),
        "back": reverse("referrals:meetings"),
        "meeting": shown,
        "points": points,
        "settled": sum(point.done for point in points),
        "next_point": next((point for point in points if shown.is_open and not point.is_touched), None),
        "left_out": _points(shown, request.user).filter(is_left_out=True) if shown.is_open else [],
        "may_lead": shown.is_open and request.user.is_coordinator,
    }
    return render(request, "referrals/meeting.html", context)


@require_form_methods
@role_required(*TEAM)
def edit(request, pk):
    """Where, who was there, announcements: whoever takes the notes writes them."""
    shown = _open_or_404(request, pk)

    def act(form):
        form.save()
        audit.change("meeting.edit", shown, by=request.user, fields=form.changed_data)
        return _at(shown), _("Saved.")

    context = {"title": _("Who is there, where, announcements"), "lede": str(shown), "back": _at(shown)}
    return form_page(
        request, partial(MeetingForm, instance=shown, user=request.user), act, context=context, keeps_draft=True
    )


@require_form_methods
@role_required(Role.COORDINATOR)
def refresh(request, pk):
    shown = _open_or_404(request, pk)

    def act(form):
        actions.bring_up_to_date(meeting=shown, by=request.user)
        return _at(shown), _("The agenda is up to date: what is new stands at its end.")

    context = {
        "title": _("Bring the agenda up to date"),
        "lede": _("What is new comes in at the end; nothing is dropped, and what is written stays."),
        "back": _at(shown),
        "submit": _("Bring the agenda up to date"),
    }
    return form_page(request, SureForm, act, context=context)


@require_form_methods
@role_required(Role.COORDINATOR)
def arrange(request, pk):
    shown = _open_or_404(request, pk)
    points = list(_points(shown, request.user).on_agenda())

    def act(form):
        actions.arrange(meeting=shown, points=form.in_order(), by=request.user)
        return _at(shown), _("The agenda is in the new order.")

    context = {
        "title": _("Order of the agenda"),
        "lede": _("Write 0 beside what comes first; the rest moves down."),
        "back": _at(shown),
    }
    return form_page(
        request, partial(ArrangeForm, points=points), act, template="referrals/meeting_arrange.html", context=context
    )


@require_form_methods
@role_required(Role.COORDINATOR)
def close(request, pk):
    shown = _open_or_404(request, pk)

    def act(form):
        actions.close_meeting(meeting=shown, by=request.user)
        return _at(shown), _("Closed. The minutes are ready to be printed and signed.")

    context = {
        "title": _("Close the meeting"),
        "lede": str(shown),
        "back": _at(shown),
        "submit": _("Close the meeting"),
        "warning": _("The minutes can't be changed any more, by anybody."),
        "points": [point for point in told_points(shown, request.user) if not point.done],
        "meeting": shown,
    }
    return form_page(request, SureForm, act, template="referrals/meeting_close.html", context=context)


@require_GET
@role_required(*TEAM)
def minutes(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.record(audit.Action.PRINT, "meeting.pdf", shown, by=request.user)
    return pdf_response(pdf("minutes.typ", minutes_of(shown, request.user)), f"verbale_{shown.day:%Y-%m-%d}.pdf")


def _points(meeting, user):
    return MeetingPoint.objects.visible_to(user).filter(meeting=meeting).select_related("household")


def _open_or_404(request, pk):
    return get_visible_or_404(ROWS.open(), request.user, pk=pk)


def _at(meeting):
    return reverse("referrals:meeting", args=[meeting.pk])

"""The diary of a household: what happened, newest first, and a note written in three taps."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.diary import AddendumForm, DiaryFilter, DiaryForm, IncidentForm
from beneficiaries.models import Addendum, DiaryEntry, Household, NoteFile
from beneficiaries.views.reach import household_to_change
from wemix import audit
from wemix.access import CASE_WORKERS, TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.uploads.sending import send_file

PAGE = 20


@require_GET
@role_required(*CASE_WORKERS)
def diary(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)
    audit.look(request, "household.diary", household)
    entries = household.diary.visible_to(request.user).with_what_belongs()
    found = DiaryFilter(request.GET, queryset=entries)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for entry in page:
        entry.household = household
        entry.may_be_added_to = entry.can_be_added_to_by(request.user)
    context = {"household": household, "filter": found, "page": page, "count": page.paginator.count}
    context["may_write"] = household.can_be_changed_by(request.user)
    context["may_write_incident"] = context["may_write"] and request.user.is_team
    return render(request, "beneficiaries/diary.html", context)


@require_form_methods
@role_required(*CASE_WORKERS)
def add(request, pk):
    context = {"title": _("Write a note"), "submit": _("Write it down")}
    return _write(request, pk, DiaryForm, actions.write_diary, "beneficiaries/diary_note.html", context)


@require_form_methods
@role_required(*TEAM)
def add_incident(request, pk):
    context = {"title": _("Write down an incident"), "submit": _("Write it down, and tell the coordinators")}
    return _write(request, pk, IncidentForm, actions.write_incident, "beneficiaries/diary_incident.html", context)


@require_form_methods
@role_required(*CASE_WORKERS)
def add_to(request, pk):
    """The note is shown above what is added to it."""
    entry = get_visible_or_404(DiaryEntry.objects.with_what_belongs().select_related("household"), request.user, pk=pk)
    if not entry.can_be_added_to_by(request.user):
        raise PermissionDenied
    audit.look(request, "household.diary", entry.household)
    back = reverse("beneficiaries:diary", args=[entry.household_id])

    def act(form):
        actions.add_to_diary(addendum=form.instance, file=form.cleaned_data["file"], by=request.user)
        return f"{back}#nota-{pk}", _("It is added to the note.")

    context = {"title": _("Add to a note"), "lede": entry.household.name, "back": back, "submit": _("Add it")}
    context |= {"entry": entry, "waits": True}
    return form_page(
        request,
        lambda data: AddendumForm(data, request.FILES or None, instance=Addendum(entry=entry)),
        act,
        template="beneficiaries/diary_addendum.html",
        context=context,
        keeps_draft=True,
    )


@require_GET
@role_required(*CASE_WORKERS)
def send(request, pk):
    file = get_visible_or_404(NoteFile, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "diary.file", file, by=request.user)
    return send_file(file, file.file_name, inline=True)


def _write(request, pk, form_class, action, template, context):
    household = household_to_change(request, pk)
    back = reverse("beneficiaries:diary", args=[pk])

    def make_form(data):
        entry = DiaryEntry(household=household, organisation=request.user.organisation)
        return form_class(data, request.FILES or None, instance=entry, household=household, user=request.user)

    def act(form):
        action(entry=form.instance, file=form.cleaned_data["file"], by=request.user)
        return back, _("It is in the diary.")

    context |= {"lede": household.name, "back": back, "household": household, "waits": True}
    return form_page(request, make_form, act, template=template, context=context, keeps_draft=True)

"""The diary of a household: what happened, newest first, and a note written in three taps."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beneficiaries import actions
from beneficiaries.forms.diary import DiaryFilter, DiaryForm
from beneficiaries.models import DiaryEntry, Household
from beneficiaries.views.reach import household_to_change
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page

PAGE = 20


@require_GET
@role_required(*CASE_WORKERS)
def diary(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)
    audit.look(request, "household.diary", household)
    entries = household.diary.visible_to(request.user).select_related("person", "by", "organisation")
    found = DiaryFilter(request.GET, queryset=entries)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"household": household, "filter": found, "page": page, "count": page.paginator.count}
    context["may_write"] = household.can_be_changed_by(request.user)
    return render(request, "beneficiaries/diary.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*CASE_WORKERS)
def add(request, pk):
    household = household_to_change(request, pk)

    def make_form(data):
        entry = DiaryEntry(household=household, organisation=request.user.organisation)
        return DiaryForm(data, instance=entry, household=household, user=request.user)

    def act(form):
        actions.write_diary(entry=form.instance, by=request.user)
        return _diary_of(household), _("It is in the diary.")

    context = {"title": _("Write a note"), "lede": household.name, "back": _diary_of(household)}
    context |= {"submit": _("Write it down"), "waits": True}
    return form_page(
        request, make_form, act, template="beneficiaries/diary_note.html", context=context, keeps_draft=True
    )


def _diary_of(household):
    return reverse("beneficiaries:diary", args=[household.pk])

"""Who is away, and is back."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Person
from housing import actions
from housing.forms.absences import AbsenceForm, BackForm
from housing.models import Absence, Stay
from housing.views.stays import sleepers
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods


@role_required(*TEAM)
@require_form_methods
def add(request, pk):
    stay = get_visible_or_404(Stay.objects.select_related("household"), request.user, pk=pk, started_on__isnull=False)
    audit.look(request, "stay.page", stay)
    absence = Absence(stay=stay, household=stay.household, starts_on=timezone.localdate())
    return _absence_page(request, absence, _("Who is away"))


@role_required(*TEAM)
@require_form_methods
def edit(request, pk):
    absence = _visible(request, pk)
    return _absence_page(request, absence, _("Absence"))


def _absence_page(request, absence, title):
    rows = sleepers(absence.stay, request.user)
    people = Person.objects.visible_to(request.user).filter(nights__in=rows).distinct()

    def act(form):
        actions.save_absence(absence=form.instance, fields=form.changed_data, by=request.user)
        return absence.stay.get_absolute_url(), _("Saved. The bed is kept.")

    context = {
        "title": title,
        "lede": absence.stay.household,
        "back": absence.stay.get_absolute_url(),
        "absence": absence,
    }
    return form_page(
        request,
        lambda data: AbsenceForm(data, instance=absence, people=people, sleepers=rows),
        act,
        template="housing/absence.html",
        context=context,
    )


@role_required(*TEAM)
@require_form_methods
def back(request, pk):
    absence = _visible(request, pk)
    if not absence.is_today:
        raise PermissionDenied

    def act(form):
        actions.end_absence(absence=absence, on=form.cleaned_data["on"], by=request.user)
        return absence.stay.get_absolute_url(), _("Back home: the nights from then on are slept here.")

    context = {
        "title": _("Back home"),
        "lede": absence.person,
        "back": absence.stay.get_absolute_url(),
        "submit": _("Record"),
    }
    return form_page(request, partial(BackForm, instance=absence), act, context=context)


@role_required(*TEAM)
@require_form_methods
def withdraw(request, pk):
    """It was written by mistake."""
    absence = _visible(request, pk)

    def act(form):
        actions.withdraw_absence(absence=absence, by=request.user)
        return absence.stay.get_absolute_url(), _("Taken back: those nights were slept here.")

    context = {
        "title": _("Take the absence back"),
        "lede": _("%(person)s was never away: the nights count as slept here. The history keeps what was written.")
        % {"person": absence.person},
        "back": absence.stay.get_absolute_url(),
        "submit": _("Take the absence back"),
    }
    return form_page(request, PageForm, act, context=context)


def _visible(request, pk):
    absence = get_visible_or_404(Absence.objects.select_related("stay__household", "person"), request.user, pk=pk)
    audit.look(request, "absence.page", absence)
    return absence

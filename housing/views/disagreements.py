"""Where round and stay disagree: the list, and one of them with the steps that put it right."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.presences import SettlementForm
from housing.models import Absence, Disagreement, PresenceRound
from housing.tables.disagreements import DisagreementFilter, DisagreementTable, disagreement_mark
from housing.workflow import Step, steps_open_to
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged

Kind = Disagreement.Kind


@require_GET
@role_required(*TEAM)
def disagreement_list(request):
    rows = Disagreement.objects.visible_to(request.user).select_related("person", "household", "settled_by")
    asked = request.GET.copy()
    asked.setdefault("state", "open")
    found = DisagreementFilter(asked, rows, request=request)
    table = DisagreementTable(found.qs)
    paged(table, request)
    context = {"title": _("Presences to clear up"), "table": table, "filter": found, "count": table.paginator.count}
    return render(request, "housing/disagreement_list.html", context | {"back": reverse("housing:rounds")})


@role_required(*TEAM)
@require_form_methods
def disagreement(request, pk):
    rows = Disagreement.objects.select_related("person", "household", "stay", "round", "settled_by")
    shown = get_visible_or_404(rows, request.user, pk=pk)
    audit.look(request, "disagreement.page", shown)
    back = reverse("housing:disagreements")
    context = {
        "title": str(shown.person),
        "disagreement": shown,
        "mark": disagreement_mark(shown),
        "steps": _steps(shown, request.user),
        "back": back,
        "submit": _("It is cleared up"),
    }
    if not shown.is_open:
        if request.method == "POST":
            raise Http404
        return render(request, "housing/disagreement.html", context)

    def act(form):
        actions.settle_disagreement(disagreement=shown, by=request.user, **form.cleaned_data)
        return back, _("It is cleared up.")

    return form_page(
        request,
        lambda data: SettlementForm(data, instance=shown),
        act,
        template="housing/disagreement.html",
        context=context,
    )


def _steps(shown, user):
    """(what puts it right, its address): the likeliest first, the stay's own page last."""
    return [*WAYS[shown.kind](shown, user), (_("The stay"), shown.stay.get_absolute_url())]


def _write_absence(shown, user):
    return [(_("Write the absence"), reverse("housing:absence_add", args=[shown.stay_id]))]


def _end_absence(shown, user):
    written = Absence.objects.visible_to(user).filter(stay=shown.stay_id, person=shown.person_id)
    absence = written.on(shown.since).first()
    if absence is None:
        return []
    never = (_("Never away: take the absence back"), reverse("housing:absence_withdraw", args=[absence.pk]))
    back = (_("Back home"), reverse("housing:absence_back", args=[absence.pk]))
    return [back, never] if absence.is_today else [never]


def _correct_exit(shown, user):
    if Step.CORRECT not in steps_open_to(shown.stay, user):
        return []
    return [(_("Correct the day of leaving"), reverse("housing:step", args=[shown.stay_id, Step.CORRECT]))]


def _look_now(shown, user):
    rounds = PresenceRound.objects.visible_to(user).open()
    return [(_("Record it in the round: %(round)s") % {"round": each}, _round(each)) for each in rounds]


def _round(round):
    return reverse("housing:round", args=[round.pk])


WAYS = {
    Kind.MINOR: _write_absence,
    Kind.ABSENT: _write_absence,
    Kind.AWAY: _end_absence,
    Kind.GONE: _correct_exit,
    Kind.MISSED: _look_now,
}

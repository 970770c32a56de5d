"""Stays, one stay, and what changes in it."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.stays import ReplanForm, TransferForm
from housing.ledger import ledgers
from housing.line_of_stay import extensions, history, next_steps, overstay_decision, stages
from housing.models import Absence, ExitFollowUp, HandoverRecord, Occupant, Stay
from housing.nights import BEGINNING, with_nights
from housing.stay_papers import papers_of
from housing.tables.stays import StayFilter, StayTable, stay_mark
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import CASE_WORKERS, TEAM, Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged

READERS = (Role.CUSTODIAN, *CASE_WORKERS)
MOVERS = (Role.COORDINATOR,)


@require_GET
@role_required(*READERS)
def stay_list(request):
    stays = Stay.objects.visible_to(request.user).select_related("household").with_places()
    found = StayFilter(request.GET, stays, request=request)
    table = StayTable(found.qs)
    paged(table, request)
    context = {"title": _("Stays"), "table": table, "filter": found, "count": table.paginator.count}
    return render(request, "housing/stay_list.html", context)


@require_GET
@role_required(*READERS)
def stay(request, pk):
    user = request.user
    shown = _visible(request, pk)
    audit.record(audit.Action.LOOK, "stay.page", shown, by=user)
    follow_ups = ExitFollowUp.objects.visible_to(user).filter(stay=shown).select_related("by")
    exit_on, decision = shown.confirmed_exit, overstay_decision(shown, user)
    context = {
        "title": _("Stay of %(household)s") % {"household": shown.household},
        "stay": shown,
        "mark": stay_mark(shown),
        "stages": stages(shown, exit_on, follow_ups),
        "next_steps": next_steps(shown, user, decision),
        "exit_on": exit_on,
        "decision": decision,
        "extensions": extensions(shown, user),
        "follow_ups": follow_ups,
        "history": history(shown, user),
        "sleepers": with_nights(sleepers(shown, user), BEGINNING, timezone.localdate())
        if shown.started_on
        else sleepers(shown, user),
        "absences": Absence.objects.visible_to(user).filter(stay=shown).select_related("person", "decided_by"),
        "may_record": user.is_team and shown.started_on,
        "reads_file": user.is_case_worker,
        "ledgers": ledgers([shown], user) if user.is_team else [],
        "papers": papers_of(shown, user),
        "to_write": _records_to_write(shown) if user.role in AT_HOME else [],
    }
    return render(request, "housing/stay.html", context)


def _records_to_write(stay):
    """(flat, kind, label): of each home in turn, what nobody has written yet; nothing is given back before the keys."""
    kinds = HandoverRecord.Kind.choices if stay.started_on else HandoverRecord.Kind.choices[:1]
    written = set(stay.records.values_list("unit_id", "kind"))
    units = {use.place.unit_id: use.place.unit for use in stay.places_in_turn}
    return [(unit, kind, label) for unit in units.values() for kind, label in kinds if (unit.pk, kind) not in written]


def sleepers(stay, user):
    """Everybody who sleeps, or has slept, in the stay, with the days of each."""
    rows = Occupant.objects.visible_to(user).filter(place_use__stay=stay, place_use__is_cancelled=False)
    return rows.select_related("person", "place_use__place__unit__building").order_by("starts_on", "person__born_on")


@role_required(*TEAM)
@require_form_methods
def replan(request, pk):
    shown = _visible(request, pk, state__in=[Stay.State.PLANNED, Stay.State.RUNNING])

    def act(form):
        actions.replan_stay(stay=form.instance, until=form.cleaned_data["planned_until"], by=request.user)
        return shown.get_absolute_url(), _("The planned exit is saved.")

    context = {
        "title": _("Planned exit"),
        "lede": _("%(household)s. A forecast: it frees no place and sends nobody away.")
        % {"household": shown.household},
        "back": shown.get_absolute_url(),
    }
    return form_page(request, lambda data: ReplanForm(data, instance=shown), act, context=context)


@role_required(*MOVERS)
@require_form_methods
def transfer(request, pk):
    shown = _visible(request, pk, state=Stay.State.RUNNING)
    audit.look(request, "stay.page", shown)

    def act(form):
        said = form.cleaned_data
        actions.transfer(
            stay=shown,
            places=said["places"],
            on=said["on"],
            excess=said["excess"] or 0,
            excess_reason=said["excess_reason"],
            note=said["note"],
            by=request.user,
        )
        return shown.get_absolute_url(), _("Moved. The stay goes on: this is no exit and no entry.")

    asleep = sleepers(shown, request.user).on(timezone.localdate())
    come = {"people": len(asleep), "in_beds": sum(not occupant.in_cot for occupant in asleep)}
    context = {
        "title": _("Move to another place"),
        "lede": shown.household,
        "back": shown.get_absolute_url(),
        "submit": _("Move"),
        "now": shown.home,
        "sleepers": asleep,
    }
    return form_page(
        request,
        lambda data: TransferForm(data, stay=shown, user=request.user, **come),
        act,
        template="housing/stay_transfer.html",
        context=context,
    )


def _visible(request, pk, **state):
    stays = Stay.objects.select_related("household", "host").with_places()
    return get_visible_or_404(stays, request.user, pk=pk, **state)

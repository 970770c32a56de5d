"""Rounds of the house, on the phone: opened, gone through flat by flat, closed."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.presences import AnswerForm, RoundForm
from housing.models import Absence, Disagreement, Occupant, Presence, PresenceRound
from housing.presences import flats_of
from housing.views.tonight import AT_HOME
from wemix import audit, typed
from wemix.access import get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods

LATELY = 20  # rounds that the page remembers


@role_required(*AT_HOME)
@require_form_methods
def rounds(request):
    user = request.user
    known = Q(presences__in=Presence.objects.visible_to(user))  # a number of all would tell of who is hidden
    lately = PresenceRound.objects.visible_to(user).annotate(recorded=Count("presences", filter=known))
    lately = lately.order_by("-day", "-opened_at", "-pk").select_related("closed_by")

    def act(form):
        actions.open_round(round=form.instance, by=user)
        return _page_of(form.instance), ""

    context = {
        "title": _("Presences"),
        "open_rounds": lately.open(),
        "rounds": lately.exclude(closed_at=None)[:LATELY],
        "to_clear_up": Disagreement.objects.visible_to(user).open().count(),
        "is_team": user.is_team,
        "submit": _("Begin the round"),
    }
    return form_page(request, RoundForm, act, template="housing/round_list.html", context=context)


@require_GET
@gzip_page
@role_required(*AT_HOME)
def show(request, pk):
    shown = get_visible_or_404(PresenceRound.objects.select_related("closed_by"), request.user, pk=pk)
    flats = _flats(request.user, shown)
    audit.look(request, "round.page", shown)
    counted = [each for flat in flats for each in flat.counted]
    context = {
        "title": str(shown),
        "round": shown,
        "flats": flats,
        "total": len(counted),
        "recorded": sum(flat.recorded for flat in flats),
        "next": next((flat for flat in flats if not flat.is_done), None),
        "once": typed.new_key,
        "author": typed.author_token(request.user),
    }
    return render(request, "housing/round.html", context)


@role_required(*AT_HOME)
@require_form_methods
def flat(request, pk, unit):
    """One flat of a round by itself: what the round's page sends its taps to."""
    shown = get_visible_or_404(PresenceRound, request.user, pk=pk)
    found = _flats(request.user, shown, unit=unit)
    if not found:
        raise Http404
    audit.look(request, "round.page", shown)

    def act(form):
        actions.record_presences(round=shown, said=form.said(), seen_at=form.cleaned_data["seen_at"], by=request.user)
        return f"{_page_of(shown)}#alloggio-{unit}", ""

    context = {"title": str(found[0].unit), "lede": str(shown), "back": _page_of(shown)}
    context |= {"round": shown, "flat": found[0]}
    return form_page(
        request,
        lambda data: AnswerForm(data, flat=found[0], round=shown),
        act,
        template="housing/round_flat.html",
        context=context,
    )


@role_required(*AT_HOME)
@require_form_methods
def close(request, pk):
    shown = get_visible_or_404(PresenceRound, request.user, pk=pk, closed_at=None)
    counted = [each for flat in _flats(request.user, shown) for each in flat.counted]
    missing = sum(each.presence is None for each in counted)

    def act(form):
        actions.close_round(round=shown, by=request.user)
        return reverse("housing:rounds"), _("The round is closed. What does not agree waits for the team.")

    everybody = _("Everybody is recorded.")
    some = ngettext(
        "%(count)d person is not recorded: that is not present, and the team reads it.",
        "%(count)d people are not recorded: that is not present, and the team reads it.",
        missing,
    )
    context = {
        "title": _("Close the round"),
        "lede": str(shown),
        "back": _page_of(shown),
        "submit": _("Close the round"),
        "warning": some % {"count": missing} if missing else everybody,
    }
    return form_page(request, PageForm, act, template="confirm.html", context=context)


def _flats(user, round, unit=None):
    occupants = Occupant.objects.visible_to(user)
    return flats_of(
        round,
        occupants=occupants.filter(place_use__unit=unit) if unit else occupants,
        presences=Presence.objects.visible_to(user),
        absences=Absence.objects.visible_to(user),
    )


def _page_of(round):
    return reverse("housing:round", args=[round.pk])

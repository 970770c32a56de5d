"""Who waits, in the published order; which homes are to be assigned; and whom one of them fits."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing.forms.places import PlaceFilter
from referrals import rulebooks
from referrals.forms.waiting import WaitingForm
from referrals.models import Proposal, Referral
from referrals.weighing import first_rows
from referrals.weighing.coming import in_sight
from referrals.weighing.pairs import offered_to, weighed_for
from referrals.weighing.vacancies import vacancies
from referrals.weighing.waiting_list import shown, waiting_list
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required

ROWS = 50


def _who_wait(user):
    return Referral.objects.visible_to(user).waiting().select_related("household", "sender", "host")


@require_GET
@role_required(*TEAM)
def waiting(request):
    """The order stands whatever is filtered: a position is the one in the whole list."""
    lines = waiting_list(list(_who_wait(request.user).requests()), request.user.organisation)
    form = WaitingForm(request.GET, user=request.user)
    narrowed = form.narrow(lines) if form.is_valid() else []
    page = Paginator(narrowed, ROWS).get_page(request.GET.get("page"))
    page.object_list = _with_homes_in_sight(shown(page.object_list, _who_wait(request.user)), request.user)
    context = {
        "title": _("Waiting list"),
        "form": form,
        "count": len(narrowed),
        "page": page,
        "note": rulebooks.note(request.user.organisation),
        "haste": Proposal.objects.visible_to(request.user).haste() if request.user.is_coordinator else None,
    }
    return render(request, "referrals/waiting_list.html", context, status=200 if form.is_valid() else 422)


def _with_homes_in_sight(lines, user):
    said = in_sight([line.referral for line in lines], offered_to(user), user.organisation)
    return [replace(line, in_sight=words) for line, words in zip(lines, said, strict=True)]


@require_GET
@role_required(*TEAM)
def homes(request):
    """What is free, and what will be; what is only foreseen stands apart."""
    found = PlaceFilter(request.GET, offered_to(request.user), request=request)
    free, foreseen = vacancies(found.qs.select_related("unit__building"), request.user.organisation)
    context = {
        "title": _("Homes to assign"),
        "filter": found,
        "count": len(free),
        "page": Paginator(free, ROWS).get_page(request.GET.get("page")),
        "foreseen": foreseen,
        "note": rulebooks.note(request.user.organisation),
    }
    return render(request, "referrals/vacancies.html", context)


@require_GET
@role_required(*TEAM)
def households(request, pk):
    """Who of those who wait could live in this place, in the published order."""
    places = offered_to(request.user).select_related("unit__building__host")
    place = get_visible_or_404(places, request.user, pk=pk)
    audit.record(audit.Action.LOOK, "place.match", place, by=request.user)
    there, groups = weighed_for(place, _who_wait(request.user).not_parked(), request.user, first_rows.wanted(request))
    context = {
        "title": _("Who could live here"),
        "back": reverse("referrals:homes"),
        "place": place,
        "there": there,
        "note": rulebooks.note(request.user.organisation),
        "may_propose": request.user.is_coordinator,
    }
    return render(request, "referrals/households_for.html", context | groups)

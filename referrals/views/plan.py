"""The plan: what could be done with all free places and the whole waiting list. It assigns nothing."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.forms.plan import FIX, Wishes
from referrals.models import Referral
from referrals.weighing import first_rows
from referrals.weighing.planning import planned
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required

ROWS = 25
WAITING = Referral.objects.waiting().select_related("household", "sender")


@require_GET
@role_required(*TEAM)
def plan(request):
    wishes = Wishes.read(request.GET)
    found, most = planned(request.user.organisation, request.user, wishes), first_rows.wanted(request)
    page = Paginator(found.housed, ROWS).get_page(request.GET.get("page"))
    audit.record(audit.Action.LOOK, "plan.page", by=request.user, rows=len(found.housed))
    context = {
        "title": _("The plan"),
        "plan": found,
        "page": page,
        "rows": found.rows(page.object_list),
        "left": found.left(most),
        "empty": found.empty(most),
        "foreseen": found.foreseen(most),
        "wishes": wishes,
        "wished": _wished(found, wishes),
        "may_propose": request.user.is_coordinator,
    }
    return render(request, "referrals/plan.html", context)


def _wished(found, wishes):
    """What is fixed and set aside, each with the address without it; ids that name nothing here say nothing."""
    asked = [(name, pair, *map(int, pair.split("-"))) for name, pair in wishes.fields]
    referrals = found.referrals([household for _name, _pair, household, _place in asked])
    return [
        {
            "is_fixed": name == FIX,
            "referral": referrals[household],
            "place": found.places[place],
            "without": wishes.without((name, pair)),
        }
        for name, pair, household, place in asked
        if household in referrals and place in found.places
    ]


@require_GET
@role_required(*TEAM)
def choices(request, pk):
    """Every place that suits one household, and what each would cost. A page of its own, or a part of the plan."""
    referral = get_visible_or_404(WAITING.not_parked(), request.user, pk=pk)
    audit.record(audit.Action.LOOK, "plan.choices", referral, by=request.user)
    wishes = Wishes.read(request.GET)
    found = planned(request.user.organisation, request.user, wishes)
    context = {
        "title": _("What each choice would cost"),
        "lede": str(referral.household),
        "back": reverse("referrals:plan") + wishes.address,
        "referral": referral,
        "choices": found.choices(referral.household_id),
        "wishes": wishes,
        "may_propose": request.user.is_coordinator,
    }
    return render(request, "referrals/_choices.html" if request.htmx else "referrals/plan_choices.html", context)

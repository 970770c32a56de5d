"""The calendar: each place and what takes it, night by night of a month, or month by month of a year."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import comings
from housing.calendar import DAY, LIVED_IN, Kind, houses, months_of
from housing.calendar_cells import shown
from housing.forms.calendar import MonthForm, YearForm
from housing.models import Place, PlaceUse, Stay
from housing.strips import outlines, strips
from housing.views.tonight import AT_HOME
from wemix import audit
from wemix.access import Role, role_required

PLACES = 60  # of a page, or one building where it has more


@require_GET
@role_required(*AT_HOME)
def month(request):
    user, today = request.user, timezone.localdate()
    form = MonthForm(request.GET, user=user)
    page, found = _houses(form, request)
    runs = [run for house in found for row in house.rows for run in row.runs]
    audit.record(audit.Action.LOOK, "calendar.page", by=user, rows=sum(run.kind in LIVED_IN for run in runs))
    period = form.period
    context = {
        "title": _("Calendar of %(month)s") % {"month": date_format(period.first, "F Y").lower()},
        "form": form,
        "period": period,
        "before": period.first - DAY,
        "page": page,
        "shown": shown(found, user),
        "free_nights": sum(house.free_nights(today) for house in found),
        "kinds": _kinds(runs),
        "today": today,
    }
    return render(request, "housing/calendar.html", context | _comings(form, user, today), status=_status(form))


@require_GET
@role_required(*AT_HOME)
def year(request):
    """Nobody's name stands here."""
    form = YearForm(request.GET, user=request.user)
    page, found = _houses(form, request)
    context = {
        "title": _("The year %(year)s") % {"year": form.period.first.year},
        "form": form,
        "year": form.period.first.year,
        "months": [month.first for month in months_of(form.period)],
        "page": page,
        "shown": strips(found, form.period),
        "outlines": outlines(_kinds(run for house in found for row in house.rows for run in row.runs)),
        "today": timezone.localdate(),
    }
    return render(request, "housing/calendar_year.html", context, status=_status(form))


def _houses(form, request):
    """(the page, its buildings): a building is never cut in two."""
    places = form.narrow(Place.objects.visible_to(request.user))
    page = Paginator(_packed(places), 1).get_page(request.GET.get("page"))
    here = places.filter(unit__building__in=[pk for pks in page for pk in pks])
    return page, houses(form.period, places=here, uses=_known_to(request.user))


def _packed(places):
    """The keys of the buildings of each page."""
    buildings = places.order_by("unit__building__name", "unit__building").values_list("unit__building")
    pages, room = [], 0
    for pk, count in buildings.annotate(count=Count("pk")):
        if count > room:
            pages.append([])
            room = PLACES
        pages[-1].append(pk)
        room -= count
    return pages


def _known_to(user):
    """For whom a place is held is the team's business: the custodian reads that it is occupied."""
    uses = PlaceUse.objects.visible_to(user)
    return uses.exclude(kind=PlaceUse.Kind.HOLD) if user.role == Role.CUSTODIAN else uses


def _comings(form, user, today):
    stays, building = Stay.objects.visible_to(user), form.said.get("edificio")
    stays = comings.of_building(stays, building) if building else stays
    found = {"entries": comings.entries(stays, today), "exits": comings.exits(stays, today)}
    counts = {f"{name}_today": sum(each.is_today for each in rows) for name, rows in found.items()}
    return found | counts | {"building": building}


def _kinds(runs):
    """Those that the legend has to explain."""
    there = {run.kind for run in runs}
    return [kind for kind in Kind if kind in there]


def _status(form):
    return 200 if form.is_valid() else 422

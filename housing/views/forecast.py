"""Which places come free in the coming twelve months."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing.forecast.chart import chart
from housing.forecast.loading import outlooks
from housing.forecast.months import month_ends, months
from housing.forecast.wording import in_ten, when, why
from housing.forms.places import SizedPlaceFilter
from housing.models import Place, PlaceUse
from wemix import audit
from wemix.access import TEAM, role_required

ROWS = 50


@require_GET
@role_required(*TEAM)
def forecast(request):
    today = timezone.localdate()
    places = Place.objects.visible_to(request.user).in_service().select_related("unit__building")
    found = SizedPlaceFilter(request.GET, places, request=request)
    rows = list(found.qs)
    ahead = outlooks(rows)
    taken = [place for place in rows if place.pk in ahead and not ahead[place.pk].is_free]
    taken.sort(key=lambda place: -ahead[place.pk].chances.sum())
    page = Paginator(taken, ROWS).get_page(request.GET.get("page"))
    audit.record(audit.Action.LOOK, "forecast.page", by=request.user, rows=len(taken))
    coming = months(ahead.values(), today)
    context = {
        "title": _("Which homes come free"),
        "filter": found,
        "count": len(ahead),
        "free_now": len(ahead) - len(taken),
        "left_out": len(rows) - len(ahead),
        "months": coming,
        "chart": chart(coming),
        "page": page,
        "rows": _rows(page.object_list, ahead, _stays_open_to(request.user, page.object_list, today), today),
    }
    return render(request, "housing/forecast.html", context)


def _stays_open_to(user, places, today):
    """Whose page this person may open, by place."""
    uses = PlaceUse.objects.visible_to(user).on(today).filter(place__in=places, stay__isnull=False)
    return dict(uses.values_list("place", "stay"))


def _rows(places, ahead, stays, today):
    return [
        {
            "place": place,
            "outlook": outlook,
            "when": when(outlook),
            "why": why(outlook),
            "stay": stays.get(place.pk),
            "odds": [(day, in_ten(chance)) for day, chance in zip(month_ends(today), outlook.chances, strict=True)],
        }
        for place in places
        for outlook in [ahead[place.pk]]
    ]

"""Who sleeps where tonight."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing.models import Occupant, Place, PlaceUse
from housing.occupancy import on_night
from wemix import audit
from wemix.access import TEAM, Role, role_required

AT_HOME = (Role.CUSTODIAN, *TEAM)  # who works where people sleep


@require_GET
@role_required(*AT_HOME)
def tonight(request):
    user, today = request.user, timezone.localdate()
    houses = on_night(
        today,
        places=Place.objects.visible_to(user),
        uses=PlaceUse.objects.visible_to(user),
        occupants=Occupant.objects.visible_to(user),
    )
    people = sum(house.people for house in houses)
    audit.record(audit.Action.LOOK, "tonight.page", by=user, rows=people)
    context = {
        "title": _("Who sleeps where tonight"),
        "today": today,
        "houses": houses,
        "people": people,
        "away": sum(house.away for house in houses),
        "free_flats": sum(house.free_flats for house in houses),
        "free_beds": sum(house.free_beds for house in houses),
    }
    return render(request, "housing/tonight.html", context)

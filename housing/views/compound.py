"""The compound as a plan: its buildings on the hill, each with its numbers and a way in."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing.compound import in_all, occupancy
from housing.drawing import drawing
from housing.models import Place
from housing.views.tonight import AT_HOME
from wemix.access import role_required


@require_GET
@role_required(*AT_HOME)
def compound(request):
    """Numbers and nobody's name; they don't depend on who looks."""
    today = timezone.localdate()
    occupancies = occupancy(Place.objects.visible_to(request.user), today)
    context = {
        "title": _("The compound"),
        "today": today,
        "occupancies": occupancies,
        "all": in_all(occupancies),
        "drawing": drawing(occupancies),
    }
    return render(request, "housing/compound.html", context)

"""Places between an exit and the next entry: what is to be made ready, and saying that it is."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from housing import actions
from housing.forms.turnarounds import ReadyForm, ready_already
from housing.models import PlaceUse
from housing.tables.turnarounds import TurnaroundTable
from housing.views.tonight import AT_HOME
from wemix.access import get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged


@require_GET
@role_required(*AT_HOME)
def turnaround_list(request):
    running = PlaceUse.objects.visible_to(request.user).turnarounds_on(timezone.localdate())
    table = TurnaroundTable(running.select_related("place__unit__building").order_by("ends_on", "pk"))
    paged(table, request)
    context = {"title": _("Places to make ready"), "table": table, "count": table.paginator.count}
    return render(request, "housing/turnaround_list.html", context)


@role_required(*AT_HOME)
@require_form_methods
def ready(request, pk):
    begun = PlaceUse.objects.filter(kind=PlaceUse.Kind.TURNAROUND, starts_on__lte=timezone.localdate())
    turnaround = get_visible_or_404(begun.select_related("place__unit__building"), request.user, pk=pk)
    back = reverse("housing:turnarounds")
    if request.method == "GET" and turnaround.is_over:
        messages.info(request, ready_already(turnaround))
        return redirect(back)

    def act(form):
        actions.say_ready(turnaround=turnaround, by=request.user)
        return back, _("%(place)s is free from today.") % {"place": turnaround.place}

    context = {
        "title": _("It is ready"),
        "lede": _("%(place)s: clean, whole, with its keys. From today it can be given to somebody.")
        % {"place": turnaround.place},
        "back": back,
        "submit": _("It is ready"),
    }
    return form_page(request, partial(ReadyForm, instance=turnaround), act, context=context)

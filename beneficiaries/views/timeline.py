"""All that happened to a household on one page, the newest first; each reader meets what is theirs to read."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries.forms.timeline import TimelineForm
from beneficiaries.models import Household
from beneficiaries.views.reach import household_page
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.timeline import timeline as moments_of

PAGE = 25


@require_GET
@role_required(*CASE_WORKERS)
def timeline(request, pk):
    household = get_visible_or_404(Household, request.user, pk=pk)
    audit.look(request, "household.timeline", household)
    form = TimelineForm(request.GET, household=household, user=request.user)
    moments = form.narrow(moments_of(household, request.user))
    page = Paginator(moments, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Timeline"),
        "lede": household.name,
        "back": household_page(household),
        "form": form,
        "page": page,
        "count": page.paginator.count,
    }
    return render(request, "beneficiaries/timeline.html", context)

"""Is there a place? Numbers and needs only: nothing is kept of what was asked."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from referrals.forms.availability import AvailabilityForm
from referrals.weighing.availability import answers
from wemix.access import CASE_WORKERS, role_required


@require_GET
@role_required(*CASE_WORKERS)
def availability(request):
    """A question with GET: it names nobody, so it may stand in the address and be bookmarked."""
    form = AvailabilityForm(request.GET or None)
    found = answers(form.facts(), timezone.localdate()) if form.is_valid() else []
    context = {
        "title": _("Is there a place?"),
        "lede": _("Only numbers and needs: nothing of what is asked here is kept, and no home is promised."),
        "form": form,
        "answers": found,
    }
    return render(request, "referrals/availability.html", context, status=422 if form.errors else 200)

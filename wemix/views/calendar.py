"""One's own calendar at a secret address: made, renewed, revoked, and read without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wemix import audit, calendars
from wemix.access import role_required
from wemix.acting import acting
from wemix.views.mail import WRITTEN_TO


@role_required(*WRITTEN_TO)
def calendar_address(request):
    if "renew" in request.POST:
        calendars.renew(by=request.user)
        messages.success(request, _("This is your new address. The one before no longer works."))
    elif "revoke" in request.POST:
        calendars.revoke(by=request.user)
        messages.success(request, _("The address no longer works."))
    return HttpResponseRedirect(reverse("mail_choice"))


@login_not_required
@require_safe
def calendar(request, token):
    """A wrong address is answered like any that does not exist."""
    address = calendars.address_of(token)
    if address is None:
        raise Http404
    with acting(address.user):
        content = calendars.calendar_of(address)
        audit.record(audit.Action.LOOK, "calendar.read", address.user, by=address.user)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")

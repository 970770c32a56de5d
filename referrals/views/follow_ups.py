"""A thing that an answer left to do: what it is, where it is done, and that it is done."""

from django.urls import reverse
from django.utils.translation import gettext as _

from referrals import actions
from referrals.forms.follow_ups import DoneForm
from referrals.models import FollowUp
from referrals.next_steps import way_back
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods

ROWS = FollowUp.objects.select_related(
    "referral__household", "proposal__place__unit__building", "unit__building", "made_by", "done_by"
)


@require_form_methods
@role_required(Role.COORDINATOR)
def follow_up(request, pk):
    shown = get_visible_or_404(ROWS, request.user, pk=pk)
    audit.look(request, "follow_up.page", shown)
    back = way_back(request, shown.referral)

    def act(form):
        actions.finish(follow_up=shown, by=request.user, **form.cleaned_data)
        return reverse("home"), _("Done: it has left the page of today.")

    context = {
        "title": shown.get_kind_display(),
        "lede": str(shown.referral.household),
        "back": back,
        "submit": _("It is done"),
        "follow_up": shown,
    }
    return form_page(request, DoneForm, act, template="referrals/follow_up.html", context=context)

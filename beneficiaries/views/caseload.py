"""Many households to a colleague in one act: one's own, or those of who is away or left."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries import actions
from beneficiaries.forms.caseload import CaseloadForm
from beneficiaries.models import Household
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.models import User
from wemix.pages import form_page, require_form_methods


@role_required(Role.SOCIAL_WORKER)
@require_form_methods
def caseload(request):
    """`whose`: the key of who has them now; without it, oneself."""
    user = request.user
    colleagues = User.objects.visible_to(user).filter(role=Role.SOCIAL_WORKER, organisation=user.organisation_id)
    whose = request.GET.get("whose", "")
    of_whom = get_visible_or_404(User.objects, user, pk=whose) if whose.isdecimal() else user
    households = _to_hand_over(user, of_whom)
    audit.look(request, "household.caseload", of_whom)

    def act(form):
        actions.hand_caseload(
            households=form.taken,
            worker=form.cleaned_data["worker"],
            notes=form.notes,
            stays_substitute=form.cleaned_data.get("stays_substitute", False),
            by=user,
        )
        count = len(form.taken)
        said = ngettext(
            "%(count)d household is now in charge of %(worker)s.",
            "%(count)d households are now in charge of %(worker)s.",
            count,
        )
        return reverse("beneficiaries:households"), said % {"count": count, "worker": form.cleaned_data["worker"]}

    context = {
        "title": _("Hand over a caseload"),
        "back": reverse("beneficiaries:households"),
        "of_whom": of_whom,
        "colleagues": colleagues,
        "households": households,
        "submit": _("Hand over"),
    }
    return form_page(
        request,
        lambda data: CaseloadForm(data, households=households, of_whom=of_whom, user=user),
        act,
        template="beneficiaries/caseload.html",
        context=context,
    )


def _to_hand_over(user, of_whom):
    rows = Household.objects.visible_to(user).filter(worker=of_whom).select_related("worker", "substitute")
    return [row for row in rows.order_by("name", "pk") if row.can_be_handed_over_by(user)]

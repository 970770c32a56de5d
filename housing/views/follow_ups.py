"""A follow-up after the exit."""

from functools import partial

from django.http import Http404
from django.utils.translation import gettext as _

from housing import actions
from housing.forms.follow_ups import FollowUpForm
from housing.models import ExitFollowUp
from housing.workflow import Step, steps_open_to
from wemix import audit
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods


@require_form_methods
@role_required(*CASE_WORKERS)
def record(request, pk):
    """Only one that is due: what is recorded stays as it is, and who was writing the same meanwhile is told."""
    rows = ExitFollowUp.objects.select_related("stay__household", "by")
    rows = rows.due() if request.method == "GET" else rows.come()
    follow_up = get_visible_or_404(rows, request.user, pk=pk)
    stay = follow_up.stay
    if request.method == "GET" and Step.FOLLOW_UP not in steps_open_to(stay, request.user):
        raise Http404
    audit.look(request, "stay.page", stay)
    back = stay.get_absolute_url()

    def act(form):
        actions.record_follow_up(follow_up=form.instance, by=request.user)
        return back, _("Recorded.")

    title = str(follow_up)
    context = {
        "title": f"{title[:1].upper()}{title[1:]}",
        "lede": _("%(household)s, who left on %(day)s.")
        % {"household": stay.household, "day": f"{stay.ended_on:%d/%m/%Y}"},
        "back": back,
    }
    return form_page(request, partial(FollowUpForm, instance=follow_up), act, context=context)

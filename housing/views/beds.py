"""Who of a household has a bed in its home, where file and home disagree."""

from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import HouseholdMembership
from housing import actions
from housing.forms.absences import LeaveBedForm, SettleForm
from housing.models import Occupant, PlaceUse, Stay
from wemix import audit
from wemix.access import TEAM, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.periods import on


@role_required(*TEAM)
@require_form_methods
def settle(request, pk, person_pk):
    """A bed for who belongs to the household, or none because they sleep elsewhere."""
    stay = _running(request, pk)
    today = timezone.localdate()
    members = HouseholdMembership.objects.filter(on(today), household=stay.household).select_related("person")
    member = get_visible_or_404(members, request.user, person=person_pk)
    uses = (
        PlaceUse.objects.visible_to(request.user)
        .on(today)
        .filter(stay=stay)
        .select_related("place__unit__building", "unit")
    )

    def act(form):
        said = form.cleaned_data
        if said["where"] == SettleForm.ELSEWHERE:
            actions.sleeps_elsewhere(use=said["use"], person=member.person, on=said["on"], by=request.user)
            return stay.get_absolute_url(), _("Recorded: of the household, with no bed here.")
        actions.settle_in(
            use=said["use"],
            person=member.person,
            on=said["on"],
            excess_reason=said["excess_reason"],
            by=request.user,
        )
        return stay.get_absolute_url(), _("Recorded: sleeps here.")

    context = {"title": _("Who sleeps here?"), "lede": member.person, "back": stay.get_absolute_url()}
    since = max(member.starts_on, stay.started_on)
    return form_page(
        request, lambda data: SettleForm(data, uses=uses, since=since, person=member.person), act, context=context
    )


@role_required(*TEAM)
@require_form_methods
def leave(request, pk, person_pk):
    """Sleeps here no more, whatever the household's file says."""
    stay = _running(request, pk)
    sleepers = Occupant.objects.on(timezone.localdate()).filter(place_use__stay=stay).select_related("person")
    sleeper = get_visible_or_404(sleepers, request.user, person=person_pk)

    def act(form):
        actions.leave_stay(stay=stay, person=sleeper.person, on=form.first_night_elsewhere, by=request.user)
        return stay.get_absolute_url(), _("Recorded: sleeps here no more.")

    context = {
        "title": _("Sleeps here no more"),
        "lede": sleeper.person,
        "back": stay.get_absolute_url(),
        "submit": _("Record"),
    }
    return form_page(request, lambda data: LeaveBedForm(data, since=sleeper.starts_on), act, context=context)


def _running(request, pk):
    stays = Stay.objects.select_related("household")
    stay = get_visible_or_404(stays, request.user, pk=pk, state=Stay.State.RUNNING)
    audit.look(request, "stay.page", stay)
    return stay

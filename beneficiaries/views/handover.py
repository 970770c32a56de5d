"""A household passes on: to a colleague at once, to another body by an act of both."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries import actions
from beneficiaries.forms.handover import ColleagueForm, HandoverAnswerForm, ToBodyForm
from beneficiaries.models import Handover, Household
from beneficiaries.views.reach import household_page
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods


def _in_charge(request, pk):
    """The household, if it is this social worker's to hand over."""
    household = get_visible_or_404(Household.objects.select_related("worker"), request.user, pk=pk)
    if not household.can_be_handed_over_by(request.user):
        raise PermissionDenied
    return household


@role_required(Role.SOCIAL_WORKER)
@require_form_methods
def to_colleague(request, pk):
    household = _in_charge(request, pk)

    def act(form):
        worker, substitute = form.cleaned_data["worker"], form.cleaned_data["substitute"]
        actions.hand_to_colleague(household=household, worker=worker, substitute=substitute, by=request.user)
        return household_page(household), _("Now in charge: %(worker)s.") % {"worker": worker}

    return form_page(
        request,
        lambda data: ColleagueForm(data, household=household, user=request.user),
        act,
        context={
            "title": _("Who is in charge"),
            "lede": household.name,
            "back": household_page(household),
        },
    )


@role_required(Role.SOCIAL_WORKER)
@require_form_methods
def to_body(request, pk):
    household = _in_charge(request, pk)

    def act(form):
        asked = actions.ask_handover(
            household=household,
            to_organisation=form.cleaned_data["to_organisation"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
        sentence = _("Asked. %(body)s takes over when it accepts; until then nothing changes.")
        return household_page(household), sentence % {"body": asked.to_organisation}

    return form_page(
        request,
        lambda data: ToBodyForm(data, household=household, user=request.user),
        act,
        template="beneficiaries/handover_ask.html",
        context={
            "title": _("Hand over to another body"),
            "lede": household.name,
            "back": household_page(household),
            "submit": _("Ask"),
        },
    )


@role_required(Role.SOCIAL_WORKER)
@require_form_methods
def take_back(request, pk):
    rows = Handover.objects.select_related("household__worker", "to_organisation").waiting()
    handover = get_visible_or_404(rows, request.user, pk=pk)
    household = handover.household
    if not household.can_be_handed_over_by(request.user):
        raise PermissionDenied

    def act(form):
        actions.take_handover_back(handover=handover, by=request.user)
        return household_page(household), _("Taken back. The household stays with your body.")

    return form_page(
        request,
        PageForm,
        act,
        template="confirm.html",
        context={
            "title": _("Take the handover back"),
            "lede": household.name,
            "warning": _("%(body)s is not asked any more to take this household over.")
            % {"body": handover.to_organisation},
            "back": household_page(household),
            "submit": _("Take back"),
        },
    )


@role_required(Role.SOCIAL_WORKER)
@require_form_methods
def answer(request, pk):
    rows = Handover.objects.select_related("household__organisation", "to_organisation", "asked_by").waiting()
    handover = get_visible_or_404(rows, request.user, pk=pk)
    if handover.to_organisation_id != request.user.organisation_id:
        raise PermissionDenied
    audit.record(audit.Action.LOOK, "handover.page", handover, by=request.user)

    def act(form):
        actions.answer_handover(handover=handover, accepted=form.accepted, by=request.user)
        if form.accepted:
            return household_page(handover.household), _("The household is in your charge now.")
        return reverse("home"), _("Declined. The household stays where it is.")

    return form_page(
        request,
        HandoverAnswerForm,
        act,
        template="beneficiaries/handover_answer.html",
        context={"title": _("A household is handed to you"), "handover": handover, "back": reverse("home")},
    )

"""Households: the list, the page of one, and what is changed of it as a whole."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beneficiaries import actions
from beneficiaries.forms.household import HouseholdForm, NeedsForm
from beneficiaries.models import Handover, Household, HouseholdMembership, Need
from beneficiaries.models.need import NeedKind
from beneficiaries.tables import HouseholdFilter, HouseholdTable, listed
from beneficiaries.views.reach import household_page, household_to_change, members_today
from beneficiaries.views.registration import REGISTRARS
from beneficiaries.vocabularies.people import Answer, kinship_label
from wemix import audit, sockets
from wemix.access import CASE_WORKERS, get_visible_or_404, role_required
from wemix.pages import form_page, require_form_methods
from wemix.tables import paged


@role_required(*CASE_WORKERS)
@require_GET
def household_list(request):
    filter = HouseholdFilter(request.GET, queryset=listed(request.user), request=request)
    own = request.user.is_social_worker and request.GET.get("whose") != "passed"
    table = HouseholdTable(filter.qs, user=request.user, exclude=["organisation"] if own else [])
    paged(table, request)
    context = {"filter": filter, "table": table, "count": table.paginator.count}
    return render(request, "beneficiaries/household_list.html", context | {"may_register": _may_register(request.user)})


def _may_register(user):
    return user.role in REGISTRARS


@role_required(*CASE_WORKERS)
@require_GET
def household(request, pk):
    user = request.user
    rows = Household.objects.select_related("organisation", "worker", "substitute", "registered_by__organisation")
    household = get_visible_or_404(rows, user, pk=pk)
    audit.record(audit.Action.LOOK, "household.page", household, by=user)
    context = {
        "household": household,
        "members": _members(household, user),
        "left": _left(household, user),
        "needs": _needs(household, user),
        "steps": sockets.line_of_work.gather(household, user),
        "panels": _panels(household, user, request),
        "may_change": household.can_be_changed_by(user),
        "may_hand_over": household.can_be_handed_over_by(user),
        "handover": Handover.objects.visible_to(user).waiting().filter(household=household).first(),
        "shows_secrecy": household.is_protected and not household.is_hidden_from(user),
    }
    return render(request, "beneficiaries/household_page.html", context)


def _members(household, user):
    members = members_today(household, user).prefetch_related("person__phones", "person__permits")
    for member in members:
        member.label = kinship_label(member.kinship, member.person.sex)
    return members


def _left(household, user):
    """Who belonged to the household once."""
    rows = HouseholdMembership.objects.visible_to(user).filter(household=household, ends_on__lte=timezone.localdate())
    return rows.select_related("person").order_by("-ends_on")


def _needs(household, user):
    """(question, [answers]): the household's own answer first, «not known» where nobody answered."""
    given = Need.objects.visible_to(user).filter(household=household).select_related("person")
    of_household = {need.kind: need for need in given if need.person_id is None}
    of_people = {kind: [need for need in given if need.person_id and need.kind == kind] for kind in NeedKind}
    unknown = Answer.UNKNOWN
    return [
        (kind.label, of_household.get(kind) or Need(kind=kind, answer=unknown), of_people[kind]) for kind in NeedKind
    ]


def _panels(household, user, request):
    """The parts that every floor shows of a household, each rendered with its own context."""
    panels = sorted(sockets.household_panels.gather(household, user), key=lambda panel: panel.order)
    return [render_to_string(panel.template, panel.context, request) for panel in panels]


@role_required(*CASE_WORKERS)
@require_form_methods
def edit(request, pk):
    household = household_to_change(request, pk)
    members = members_today(household, request.user)

    def act(form):
        actions.change_household(
            household=form.instance,
            head=form.cleaned_data["head"],
            by=request.user,
            fields=form.changed_data,
            secret=form.cleaned_data.get("address_secret"),
        )
        return household_page(household), _("Saved.")

    return form_page(
        request,
        lambda data: HouseholdForm(data, instance=household, members=members),
        act,
        context={"title": _("Change the household"), "lede": household.name, "back": household_page(household)},
    )


@role_required(*CASE_WORKERS)
@require_form_methods
def needs(request, pk):
    household = household_to_change(request, pk)
    return needs_page(request, household, None, household_page(household))


def needs_page(request, household, person, back):
    """The needs of a household, or of one of its people."""
    before = Need.objects.visible_to(request.user).filter(household=household, person=person)

    def act(form):
        actions.answer_needs(
            household=household, person=person, answers=form.answers(), notes=form.notes(), by=request.user
        )
        return back, _("Saved.")

    return form_page(
        request,
        lambda data: NeedsForm(data, whose=person or household, needs=before),
        act,
        template="beneficiaries/household_needs.html",
        context={"title": _("What the home must have"), "lede": person or household.name, "back": back},
    )

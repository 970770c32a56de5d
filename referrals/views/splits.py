"""A household divides: chosen, looked at, done; and undone, by two where it protects somebody."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from beneficiaries.models import HouseholdSplit
from beneficiaries.splits import ask_undo
from beneficiaries.views.reach import household_page, household_to_change, members_today
from referrals.actions.splits import divide_household, undo_division, why_not_undone
from referrals.forms.splits import ReasonForm, SplitForm
from referrals.split_preview import preview
from wemix import audit
from wemix.access import Role, get_visible_or_404, role_required
from wemix.forms import PageForm
from wemix.pages import form_page, require_form_methods


@role_required(Role.COORDINATOR)
@require_form_methods
def split(request, pk):
    """What is chosen stands in the address; it is looked at, and then sent."""
    household = household_to_change(request, pk)
    members = members_today(household, request.user)
    choices = SplitForm(request.GET or None, household=household, members=members, user=request.user)
    frame = {"title": _("The household divides"), "lede": household.name, "back": household_page(household)}
    if not choices.is_bound or not choices.is_valid():
        status = 422 if choices.is_bound else 200
        return render(request, "referrals/split_choose.html", frame | {"form": choices}, status=status)
    return _confirm(request, household, choices, frame)


def _confirm(request, household, choices, frame):
    division, place = choices.division, choices.cleaned_data.get("place")
    new, old = preview(division, where=choices.where_to, place=place, stay=choices.stay, by=request.user)

    def act(form):
        decided = _with_reason(division, form.cleaned_data["reason"])
        made = divide_household(division=decided, where=choices.where_to, place=place, by=request.user)
        return household_page(made.new_household), _("Divided. This is the file of those who went.")

    context = {"new": new, "old": old, "division": division, "submit": _("Divide")}
    make_form = partial(ReasonForm, beyond_the_law=choices.beyond_the_law)
    return form_page(request, make_form, act, template="referrals/split.html", context=frame | context)


def _with_reason(division, reason):
    return type(division)(**division.__dict__ | {"reason": reason})


@role_required(Role.COORDINATOR)
@require_form_methods
def undo(request, pk):
    rows = HouseholdSplit.objects.standing().select_related("household", "new_household", "by", "undo_asked_by")
    made = get_visible_or_404(rows, request.user, pk=pk)
    audit.look(request, "household.page", made)
    hindrances = why_not_undone(made)
    asks = made.is_protective and made.undo_asked_by is None
    may = asks or made.may_be_undone_by(request.user)
    if request.method == "POST" and not may:
        raise PermissionDenied

    def act(form):
        if asks:
            ask_undo(made, by=request.user)
            return household_page(made.household), _("Asked. Another coordinator confirms it, or nothing changes.")
        undo_division(split=made, by=request.user)
        return household_page(made.household), _("Undone: they are one household again.")

    context = {
        "title": _("Undo the division"),
        "lede": made.household,
        "back": household_page(made.household),
        "split": made,
        "hindrances": hindrances,
        "waits_for_another": made.is_protective and not asks and not may,
        "may_send": may and not hindrances,
        "submit": _("Ask to undo it") if asks else _("Undo the division"),
    }
    return form_page(
        request, partial(PageForm, instance=made), act, template="referrals/split_undo.html", context=context
    )

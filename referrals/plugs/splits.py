"""A household that divides, or divided: on its page, for coordinators alone; and on the day's page of who confirms."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import HouseholdSplit
from wemix import sockets
from wemix.sockets import Panel, Task, TaskRow


def plug():
    sockets.household_panels.plug(panel)
    sockets.today.plug(tasks)


def panel(household, user):
    if not user.is_coordinator:
        return []
    rows = HouseholdSplit.objects.visible_to(user).standing().select_related("household", "new_household")
    rows = rows.filter(Q(household=household) | Q(new_household=household))
    may_divide = household.can_be_changed_by(user) and household.members_on(timezone.localdate()).count() > 1
    shown = {"splits": rows, "household": household, "may_divide": may_divide}
    return [Panel(95, "referrals/_splits_panel.html", shown)] if rows or may_divide else []


def tasks(user):
    """Of who must not confirm it alone, nothing is asked."""
    if not user.is_coordinator:
        return []
    asked = HouseholdSplit.objects.visible_to(user).standing().filter(undo_asked_by__isnull=False)
    rows = tuple(
        TaskRow(
            str(split.household),
            reverse("referrals:split_undo", args=[split.pk]),
            since=timezone.localdate(split.undo_asked_at),
            note=str(split.undo_asked_by),
            of=split.pk,
        )
        for split in asked.exclude(undo_asked_by=user).select_related("household", "undo_asked_by")
    )
    return [Task("households.undo_split", _("Asked: to undo a division that protects somebody"), rows, order=7)]

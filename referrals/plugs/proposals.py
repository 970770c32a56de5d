"""What proposals plug into the page of today: nothing lapses by itself, so somebody must decide."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.models import Proposal
from wemix import sockets
from wemix.sockets import Task, TaskRow


def plug():
    sockets.today.plug(holds_that_ended)


def holds_that_ended(user):
    """Proposals whose day to answer has come: accepted, declined, or taken back."""
    if not user.is_coordinator:
        return []
    rows = Proposal.objects.visible_to(user).open().filter(held_until__lte=timezone.localdate())
    rows = rows.with_places().select_related("household").order_by("held_until", "pk")
    title = _("Homes held until today or before: what did the household answer?")
    return [Task("referrals.hold_ended", title, tuple(map(proposal_row, rows)), order=5)]


def proposal_row(proposal):
    url = reverse("referrals:proposal", args=[proposal.pk])
    return TaskRow(
        str(proposal.household),
        url,
        due=proposal.held_until,
        note=proposal.home,
        of=f"{proposal.pk}:{proposal.held_until}",
        worker=proposal.household.worker_id,
    )

"""What referrals know of a stay: whom to tell what happens in it, and its steps that move the referral too."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from housing.models import PlaceUse
from housing.workflow import Step as StepOfStay
from referrals.models import Proposal, ProposedBed, Referral
from referrals.next_steps import step_url
from referrals.notifications import alarm_the_team, tell_both_sides
from referrals.workflow import Step, steps_open_to
from wemix import sockets
from wemix.sockets import Task, TaskRow

OF_A_STAY = (Step.HOUSE, Step.FALL_THROUGH, Step.CLOSE)
LABELS = {Step.CLOSE: StepOfStay.END.label}  # of a referral it is the closing, of a stay the leaving


def plug():
    sockets.stay_news.plug(tell)
    sockets.stay_alarms.plug(alarm)
    sockets.stay_steps.plug(steps)
    sockets.today.plug(tasks)


def tell(stay, what, by):
    referral = _of(stay)
    return tell_both_sides(referral, what, by=by) if referral else []


def alarm(stay, what, by):
    referral = _of(stay)
    return alarm_the_team(referral, what, by=by) if referral else []


def _of(stay):
    return Referral.objects.select_related("household").filter(stay=stay).first()


def steps(stay, user):
    """Keys, who did not arrive, the leaving."""
    referral = Referral.objects.visible_to(user).select_related("household", "stay").filter(stay=stay).first()
    if referral is None:
        return []
    back = urlencode({"next": stay.get_absolute_url()})
    return [
        {
            "label": LABELS.get(step, step.label),
            "url": f"{step_url(referral, step)}?{back}",
            "aside": step == Step.FALL_THROUGH,
        }
        for step in steps_open_to(referral, user)
        if step in OF_A_STAY
    ]


def tasks(user):
    """A home that was held for a proposal, and whose people stay on."""
    if not user.is_team:
        return []
    held = PlaceUse.objects.filter(displaced_at__isnull=False, kind=PlaceUse.Kind.HOLD)
    more_beds = ProposedBed.objects.filter(proposal=OuterRef("pk"), hold__in=held)
    left = Proposal.objects.visible_to(user).open().filter(Q(hold__in=held) | Exists(more_beds))
    rows = tuple(
        TaskRow(
            str(proposal.household),
            reverse("referrals:proposal", args=[proposal.pk]),
            due=proposal.entry_on,
            note=str(proposal.place),
            of=proposal.pk,
        )
        for proposal in left.select_related("household", "place__unit__building")
    )
    title = _("Proposed, and the home is still lived in")
    return [Task("referrals.still_lived_in", title, rows, order=12, mine=user.is_coordinator)]

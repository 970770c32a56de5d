"""What referrals tell on a household's timeline: the steps taken. Of a secret address only who may know of the home."""

from django.urls import reverse

from referrals.event_words import step_taken
from referrals.models import ReferralEvent
from wemix import sockets
from wemix.timeline import Kind, Moment


def plug():
    sockets.timeline.plug(told)


def told(household, user):
    if household.is_hidden_from(user):
        return []
    events = ReferralEvent.objects.visible_to(user).filter(household=household).select_related("by")
    return [
        Moment(
            event.at,
            Kind.REFERRAL,
            step_taken(event),
            event.note,
            by=event.by,
            url=reverse("referrals:detail", args=[event.referral_id]),
            icon="arrow-right",
        )
        for event in events
    ]

"""What housing tells on a household's timeline: the steps of its stays."""

from django.urls import reverse

from housing.event_words import step_taken, what_was_said
from housing.line_of_stay import ICONS
from housing.models import StayEvent
from wemix.timeline import Kind, Moment


def told(household, user):
    events = (
        StayEvent.objects.visible_to(user)
        .filter(household=household)
        .select_related("by", "correction", "exit_correction")
    )
    return [
        Moment(
            event.at,
            Kind.STAY,
            step_taken(event),
            what_was_said(event, with_told=False),
            by=event.by,
            url=reverse("housing:stay", args=[event.stay_id]),
            icon=ICONS.get(event.step, "pa"),
        )
        for event in events
    ]

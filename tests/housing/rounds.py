"""A household that lives here, and what is seen of it in rounds, for tests."""

from datetime import timedelta

from django.utils import timezone

from housing import actions
from housing.models import Occupant, PresenceRound
from housing.models.presences import day_of_round

DAY = timedelta(days=1)


def begin(by, ago=0, part="evening"):
    """A round of so many days ago, opened an hour ago."""
    opened = timezone.now() - timedelta(hours=1)
    made = PresenceRound(part=part, day=day_of_round() - ago * DAY, opened_at=opened)
    actions.open_round(round=made, by=by)
    return made


def see(round, person, answer, by, at=None):
    """`at`: minutes ago."""
    occupant = Occupant.objects.filter(person=person).order_by("-starts_on", "-pk").first()
    seen_at = timezone.now() - timedelta(minutes=at or 0)
    actions.record_presences(round=round, said=[(occupant, answer)], seen_at=seen_at, by=by)


def close(round, by):
    actions.close_round(round=round, by=by)
    round.refresh_from_db()

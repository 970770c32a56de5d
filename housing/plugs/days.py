"""The days of stays in somebody's calendar: entries and exits planned, follow-ups, declarations to deliver."""

from beneficiaries.plugs.days import days_of
from housing.models import ExitFollowUp, HospitalityDeclaration, Stay
from wemix.access import TEAM


def appointments(user, first, last):
    """What this person's roles see; of a household that is hidden, denied or protected nothing."""
    stays, within = Stay.objects.visible_to(user), (first, last)
    entries = stays.filter(state=Stay.State.PLANNED, planned_from__range=within)
    exits = stays.running().filter(planned_until__range=within)
    follow_ups = ExitFollowUp.objects.visible_to(user).to_do().filter(due_on__range=within)
    return [
        *days_of(entries, user, "stays.entry", "planned_from"),
        *days_of(exits, user, "stays.exit", "planned_until"),
        *days_of(follow_ups, user, "stays.follow_up", "due_on"),
        *_declarations(user, first, last),
    ]


def _declarations(user, first, last):
    if user.role not in TEAM:
        return []
    rows = HospitalityDeclaration.objects.visible_to(user).to_deliver().filter(due_at__date__range=(first, last))
    return days_of(rows, user, "stays.declaration", "due_at")

"""Rows of households as days of somebody's calendar."""

from django.db.models import Q

from wemix.sockets import Appointment


def days_of(rows, user, kind, field):
    """Of a sending body's, those of one's own households; of protected people never any."""
    rows = rows.filter(household__is_protected=False)
    if user.is_social_worker:
        rows = rows.filter(Q(household__worker=user) | Q(household__substitute=user))
    return [Appointment(f"{kind}:{key}", day) for key, day in rows.order_by(field, "pk").values_list("pk", field)]

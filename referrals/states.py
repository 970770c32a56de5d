"""The states of a referral and their named groups. Imports nothing of ours: anyone may read it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("sent")
    IN_REVIEW = "in_review", _("in review")
    ASKED = "asked", _("asked for more")
    WAITING = "waiting", _("on the waiting list")
    PROPOSED = "proposed", _("home proposed")
    ACCEPTED = "accepted", _("accepted")
    HOUSED = "housed", _("housed")
    CLOSED = "closed", _("closed")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENDED = (State.CLOSED, State.NOT_ELIGIBLE, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in ENDED)
BEING_WEIGHED = (State.SUBMITTED, State.IN_REVIEW, State.ASKED)
WITH_A_DECISION = (State.WAITING, State.PROPOSED, State.ACCEPTED, State.HOUSED, State.CLOSED, State.NOT_ELIGIBLE)
WITH_A_STAY = (State.ACCEPTED, State.HOUSED, State.CLOSED)

# What people of the sending body other than the named worker read of a protected household, at every state
# after the sending: that it is being dealt with, and nothing more.
NEUTRAL = _("being followed")

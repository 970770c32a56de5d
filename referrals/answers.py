"""What follows an answer to a proposal: the one table from a reason to its effect.

No answer costs the place in the order.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.need import NeedKind


class Effect(TextChoices):
    KEEP = "keep", _("stays on the list, in its place of the order")
    PARK = "park", _("on pause until a day")
    ASK_AGAIN = "ask_again", _("asked again on a day")
    REASSESS = "reassess", _("weighed again by the team")
    CORRECT_DATUM = "correct_datum", _("the sending body is asked to put a datum right")
    CORRECT_UNIT = "correct_unit", _("the data of the flat are to be put right")


WITH_A_DAY = (Effect.PARK, Effect.ASK_AGAIN)


class DeclineReason(TextChoices):
    """Why the household says no."""

    TOO_FAR = "TOO_FAR", _("Too far from school or work")
    TOO_SMALL = "TOO_SMALL", _("Too small")
    SHARED = "SHARED", _("Does not want a shared flat")
    STEPS = "STEPS", _("Steps or floor")
    NEIGHBOURS = "NEIGHBOURS", _("The people who live there")
    OTHER_HOME = "OTHER_HOME", _("Found another home")
    NOT_NOW = "NOT_NOW", _("Not now")
    NO_ANSWER = "NO_ANSWER", _("No answer")
    UNIT_FAULT = "UNIT_FAULT", _("Something wrong with the flat")
    TEAM_MISTAKE = "TEAM_MISTAKE", _("A datum was wrong")
    OTHER = "OTHER", _("Something else")


class TakeBackReason(TextChoices):
    """Why the team takes a proposal back."""

    UNUSABLE = "UNUSABLE", _("The flat can't be used: a fault, or works")
    NEEDED = "NEEDED", _("The place is needed for an emergency")
    WRONG_DATUM = "WRONG_DATUM", _("A datum of the household was wrong")
    CHANGED = "CHANGED", _("The household's situation has changed")
    SILENT = "SILENT", _("The household did not answer in time")
    AWAY = "AWAY", _("The household is away: hospital, journey")
    MISTAKE = "MISTAKE", _("Proposed by mistake")
    WITHDRAWN = "WITHDRAWN", _("The sending body withdrew the request")
    OTHER = "OTHER", _("Something else")


class PauseReason(TextChoices):
    """Why nothing is proposed for a while. A reason that parks is one of these, by the same code."""

    NOT_NOW = "NOT_NOW", _("Not now")
    AWAY = "AWAY", _("The household is away: hospital, journey")
    NOT_FOUND = "NOT_FOUND", _("The household can't be reached")
    OTHER = "OTHER", _("Something else")


@dataclass(frozen=True)
class Consequence:
    effect: Effect
    rule: str = ""  # of the matching: the one that let it pass
    datum: str = ""  # to be put right, where the reason says which


HOUSEHOLD_SAYS = {
    DeclineReason.TOO_FAR: Consequence(Effect.KEEP),
    DeclineReason.TOO_SMALL: Consequence(Effect.KEEP, rule="size"),
    DeclineReason.SHARED: Consequence(Effect.CORRECT_DATUM, rule="shared", datum="SHARED"),
    DeclineReason.STEPS: Consequence(Effect.CORRECT_DATUM, rule="access", datum="STEP_FREE"),
    DeclineReason.NEIGHBOURS: Consequence(Effect.KEEP, rule="company"),
    DeclineReason.OTHER_HOME: Consequence(Effect.REASSESS),
    DeclineReason.NOT_NOW: Consequence(Effect.PARK, rule="date"),
    DeclineReason.NO_ANSWER: Consequence(Effect.ASK_AGAIN),
    DeclineReason.UNIT_FAULT: Consequence(Effect.CORRECT_UNIT, rule="closed"),
    DeclineReason.TEAM_MISTAKE: Consequence(Effect.CORRECT_DATUM),
    DeclineReason.OTHER: Consequence(Effect.KEEP),
}
TEAM_SAYS = {
    TakeBackReason.UNUSABLE: Consequence(Effect.CORRECT_UNIT, rule="closed"),
    TakeBackReason.NEEDED: Consequence(Effect.KEEP),
    TakeBackReason.WRONG_DATUM: Consequence(Effect.CORRECT_DATUM),
    TakeBackReason.CHANGED: Consequence(Effect.REASSESS),
    TakeBackReason.SILENT: Consequence(Effect.ASK_AGAIN),
    TakeBackReason.AWAY: Consequence(Effect.PARK),
    TakeBackReason.MISTAKE: Consequence(Effect.KEEP),
    TakeBackReason.OTHER: Consequence(Effect.KEEP),
}

DATA = dict(NeedKind.choices) | {  # what may be put right, as questions name it
    "members": _("Who belongs to the household"),
    "needed_from": _("A home is needed from"),
    "ages": _("Ages of those who belong to the household"),
    "planned_days": _("Planned stay, in days"),
    "secret_address": _("Whether the address must stay secret"),
}


def consequence_of(proposal):
    """Of an answer that was no; None of the others, and of what the sender withdrew."""
    return HOUSEHOLD_SAYS.get(proposal.decline_reason) or TEAM_SAYS.get(proposal.take_back_reason)

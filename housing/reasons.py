"""Why something happens in a stay: short lists to pick from. A code is stable: rows and files keep it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.terms import Vocabulary

OTHER = pgettext_lazy("reason", "Other reason")


class EntryUndone(TextChoices):
    """Why nobody entered."""

    NOT_ARRIVED = "NOT_ARRIVED", _("Did not arrive")
    CHANGED_MIND = "CHANGED_MIND", _("Changed their mind")
    OTHER_HOME = "OTHER_HOME", _("Have found another home")
    HOME_GONE = "HOME_GONE", _("The home is not available any more")
    WITHDRAWN = "WITHDRAWN", _("The request was withdrawn")
    OTHER = "OTHER", OTHER


class ExtensionReason(Vocabulary, name="extension_reason", title=_("reasons for an extension")):
    HOME_FOUND = "HOME_FOUND", _("A home is found, and not ready yet")
    HOME_SEARCH = "HOME_SEARCH", _("The search for a home takes longer")
    PUBLIC_HOUSING = "PUBLIC_HOUSING", _("Public housing is on its way")
    WORK = "WORK", _("Work, or training, to bring to its end")
    SCHOOL = "SCHOOL", _("The end of the school year")
    HEALTH = "HEALTH", _("Health")
    PAPERS = "PAPERS", _("Papers on their way")
    OTHER = "OTHER", OTHER


class ExtensionRefusal(TextChoices):
    OTHER_HOME = "OTHER_HOME", _("Another home is ready")
    LONGEST_STAY = "LONGEST_STAY", _("The longest stay is reached")
    PROMISED = "PROMISED", _("The home is promised to others")
    STANDS_STILL = "STANDS_STILL", _("The life project does not move on")
    HOUSE_RULES = "HOUSE_RULES", _("The house rules are not kept")
    OTHER = "OTHER", OTHER


class StaysOn(TextChoices):
    """Why somebody is still here after the day of leaving."""

    HOME_SOON = "HOME_SOON", _("The next home is ready in some days")
    NOWHERE = "NOWHERE", _("There is nowhere to go")
    HEALTH = "HEALTH", _("Health")
    MINORS = "MINORS", _("For the sake of minors")
    UNWILLING = "UNWILLING", _("Does not want to leave")
    OTHER = "OTHER", OTHER


class CorrectionReason(TextChoices):
    TYPED_WRONG = "TYPED_WRONG", _("Written wrongly")
    KNOWN_LATER = "KNOWN_LATER", _("Known only afterwards")
    PAPERS = "PAPERS", _("As the signed papers say")
    OTHER = "OTHER", OTHER

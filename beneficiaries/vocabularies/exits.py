"""Why a stay ended and where people went, with the HMIS codes (FY 2024) and what counts as a good end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.terms import Vocabulary


class ExitReason(Vocabulary, name="exit_reason", title=_("reasons for leaving")):
    GOALS_REACHED = "GOALS_REACHED", _("Project concluded well")
    END_OF_TERM = "END_OF_TERM", _("End of the agreed term")
    VOLUNTARY = "VOLUNTARY", _("Own choice, or left the project")
    TRANSFER_PROJECT = "TRANSFER_PROJECT", _("Moved to another project")
    HIGHER_NEED = "HIGHER_NEED", _("Moved to a place with more protection")
    RULES_BREACH = "RULES_BREACH", _("Withdrawn for breach of the house rules")
    VIOLENCE = "VIOLENCE", _("Withdrawn for violence")
    ABSENCE = "ABSENCE", _("Went away, cannot be found")
    DETENTION = "DETENTION", _("Detention")
    HOSPITAL_LONG = "HOSPITAL_LONG", _("Long stay in hospital")
    REPATRIATION = "REPATRIATION", _("Return to the country of origin")
    DEATH = "DEATH", _("Death")
    SITE_CLOSURE = "SITE_CLOSURE", _("The home closed")
    OTHER = "OTHER", pgettext_lazy("reason", "Other reason")


class ExitGroup(TextChoices):
    PERMANENT = "PERMANENT", _("Permanent home")
    TEMPORARY = "TEMPORARY", _("Temporary home")
    HOMELESS = "HOMELESS", _("Homelessness")
    PROTECTED = "PROTECTED", _("Protected place")
    INSTITUTIONAL = "INSTITUTIONAL", _("Institution")
    OTHER = "OTHER", _("Other destinations")


class ExitOutcome(TextChoices):
    """What the share of positive exits is counted from: excluded ones are in no denominator."""

    POSITIVE = "POSITIVE", _("Positive exit")
    NEUTRAL = "NEUTRAL", _("Neutral exit")
    NEGATIVE = "NEGATIVE", _("Negative exit")
    EXCLUDED = "EXCLUDED", _("Not counted")
    NO_DATA = "NO_DATA", _("No data")


class ExitDestination(Vocabulary, name="exit_destination", title=_("destinations of who leaves")):
    RENT_MARKET = "RENT_MARKET", _("Rented on the market")
    RENT_SUPPORTED = "RENT_SUPPORTED", _("Rented with support (Lo.C.A.Re., grant, agreed rent)")
    ERP = "ERP", _("Public housing (ERP/ATC)")
    OWNED = "OWNED", _("Own home")
    FAMILY_STABLE = "FAMILY_STABLE", _("With family, to stay")
    FRIENDS_STABLE = "FRIENDS_STABLE", _("With friends or people of the same origin, to stay")
    EMPLOYER_HOUSING = "EMPLOYER_HOUSING", _("Home given by the employer")
    COHOUSING = "COHOUSING", _("Cohousing, social housing")
    OTHER_TRANSITIONAL = "OTHER_TRANSITIONAL", _("Another transitional project")
    SAI_CAS = "SAI_CAS", _("SAI or CAS")
    FAMILY_TEMP = "FAMILY_TEMP", _("With family, for a while")
    FRIENDS_TEMP = "FRIENDS_TEMP", _("With friends, for a while")
    HOTEL = "HOTEL", _("Hotel or rooms, at own expense")
    EMERGENCY_SHELTER = "EMERGENCY_SHELTER", _("Dormitory or emergency shelter")
    STREET = "STREET", _("Street, car, settlement")
    SAFE_HOUSE = "SAFE_HOUSE", _("Anti-violence safe house")
    THERAPEUTIC = "THERAPEUTIC", _("Therapeutic community")
    PSYCHIATRIC = "PSYCHIATRIC", _("Psychiatric facility")
    HOSPITAL = "HOSPITAL", _("Hospital")
    CARE_HOME = "CARE_HOME", _("Care home")
    PRISON = "PRISON", _("Prison")
    MINORS_COMMUNITY = "MINORS_COMMUNITY", _("Community for minors, or for mother and child")
    ABROAD = "ABROAD", _("Abroad, or back to the country of origin")
    DECEASED = "DECEASED", _("Deceased")
    UNKNOWN = "UNKNOWN", pgettext_lazy("destination", "Not known, or cannot be found")

    @property
    def hmis(self):
        return DESTINATION_FACTS[self][0]

    @property
    def group(self):
        return DESTINATION_FACTS[self][1]

    @property
    def outcome(self):
        return DESTINATION_FACTS[self][2]

    @property
    def mappings(self):
        return {"HMIS": str(self.hmis), "We Mix": f"{self.group}, {self.outcome}"}

    @property
    def told(self):
        """In words; that somebody is in a secret place is written nowhere."""
        return _("not shown") if self in SECRET_DESTINATIONS else self.label


# That somebody is there is never written where others read: they see "not available".
SECRET_DESTINATIONS = frozenset({ExitDestination.SAFE_HOUSE})

# HMIS code, group, outcome. A job's home goes with the job: temporary and neutral until a follow-up says more.
DESTINATION_FACTS = {
    ExitDestination.RENT_MARKET: (410, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.RENT_SUPPORTED: (435, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.ERP: (435, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.OWNED: (411, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.FAMILY_STABLE: (422, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.FRIENDS_STABLE: (423, ExitGroup.PERMANENT, ExitOutcome.POSITIVE),
    ExitDestination.EMPLOYER_HOUSING: (410, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.COHOUSING: (435, ExitGroup.TEMPORARY, ExitOutcome.POSITIVE),
    ExitDestination.OTHER_TRANSITIONAL: (302, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.SAI_CAS: (302, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.FAMILY_TEMP: (312, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.FRIENDS_TEMP: (313, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.HOTEL: (314, ExitGroup.TEMPORARY, ExitOutcome.NEUTRAL),
    ExitDestination.EMERGENCY_SHELTER: (101, ExitGroup.HOMELESS, ExitOutcome.NEGATIVE),
    ExitDestination.STREET: (116, ExitGroup.HOMELESS, ExitOutcome.NEGATIVE),
    ExitDestination.SAFE_HOUSE: (101, ExitGroup.PROTECTED, ExitOutcome.NEUTRAL),
    ExitDestination.THERAPEUTIC: (205, ExitGroup.INSTITUTIONAL, ExitOutcome.NEUTRAL),
    ExitDestination.PSYCHIATRIC: (204, ExitGroup.INSTITUTIONAL, ExitOutcome.NEUTRAL),
    ExitDestination.HOSPITAL: (206, ExitGroup.INSTITUTIONAL, ExitOutcome.NEUTRAL),
    ExitDestination.CARE_HOME: (225, ExitGroup.INSTITUTIONAL, ExitOutcome.NEUTRAL),
    ExitDestination.PRISON: (207, ExitGroup.INSTITUTIONAL, ExitOutcome.NEGATIVE),
    ExitDestination.MINORS_COMMUNITY: (215, ExitGroup.INSTITUTIONAL, ExitOutcome.NEUTRAL),
    ExitDestination.ABROAD: (17, ExitGroup.OTHER, ExitOutcome.NEUTRAL),
    ExitDestination.DECEASED: (24, ExitGroup.OTHER, ExitOutcome.EXCLUDED),
    ExitDestination.UNKNOWN: (30, ExitGroup.OTHER, ExitOutcome.NO_DATA),
}

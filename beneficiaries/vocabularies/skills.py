"""School, work and language."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Education(TextChoices):
    """Highest title: the national codes, without those of schools that no longer exist."""

    ILLITERATE = "ILLITERATE", _("Cannot read or write in the mother tongue")
    NED = "NED", _("No title of study")
    PSE = "PSE", _("Primary school certificate")
    LSE = "LSE", _("Lower secondary school diploma")
    USV = "USV", _("Vocational qualification (2–3 years)")
    IFP = "IFP", _("IeFP vocational qualification or diploma")
    USG = "USG", _("Upper secondary school diploma")
    IFTS = "IFTS", _("IFTS certificate")
    ITS = "ITS", _("ITS higher technical diploma")
    L = "L", _("Bachelor's degree")
    LS = "LS", _("Master's degree")
    RDD = "RDD", _("Doctorate")
    FOREIGN_UNRECOGNISED = "FOREIGN_UNRECOGNISED", _("Foreign title, not recognised in Italy")
    UNKNOWN = "UNKNOWN", _("Not known")


# ISCED 2011; a title not recognised has no level until somebody weighs it.
ISCED = {
    Education.ILLITERATE: 0,
    Education.NED: 0,
    Education.PSE: 1,
    Education.LSE: 2,
    Education.USV: 3,
    Education.IFP: 3,
    Education.USG: 3,
    Education.IFTS: 4,
    Education.ITS: 5,
    Education.L: 6,
    Education.LS: 7,
    Education.RDD: 8,
}


class School(IntegerChoices):
    """What a minor attends: the SINBA codes of INPS, and ours for what we don't know."""

    NONE = 1, pgettext_lazy("school", "None")
    FACILITY = 2, _("In a facility")
    NURSERY = 3, _("Nursery (0–3)")
    PRESCHOOL = 4, _("Preschool (3–6)")
    PRIMARY = 5, _("Primary school")
    LOWER_SECONDARY = 6, _("Lower secondary school")
    UPPER_SECONDARY = 7, _("Upper secondary school")
    VOCATIONAL = 8, _("Vocational training")
    UNKNOWN = 99, _("Not known")


class Employment(TextChoices):
    EMPLOYED_PERM = "EMPLOYED_PERM", _("Employed, open-ended")
    EMPLOYED_FIXED = "EMPLOYED_FIXED", _("Employed, fixed-term, seasonal or agency")
    EMPLOYED_DOMESTIC = "EMPLOYED_DOMESTIC", _("Domestic or care work")
    SELF_EMPLOYED = "SELF_EMPLOYED", pgettext_lazy("work", "Self-employed")
    TRAINEE = "TRAINEE", _("Traineeship, work grant, civil service")
    IRREGULAR = "IRREGULAR", _("Irregular work")
    UNEMPLOYED = "UNEMPLOYED", _("Unemployed, looking for work")
    FIRST_JOB = "FIRST_JOB", _("Looking for a first job")
    STUDENT = "STUDENT", _("Student")
    HOMEMAKER = "HOMEMAKER", _("Homemaker, cares for the family")
    RETIRED = "RETIRED", _("Retired from work")
    UNABLE = "UNABLE", _("Unable to work")
    NOT_WORKING_AGE = "NOT_WORKING_AGE", _("Not of working age")
    OTHER = "OTHER", _("Other condition")
    UNKNOWN = "UNKNOWN", _("Not known")


AT_WORK = frozenset(
    {
        Employment.EMPLOYED_PERM,
        Employment.EMPLOYED_FIXED,
        Employment.EMPLOYED_DOMESTIC,
        Employment.SELF_EMPLOYED,
    }
)

EMPLOYMENT_SINBA = {
    Employment.EMPLOYED_PERM: 1,
    Employment.EMPLOYED_FIXED: 1,
    Employment.EMPLOYED_DOMESTIC: 1,
    Employment.SELF_EMPLOYED: 1,
    Employment.UNEMPLOYED: 2,
    Employment.FIRST_JOB: 3,
    Employment.HOMEMAKER: 4,
    Employment.STUDENT: 5,
    Employment.RETIRED: 6,
    Employment.UNABLE: 7,
    Employment.TRAINEE: 8,
    Employment.IRREGULAR: 8,
    Employment.OTHER: 8,
}


class ItalianLevel(TextChoices):
    """The Common European Framework, and what it leaves out at both ends."""

    ILLITERATE = "ILLITERATE", _("Not literate")
    PRE_A1 = "PRE_A1", _("Pre-A1 (a few words)")
    A1 = "A1", _("A1 (first contact)")
    A2 = "A2", _("A2 (everyday matters)")
    B1 = "B1", _("B1 (manages alone)")
    B2 = "B2", _("B2 (fluent)")
    C1 = "C1", _("C1 (advanced)")
    C2 = "C2", _("C2 (mastery)")
    NATIVE = "NATIVE", _("Mother tongue")
    UNKNOWN = "UNKNOWN", _("Not known")

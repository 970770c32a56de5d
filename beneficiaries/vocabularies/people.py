"""Who a person is: sex, gender, age, kinship, and how sure an answer is."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Answer(TextChoices):
    """Silence is not a no: a question about a person is never a tick box."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Not known")
    REFUSED = "REFUSED", _("Prefers not to say")


class Sex(TextChoices):
    """As the registry holds it; the codice fiscale and SIUSS speak of this one."""

    FEMALE = "F", pgettext_lazy("sex in the registry", "Female")
    MALE = "M", pgettext_lazy("sex in the registry", "Male")


SEX_SIUSS = {Sex.MALE: 1, Sex.FEMALE: 2}


class Gender(TextChoices):
    """As the person lives it; never derived from the registry's sex."""

    WOMAN = "WOMAN", _("Woman")
    MAN = "MAN", _("Man")
    NON_BINARY = "NON_BINARY", _("Non-binary")
    OTHER = "OTHER", pgettext_lazy("gender", "Other")
    REFUSED = "REFUSED", _("Prefers not to say")


class BirthDatePrecision(TextChoices):
    """Many papers of refugees carry 1 January because nobody knew the day."""

    EXACT = "EXACT", _("Exact")
    YEAR = "YEAR", _("Only the year is known")
    CONVENTIONAL = "CONVENTIONAL", _("Conventional (1 January on the papers)")
    DECLARED = "DECLARED", _("Declared by the person, no paper seen")


class AgeBand(TextChoices):
    """The service's own bands: they follow the steps of school, then of work."""

    FROM_0 = "0-2", _("0–2 years")
    FROM_3 = "3-5", _("3–5 years")
    FROM_6 = "6-10", _("6–10 years")
    FROM_11 = "11-13", _("11–13 years")
    FROM_14 = "14-17", _("14–17 years")
    FROM_18 = "18-24", _("18–24 years")
    FROM_25 = "25-34", _("25–34 years")
    FROM_35 = "35-44", _("35–44 years")
    FROM_45 = "45-54", _("45–54 years")
    FROM_55 = "55-64", _("55–64 years")
    FROM_65 = "65+", _("65 years and over")
    UNKNOWN = "UNKNOWN", _("Age not known")


FIRST_AGES = {
    AgeBand.FROM_0: 0,
    AgeBand.FROM_3: 3,
    AgeBand.FROM_6: 6,
    AgeBand.FROM_11: 11,
    AgeBand.FROM_14: 14,
    AgeBand.FROM_18: 18,
    AgeBand.FROM_25: 25,
    AgeBand.FROM_35: 35,
    AgeBand.FROM_45: 45,
    AgeBand.FROM_55: 55,
    AgeBand.FROM_65: 65,
}


def age_band(age):
    """The band of an age in whole years; `None` is an age not known."""
    if age is None or age < 0:
        return AgeBand.UNKNOWN
    return max((band for band, first in FIRST_AGES.items() if first <= age), key=FIRST_AGES.get)


class Kinship(IntegerChoices):
    """To the head of the household: ANPR's table 5, without its closed codes. A head is 1."""

    HEAD = 1, _("Head of the household")
    SPOUSE = 2, _("Husband or wife")
    CHILD = 3, _("Son or daughter")
    GRANDCHILD = 4, _("Grandchild")
    GREAT_GRANDCHILD = 5, _("Great-grandchild")
    PARENT = 6, _("Father or mother")
    GRANDPARENT = 7, _("Grandparent")
    GREAT_GRANDPARENT = 8, _("Great-grandparent")
    SIBLING = 9, _("Brother or sister")
    NIBLING = 10, _("Nephew or niece")
    AUNT_UNCLE = 11, _("Uncle or aunt")
    COUSIN = 12, _("Cousin")
    OTHER_RELATIVE = 13, _("Other relative")
    CHILD_IN_LAW = 16, _("Son-in-law or daughter-in-law")
    PARENT_IN_LAW = 17, _("Father-in-law or mother-in-law")
    SIBLING_IN_LAW = 18, _("Brother-in-law or sister-in-law")
    NIBLING_IN_LAW = 20, _("Nephew or niece by marriage")
    AUNT_UNCLE_IN_LAW = 21, _("Uncle or aunt by marriage")
    OTHER_IN_LAW = 22, _("Other relative by marriage")
    PARTNER = 23, _("Partner, or person living together by affection")
    COMMUNITY_HEAD = 24, _("Head of a communal household")
    HOUSEMATE = 25, _("Housemate, without family ties")
    CIVIL_PARTNER = 28, _("Civil partner")
    UNKNOWN = 99, pgettext_lazy("kinship", "Not defined")


KINSHIP_BY_SEX = {
    (Kinship.SPOUSE, Sex.MALE): _("Husband"),
    (Kinship.SPOUSE, Sex.FEMALE): _("Wife"),
    (Kinship.CHILD, Sex.MALE): _("Son"),
    (Kinship.CHILD, Sex.FEMALE): _("Daughter"),
    (Kinship.PARENT, Sex.MALE): _("Father"),
    (Kinship.PARENT, Sex.FEMALE): _("Mother"),
    (Kinship.GRANDPARENT, Sex.MALE): _("Grandfather"),
    (Kinship.GRANDPARENT, Sex.FEMALE): _("Grandmother"),
    (Kinship.SIBLING, Sex.MALE): _("Brother"),
    (Kinship.SIBLING, Sex.FEMALE): _("Sister"),
    (Kinship.AUNT_UNCLE, Sex.MALE): _("Uncle"),
    (Kinship.AUNT_UNCLE, Sex.FEMALE): _("Aunt"),
    (Kinship.CHILD_IN_LAW, Sex.MALE): _("Son-in-law"),
    (Kinship.CHILD_IN_LAW, Sex.FEMALE): _("Daughter-in-law"),
    (Kinship.PARENT_IN_LAW, Sex.MALE): _("Father-in-law"),
    (Kinship.PARENT_IN_LAW, Sex.FEMALE): _("Mother-in-law"),
    (Kinship.SIBLING_IN_LAW, Sex.MALE): _("Brother-in-law"),
    (Kinship.SIBLING_IN_LAW, Sex.FEMALE): _("Sister-in-law"),
}


def kinship_label(kinship, sex=""):
    """«Daughter» rather than «Son or daughter», where the sex is known."""
    return KINSHIP_BY_SEX.get((kinship, sex)) or Kinship(kinship).label

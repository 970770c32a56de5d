"""Where people sleep: ETHOS (24 situations in 13 categories) and ETHOS Light (12 in 6).

The Italian words follow fio.PSD's version. Whoever stays with us is 3.3 meanwhile.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class EthosArea(TextChoices):
    ROOFLESS = "ROOFLESS", _("Roofless")
    HOUSELESS = "HOUSELESS", _("Houseless")
    INSECURE = "INSECURE", _("Insecure housing")
    INADEQUATE = "INADEQUATE", _("Inadequate housing")


class EthosCategory(IntegerChoices):
    STREET = 1, _("People living in the street")
    NIGHT_SHELTER = 2, _("People in night shelters")
    HOMELESS_HOUSING = 3, _("People in accommodation for the homeless")
    WOMENS_SHELTER = 4, _("People in women's shelters")
    IMMIGRANT_HOUSING = 5, _("People in accommodation for immigrants, asylum seekers, refugees")
    INSTITUTIONS = 6, _("People about to leave institutions")
    LONG_SUPPORT = 7, _("People with long-term support because of homelessness")
    NOT_SECURED = 8, _("People in housing that nothing secures")
    LOSING_HOME = 9, _("People at risk of losing their home")
    VIOLENCE = 10, _("People at risk of domestic violence")
    NOT_CONVENTIONAL = 11, _("People in temporary or non-conventional structures")
    UNFIT = 12, _("People in unfit housing")
    OVERCROWDED = 13, _("People in extreme overcrowding")

    @property
    def area(self):
        for last, area in ((2, EthosArea.ROOFLESS), (7, EthosArea.HOUSELESS), (10, EthosArea.INSECURE)):
            if self <= last:
                return area
        return EthosArea.INADEQUATE


class Ethos(TextChoices):
    PUBLIC_SPACE = "1.1", _("Street or public spaces, makeshift shelters")
    NIGHT_SHELTER = "2.1", _("Dormitories or night shelters")
    HOMELESS_HOSTEL = "3.1", _("Hostels for homeless people")
    TEMPORARY = "3.2", _("Temporary accommodation")
    TRANSITIONAL = "3.3", _("Transitional supported accommodation")
    WOMENS_SHELTER = "4.1", _("Women's shelter (violence)")
    RECEPTION_CENTRE = "5.1", _("Temporary accommodation or reception centres for immigrants")
    MIGRANT_WORKERS = "5.2", _("Accommodation for migrant workers")
    PRISON = "6.1", _("Penal institutions")
    MEDICAL_INSTITUTION = "6.2", _("Medical institutions, therapeutic communities, hospitals")
    CHILDRENS_INSTITUTION = "6.3", _("Children's institutions or homes")
    OLDER_HOMELESS_CARE = "7.1", _("Residential care for older homeless people")
    FORMERLY_HOMELESS = "7.2", _("Supported accommodation for formerly homeless people")
    FAMILY_FRIENDS = "8.1", _("Temporarily with family or friends")
    NO_LEGAL_TENANCY = "8.2", _("Without a legal tenancy")
    ILLEGAL_OCCUPATION = "8.3", _("Illegal occupation of housing or land")
    EVICTION = "9.1", _("Eviction order (rented home)")
    REPOSSESSION = "9.2", _("Foreclosure or repossession (owned home)")
    VIOLENCE = "10.1", _("Violence recorded by the police")
    MOBILE_HOME = "11.1", _("Caravans, campers, mobile homes")
    NON_CONVENTIONAL = "11.2", _("Non-conventional building")
    TEMPORARY_STRUCTURE = "11.3", _("Temporary structure (shack, tent)")
    UNFIT = "12.1", _("Dwelling unfit for habitation")
    OVERCROWDED = "13.1", _("Beyond the national norm of overcrowding")

    @property
    def category(self):
        return EthosCategory(int(self.value.split(".")[0]))

    @property
    def area(self):
        return self.category.area

    @property
    def light(self):
        """The situation in ETHOS Light, or None: half of ETHOS is outside it, reception centres too."""
        return ETHOS_TO_LIGHT.get(self)


WHILE_WITH_US = Ethos.TRANSITIONAL


class EthosLightCategory(IntegerChoices):
    ROUGH = 1, _("People living rough")
    EMERGENCY = 2, _("People in emergency accommodation")
    HOMELESS_HOUSING = 3, _("People in accommodation for the homeless")
    INSTITUTIONS = 4, _("People kept in institutions for want of a home")
    NON_CONVENTIONAL = 5, _("People in non-conventional dwellings for want of a home")
    FAMILY_FRIENDS = 6, _("People with family or friends for want of a home")


class EthosLight(TextChoices):
    """The L is ours, so that these numbers are not taken for ETHOS's."""

    PUBLIC_SPACE = "L1", _("Public or external spaces")
    NIGHT_SHELTER = "L2", _("Overnight shelters")
    HOMELESS_HOSTEL = "L3", _("Hostels for homeless people")
    TEMPORARY = "L4", _("Temporary accommodation")
    TRANSITIONAL = "L5", _("Transitional supported accommodation")
    WOMENS_SHELTER = "L6", _("Women's shelter or refuge")
    HEALTH_INSTITUTION = "L7", _("Health institutions")
    PRISON = "L8", _("Penal institutions")
    MOBILE_HOME = "L9", _("Mobile homes")
    NON_CONVENTIONAL = "L10", _("Non-conventional buildings")
    TEMPORARY_STRUCTURE = "L11", _("Temporary structures")
    FAMILY_FRIENDS = "L12", _("Conventional housing, not the usual residence")

    @property
    def category(self):
        return LIGHT_CATEGORIES[self]


LIGHT_CATEGORIES = {
    EthosLight.PUBLIC_SPACE: EthosLightCategory.ROUGH,
    EthosLight.NIGHT_SHELTER: EthosLightCategory.EMERGENCY,
    EthosLight.HOMELESS_HOSTEL: EthosLightCategory.HOMELESS_HOUSING,
    EthosLight.TEMPORARY: EthosLightCategory.HOMELESS_HOUSING,
    EthosLight.TRANSITIONAL: EthosLightCategory.HOMELESS_HOUSING,
    EthosLight.WOMENS_SHELTER: EthosLightCategory.HOMELESS_HOUSING,
    EthosLight.HEALTH_INSTITUTION: EthosLightCategory.INSTITUTIONS,
    EthosLight.PRISON: EthosLightCategory.INSTITUTIONS,
    EthosLight.MOBILE_HOME: EthosLightCategory.NON_CONVENTIONAL,
    EthosLight.NON_CONVENTIONAL: EthosLightCategory.NON_CONVENTIONAL,
    EthosLight.TEMPORARY_STRUCTURE: EthosLightCategory.NON_CONVENTIONAL,
    EthosLight.FAMILY_FRIENDS: EthosLightCategory.FAMILY_FRIENDS,
}

ETHOS_TO_LIGHT = {
    Ethos.PUBLIC_SPACE: EthosLight.PUBLIC_SPACE,
    Ethos.NIGHT_SHELTER: EthosLight.NIGHT_SHELTER,
    Ethos.HOMELESS_HOSTEL: EthosLight.HOMELESS_HOSTEL,
    Ethos.TEMPORARY: EthosLight.TEMPORARY,
    Ethos.TRANSITIONAL: EthosLight.TRANSITIONAL,
    Ethos.WOMENS_SHELTER: EthosLight.WOMENS_SHELTER,
    Ethos.MEDICAL_INSTITUTION: EthosLight.HEALTH_INSTITUTION,
    Ethos.PRISON: EthosLight.PRISON,
    Ethos.MOBILE_HOME: EthosLight.MOBILE_HOME,
    Ethos.NON_CONVENTIONAL: EthosLight.NON_CONVENTIONAL,
    Ethos.TEMPORARY_STRUCTURE: EthosLight.TEMPORARY_STRUCTURE,
    Ethos.FAMILY_FRIENDS: EthosLight.FAMILY_FRIENDS,
}

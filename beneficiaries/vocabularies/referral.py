"""Why a household is referred, and why one is not eligible."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReferralReason(TextChoices):
    EVICTION_ARREARS = "EVICTION_ARREARS", _("Eviction for arrears")
    EVICTION_END_LEASE = "EVICTION_END_LEASE", _("Eviction at the end of the lease")
    FORECLOSURE = "FORECLOSURE", _("Foreclosure")
    LEASE_REFUSED = "LEASE_REFUSED", _("Shut out of the rental market (discrimination, guarantees)")
    SAI_CAS_EXIT = "SAI_CAS_EXIT", _("Leaving SAI or CAS")
    REUNIFICATION = "REUNIFICATION", _("Family reunification under way")
    FAMILY_BREAKUP = "FAMILY_BREAKUP", _("Separation or family conflict")
    DOMESTIC_VIOLENCE = "DOMESTIC_VIOLENCE", _("Domestic violence (not first shelter)")
    OVERCROWDING = "OVERCROWDING", _("Overcrowding")
    UNFIT_HOUSING = "UNFIT_HOUSING", _("Unfit housing")
    HOSPITALITY_ENDED = "HOSPITALITY_ENDED", _("Relatives or friends can host no longer")
    STREET_SHELTER = "STREET_SHELTER", _("Street or dormitory")
    INSTITUTION_EXIT = "INSTITUTION_EXIT", _("Leaving a community, hospital or prison")
    CARE_LEAVER = "CARE_LEAVER", _("Just of age, leaving care")
    JOB_LOSS = "JOB_LOSS", _("Loss of work")
    INCOME_DROP = "INCOME_DROP", _("Passing economic difficulty")
    FIRE_DISASTER = "FIRE_DISASTER", _("Fire or disaster")
    HOUSING_WAIT_ERP = "HOUSING_WAIT_ERP", _("Waiting for public housing (ERP)")
    HEALTH = "HEALTH", _("Health reasons")
    OTHER = "OTHER", pgettext_lazy("reason", "Other reason")


class NotEligibleReason(TextChoices):
    NO_SUITABLE_UNIT = "NO_SUITABLE_UNIT", _("None of our homes suits the household")
    NEEDS_MORE_CARE = "NEEDS_MORE_CARE", _("Needs more intensive care than ours")
    NO_AGREEMENT = "NO_AGREEMENT", _("No life project, or no agreement of the person")
    LEGAL_STATUS = "LEGAL_STATUS", _("Legal status not compatible")
    OUTSIDE_TARGET = "OUTSIDE_TARGET", _("Outside the people we are for")
    ACUTE_VIOLENCE = "ACUTE_VIOLENCE", _("Acute risk of violence: an anti-violence centre is the place")
    OTHER = "OTHER", pgettext_lazy("reason", "Other reason")

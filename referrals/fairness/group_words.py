"""Groups of households in words; how they are told apart stands in referrals.matching.groups."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.countries import CitizenshipGroup
from beneficiaries.vocabularies.people import AgeBand
from referrals.matching import groups

UNKNOWN = _("not known")
YES_OR_NO = {"yes": _("yes"), "no": _("no"), groups.UNKNOWN: UNKNOWN}
DIMENSIONS = {
    groups.GENDER: _("Gender of the contact person"),
    groups.FAMILY: _("Who lives together"),
    groups.CITIZENSHIP: _("Citizenship of the contact person"),
    groups.ACCESS: _("Needs a home without steps, or without stairs"),
    groups.SECRET: _("Secret address"),
    groups.AGE: _("Age of the contact person"),
    groups.SIZE: _("How many they are"),
    "band": _("Urgency"),
}
CODES = {
    groups.GENDER: {
        groups.WOMAN: _("women"),
        groups.MAN: _("men"),
        groups.OTHER: pgettext_lazy("gender", "other"),
        groups.UNKNOWN: UNKNOWN,
    },
    groups.FAMILY: {
        groups.ALONE: _("a person alone"),
        groups.ADULTS: _("adults without children"),
        groups.ONE_PARENT: _("one adult with children"),
        groups.PARENTS: _("several adults with children"),
        groups.UNKNOWN: UNKNOWN,
    },
    groups.CITIZENSHIP: {str(group.value): group.label for group in CitizenshipGroup},
    groups.ACCESS: YES_OR_NO,
    groups.SECRET: YES_OR_NO,
    groups.AGE: {str(band.value): band.label for band in AgeBand},
    groups.SIZE: {"0": UNKNOWN, "1": _("1 person"), "2": _("2 people"), "3-4": _("3 or 4"), "5+": _("5 or more")},
    "band": {
        "emergency": _("emergencies"),
        "high": pgettext_lazy("urgency of a group", "high"),
        "planned": pgettext_lazy("urgency of a group", "planned"),
    },
}


def label_of(dimension, code):
    return CODES.get(dimension, {}).get(code, code)


def orderly(dimension, codes):
    """As the words stand above, not as letters stand in the alphabet."""
    known = list(CODES.get(dimension, {}))
    return sorted(codes, key=lambda code: known.index(code) if code in known else len(known))

"""What a forecast says, as people would: in tenths, by months, and with its reason. Never whose place it is."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from housing.forecast.curves import Lead, lead_of
from housing.forecast.months import By, month_ends
from wemix.templatetags.wemix import dmy

FEW = 8  # stays: with fewer, what is said leans on the first estimate
POINTS = {
    Lead.OVERDUE: gettext_lazy("The planned exit has gone by."),
    Lead.MONTH: gettext_lazy("An exit is planned within a month."),
    Lead.QUARTER: gettext_lazy("An exit is planned within three months."),
    Lead.LATER: gettext_lazy("An exit is planned in more than three months."),
    Lead.NONE: gettext_lazy("No exit is planned."),
}
OTHERS = {
    By.LIFE_PROJECT: gettext_lazy("The life project looks as far as %(month)s: that counts too."),
    By.EXTENSION: gettext_lazy("An extension until %(month)s is asked: that counts too."),
}


def in_ten(chance):
    """In tenths; nothing that is not certain is ten in ten, or none."""
    return int(chance * 10) if chance in (0, 1) else min(max(round(float(chance) * 10), 1), 9)


def month_of(day):
    return date_format(day, "F Y").lower()


def probably(found):
    """`found`: (last day of a month, how likely) as first_likely tells it."""
    day, chance = found
    return _("probably free by %(month)s (%(n)s in 10)") % {"month": month_of(day), "n": in_ten(chance)}


def when(outlook):
    """When the place is free, and how sure that is."""
    if outlook.is_free:
        return _("free now")
    if outlook.sure_from:
        return _("free from %(day)s, confirmed") % {"day": dmy(outlook.sure_from)}
    if outlook.probably:
        return probably(outlook.probably)
    return _("hardly free within a year (%(n)s in 10)") % {"n": in_ten(outlook.chances[-1])}


def why(outlook):
    """What is planned, what usually comes of it, and how many it was seen of; of several, who is the last to go."""
    if not outlook.leaving:
        return []
    far = month_ends(outlook.today)[-1:]
    last = min(outlook.leaving, key=lambda each: each.chances(outlook.today, far)[0])
    planned, today = last.mainly, outlook.today
    said = [str(POINTS[lead_of(planned, today)]), _usually(last.curves, planned, today)]
    if len(outlook.leaving) > 1:
        n = len(outlook.leaving)
        said.insert(0, ngettext("%(n)s household must leave.", "%(n)s households must leave.", n) % {"n": n})
    said += [OTHERS[other.by] % {"month": month_of(other.day)} for other, _weight in last.said if other.by in OTHERS]
    return [*said, _seen(last.curves.stays[lead_of(planned, today)])]


def _usually(curves, planned, today):
    half = curves.half_gone(planned, today)
    if planned is None or planned < today:
        days = (half - today).days
        words = ngettext(
            "Usually half of those at this point leave within %(days)s day.",
            "Usually half of those at this point leave within %(days)s days.",
            days,
        )
        return words % {"days": days}
    days = (half - planned).days
    if days == 0:
        return _("Usually half of those at this point have left by that day.")
    late = ngettext(
        "Usually half of those at this point have left %(days)s day after it.",
        "Usually half of those at this point have left %(days)s days after it.",
        abs(days),
    )
    early = ngettext(
        "Usually half of those at this point have left %(days)s day before it.",
        "Usually half of those at this point have left %(days)s days before it.",
        abs(days),
    )
    return (late if days > 0 else early) % {"days": abs(days)}


def _seen(stays):
    if stays < FEW:
        return _("Few like these were seen (%(n)s): a first estimate counts too.") % {"n": stays}
    return _("Seen in %(n)s stays.") % {"n": stays}

"""The hospitality pact. It is hospitality, and no letting: the words of a lease stay out."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from beneficiaries.models import Goal
from housing.models import HouseRules
from housing.papers.words import LINE, address_of, day, section
from wemix.money import euro


def pact_paper(stay):
    """For the team and for who reads the stay's home: it holds the address. `stay`: fetched with_places()."""
    with translation.override(settings.LANGUAGE_CODE):
        people = [member.person for member in stay.household.members_on(timezone.localdate())]
        hosted = [[str(person), person.born or LINE] for person in people]
        adults = [person for person in people if not person.is_minor]
        return {
            "language": settings.LANGUAGE_CODE,
            "title": _("Hospitality pact"),
            "line": _("%(host)s · printed on %(day)s") % {"host": stay.host, "day": day(timezone.localdate())},
            "sections": [
                section(_("The parties"), facts=_parties(stay, adults)),
                section(_("The people who are hosted"), facts=hosted),
                section(_("The home and the time"), _temporary(), facts=_home_and_time(stay)),
                section(_("Contribution to costs"), _contribution(stay)),
                section(_("What we work on together"), *_goals(stay)),
                section(_("House rules"), _annexed(stay)),
                section(_("Personal data"), _data()),
                section(_("When hospitality may end before its time"), _before_its_time(), facts=_reasons()),
            ],
            "signatures_title": _("Date and signatures"),
            "signatures": [_("Turin, on"), *map(str, adults), *_other_signatures(stay)],
        }


def _parties(stay, adults):
    household = stay.household
    return [
        [_("The guests"), ", ".join(map(str, adults)) or LINE],
        [_("Who hosts"), stay.host.name],
        [_("The sending service"), f"{household.organisation}, {household.worker}"],
    ]


def _other_signatures(stay):
    return [_("For %(host)s") % {"host": body} for body in (stay.host, stay.household.organisation)]


def _home_and_time(stay):
    units = {place.unit_id: place.unit for place in stay.places_now}
    return [
        [pgettext("where people live", "Home"), "; ".join(map(address_of, units.values())) or LINE],
        [_("From"), day(stay.first_day)],
        [_("Until (a forecast, looked at together)"), day(stay.planned_until)],
    ]


def _temporary():
    return _(
        "The home is given in hospitality, for a time, within a life project. "
        "It is no letting, and gives no right to stay on."
    )


def _contribution(stay):
    """As it is agreed in the ledger; else written by hand."""
    share = stay.cost_shares.last()
    if share is None:
        return _("Each month: %(line)s. Zero is normal, and takes nothing away from the hospitality.") % {"line": LINE}
    said = {"amount": euro(share.amount), "month": date_format(share.from_month, "F Y").lower(), "day": share.due_day}
    return _("From %(month)s: %(amount)s a month, by the %(day)s of the month. It buys no right to the home.") % said


def _goals(stay):
    """Titles alone, and of what is the household's: a goal of one person is that person's."""
    goals = Goal.objects.open().filter(household=stay.household, life_project__closed_on=None, person=None)
    return [f"– {goal.title}" for goal in goals] or [_("To be written together, in the first weeks.")]


def _annexed(stay):
    rules = HouseRules.in_force(stay.host)
    if rules is None:
        return _("They are handed over and signed apart.")
    return _("They are annexed, version %(number)s, and are part of this pact.") % {"number": rules.number}


def _data():
    return _("Personal data are treated as the notice that was handed over says. Each may ask who has read their file.")


def _before_its_time():
    return _(
        "Each case is looked at by the équipe with the guests and the sending service, in writing and with reasons."
    )


def _reasons():
    return [
        ["1", _("the guests leave, or are away without telling for longer than the rules allow")],
        ["2", _("the goals are reached, or another suitable home is found")],
        ["3", _("violence, threats, or serious damage done on purpose")],
        ["4", _("grave or repeated breaches of the house rules")],
    ]

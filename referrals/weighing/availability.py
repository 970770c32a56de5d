"""Is there a place? Answered from numbers and needs alone; nothing of what is asked is kept.

The same rules as the matcher's, for a household that nobody has named: what only time stands against may come.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from housing.forecast.loading import outlooks
from housing.forecast.months import LIKELY, at_least_one
from housing.models import Letting, Place
from referrals import rulebooks
from referrals.matching.ranking import assess
from referrals.matching.verdicts import FAIL
from referrals.weighing.loading import place_facts

SOON = timedelta(days=92)  # "within 3 months"
OF_TIME = {"date", "reserved", "closed", "held", "taken"}  # rules that waiting may satisfy


class When(TextChoices):
    NOW = "now", _("now")
    SOON = "soon", _("likely within 3 months")
    NEVER = "never", _("not here")
    LATER = "later", _("there are homes that fit, all taken for longer")


@dataclass(frozen=True)
class Answer:
    letting: Letting
    when: When


def answers(household, today):
    """For each kind of home, the best that any hosting body can say. `household`: facts of the matcher."""
    places = list(Place.objects.in_service().select_related("unit__building").order_by("pk"))
    ahead, published = outlooks(places), rulebooks.of_hosts()
    rules = [published[place.unit.building.host_id] for place in places]
    facts = place_facts(places)
    flats = Counter(place.unit for place in facts if place.is_shared)
    whens = [
        _when(household, place, rulebook, today, flats[place.unit])
        for place, rulebook in zip(facts, rules, strict=True)
    ]
    found = list(zip(facts, whens, strict=True))
    return [
        Answer(letting, _best([pair for pair in found if pair[0].is_shared == shared], household, ahead, today))
        for letting, shared in ((Letting.WHOLE, False), (Letting.BEDS, True))
    ]


def _when(household, place, rulebook, today, beds_of_flat):
    """Now, never, or later: which of those later are likely to be soon, only all of them together tell."""
    failed = {each.rule for each in assess(household, place, today, rulebook).verdicts if each.outcome == FAIL}
    if "size" in failed and household.people <= beds_of_flat:  # of whom enough may leave, but nobody says when
        return When.NEVER if failed - OF_TIME - {"size"} else When.LATER
    if failed - OF_TIME:
        return When.NEVER
    return When.LATER if failed else When.NOW


def _best(found, household, ahead, today):
    whens = {when for _place, when in found}
    if When.NOW in whens:
        return When.NOW
    later = [
        ahead[place.id].by([today + SOON])
        for place, when in found
        if when == When.LATER and place.id in ahead and household.people <= place.beds
    ]
    if later and at_least_one(later)[0] >= LIKELY:
        return When.SOON
    return When.LATER if When.LATER in whens else When.NEVER

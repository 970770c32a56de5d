"""Is there a place? Answered from numbers and needs alone; nothing of what is asked is kept.

The same rules as the matcher's, for a household that nobody has named: what only time stands against may come.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from housing.models import Letting, Place, Stay
from referrals import rulebooks
from referrals.loading import place_facts
from referrals.matching.ranking import assess
from referrals.matching.verdicts import FAIL

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
    places = Place.objects.in_service().select_related("unit__building").order_by("pk")
    leaving, published = _leaving_soon(today), rulebooks.of_hosts()
    rules = [published[place.unit.building.host_id] for place in places]
    facts = place_facts(places)
    flats = Counter(place.unit for place in facts if place.is_shared)
    whens = [
        _when(household, place, rulebook, leaving, today, flats[place.unit])
        for place, rulebook in zip(facts, rules, strict=True)
    ]
    whole = [when for when, place in zip(whens, facts, strict=True) if not place.is_shared]
    beds = [when for when, place in zip(whens, facts, strict=True) if place.is_shared]
    return [Answer(Letting.WHOLE, _best(whole)), Answer(Letting.BEDS, _best(beds))]


def _when(household, place, rulebook, leaving, today, beds_of_flat):
    failed = {each.rule for each in assess(household, place, today, rulebook).verdicts if each.outcome == FAIL}
    if "size" in failed and household.people <= beds_of_flat:  # of whom enough may leave, but nobody says when
        return When.NEVER if failed - OF_TIME - {"size"} else When.LATER
    if failed - OF_TIME:
        return When.NEVER
    if not failed:
        return When.NOW
    free_soon = place.free_from and place.free_from <= today + SOON
    return When.SOON if free_soon or place.id in leaving else When.LATER


def _leaving_soon(today):
    """Places whose stay is planned to end in time: a forecast, said as such."""
    stays = Stay.objects.running().filter(planned_until__lte=today + SOON)
    return set(stays.filter(uses__is_cancelled=False, uses__ends_on=None).values_list("uses__place", flat=True))


def _best(whens):
    return min(whens, key=[When.NOW, When.SOON, When.LATER, When.NEVER].index, default=When.NEVER)

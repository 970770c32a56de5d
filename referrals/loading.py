"""From rows to the facts of the matcher, in the same few queries for one place or for fifty.

A room: it receives rows that a door fetched, and sees what stands around them, whoever asks. So two people who
must live apart are kept apart even where the reader may not know of one of them; what is told is told in codes.
"""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from beneficiaries.models import LivesApart
from beneficiaries.models.need import NeedKind
from housing.actions import COT_AGE
from housing.models import Letting, PlaceUse
from referrals.matching.facts import NO, REFUSED, UNKNOWN, YES, Household, Place

# Of the answers of a household and its people one counts: what one of them needs, all need; what one of them does
# not accept, the household does not accept. Who was not asked can still be asked, so it comes before a refusal.
NEEDED_BY_ANY = (YES, UNKNOWN, REFUSED, NO)
ACCEPTED_BY_ALL = (NO, UNKNOWN, REFUSED, YES)
ANSWERS = {  # fact of the matcher -> the need that tells it, and which of several answers counts
    "step_free": (NeedKind.STEP_FREE, NEEDED_BY_ANY),
    "quiet": (NeedKind.QUIET, NEEDED_BY_ANY),
    "ground_floor": (NeedKind.GROUND_FLOOR, NEEDED_BY_ANY),
    "smokes": (NeedKind.SMOKES, NEEDED_BY_ANY),
    "pets": (NeedKind.PETS, NEEDED_BY_ANY),
    "accepts_shared": (NeedKind.SHARED, ACCEPTED_BY_ALL),
    "accepts_women": (NeedKind.WITH_WOMEN, ACCEPTED_BY_ALL),
    "accepts_men": (NeedKind.WITH_MEN, ACCEPTED_BY_ALL),
    "accepts_mixed": (NeedKind.MIXED, ACCEPTED_BY_ALL),
}
DATUM = {  # a question of the matcher -> the datum that it is asked about, as messages name it
    **{f"household.{fact}": kind.value for fact, (kind, order) in ANSWERS.items()},
    "household.needed_from": "needed_from",
    "household.planned_days": "planned_days",
}


# The household


def household_facts(referral):
    household = referral.household
    return Household(
        id=household.pk,
        people=people_in_beds(household, timezone.localdate()),
        secret_address=household.is_protected,
        needed_from=referral.needed_from,
        planned_days=referral.planned_days,
        waiting_since=referral.waiting_since,
        apart_from=_apart_from(household),
        **_answers(household),
    )


def people_in_beds(household, day):
    """Who needs a bed on this day: a child in a cot does not, somebody of unknown age does."""
    ages = [member.person.age_on(day) for member in household.members_on(day)]
    return sum(age is None or age >= COT_AGE for age in ages)


def _answers(household):
    said = defaultdict(set)
    for kind, answer in household.needs.values_list("kind", "answer"):
        said[kind].add(answer)
    return {fact: _counting(said[kind], order) for fact, (kind, order) in ANSWERS.items()}


def _counting(answers, order):
    return min(answers, key=order.index, default=UNKNOWN)


def _apart_from(household):
    """In both directions: who wrote the line first does not matter."""
    lines = LivesApart.objects.filter(Q(household=household) | Q(other_household=household))
    return frozenset({pk for line in lines.values_list("household", "other_household") for pk in line} - {household.pk})


# The places


def place_facts(places):
    """`places`: a queryset with its units. Facts in the same order."""
    places = list(places)
    today = timezone.localdate()
    uses = _uses_to_come(places, today)
    return [_place(place, uses[place.unit_id], today) for place in places]


def _uses_to_come(places, today):
    """What takes places of these flats from today on, by flat."""
    uses = PlaceUse.objects.holding().filter(unit__in={place.unit_id for place in places})
    by_unit = defaultdict(list)
    for use in uses.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)):
        by_unit[use.unit_id].append(use)
    return by_unit


def _place(place, uses_of_unit, today):
    unit = place.unit
    uses = [use for use in uses_of_unit if _stands_in_the_way(use, place)]
    closed = [use for use in uses if use.kind == PlaceUse.Kind.CLOSURE and use.ends_on is None]
    held_for = {use.household_id for use in uses if use.kind == PlaceUse.Kind.HOLD}
    free_from = _free_from([use for use in uses if use.kind != PlaceUse.Kind.HOLD and use not in closed], today)
    return Place(
        id=place.pk,
        beds=place.beds,
        is_shared=place.letting == Letting.BEDS,
        residents=unit.residents,
        step_free=unit.step_free,
        is_protected=unit.is_protected,
        max_stay_days=unit.max_stay_days,
        free_from=free_from,
        is_open=_in_service(place) and not closed,
        is_held=bool(held_for),
        held_for=held_for.pop() if len(held_for) == 1 else None,
        occupants=_living_here(uses_of_unit, free_from or today),
        floor=unit.floor,
        lift=unit.lift,
        quiet=unit.quiet,
        smoking_allowed=unit.smoking,
        pets_allowed=unit.pets,
    )


def _stands_in_the_way(use, place):
    """What takes the same place; or takes the flat the other way, whole or bed by bed."""
    return use.place_id == place.pk or use.letting != place.letting


def _free_from(uses, today):
    """Free for good: after the last confirmed end, never in a gap that a planned stay closes."""
    ends = [use.ends_on for use in uses]
    return None if None in ends else max(ends, default=today)


def _in_service(place):
    return place.is_active and place.unit.is_active and place.letting == place.unit.letting


def _living_here(uses, day):
    """Households that live in the flat on that day or later, those to come included."""
    return frozenset(
        use.household_id for use in uses if use.household_id and (use.ends_on is None or use.ends_on > day)
    )

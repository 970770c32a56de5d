"""From rows to the facts of the matcher, in the same few queries for one or for a thousand.

A room: it receives rows that a door fetched, and sees what stands around them, whoever asks. So two people who
must live apart are kept apart even where the reader may not know of one of them; what is told is told in codes.
"""

from collections import defaultdict

from django.db.models import Max, Q, prefetch_related_objects
from django.utils import timezone

from beneficiaries.models import Household, HouseholdMembership, LivesApart, Need
from beneficiaries.models.need import NeedKind
from beneficiaries.models.person import full_years
from housing.lawful import lawful_capacity
from housing.models import Letting, Occupant, PlaceUse
from housing.occupancy import with_other_beds
from housing.sleeping import COT_AGE
from referrals.matching import facts
from referrals.matching.beds import counted, goes_with
from referrals.matching.facts import NO, REFUSED, UNKNOWN, YES
from wemix.keys import one_of
from wemix.periods import beyond, on

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
    "night_work": (NeedKind.NIGHT_WORK, NEEDED_BY_ANY),
    "accepts_shared": (NeedKind.SHARED, ACCEPTED_BY_ALL),
    "accepts_women": (NeedKind.WITH_WOMEN, ACCEPTED_BY_ALL),
    "accepts_men": (NeedKind.WITH_MEN, ACCEPTED_BY_ALL),
    "accepts_mixed": (NeedKind.MIXED, ACCEPTED_BY_ALL),
    "with_children": (NeedKind.WITH_CHILDREN, ACCEPTED_BY_ALL),
    "with_smokers": (NeedKind.WITH_SMOKERS, ACCEPTED_BY_ALL),
    "with_pets": (NeedKind.WITH_PETS, ACCEPTED_BY_ALL),
}
FACT_OF = {kind.value: fact for fact, (kind, order) in ANSWERS.items()}
DATUM = {  # a question of the matcher -> the datum that it is asked about, as messages name it
    **{f"household.{fact}": kind.value for fact, (kind, order) in ANSWERS.items()},
    "household.ages": "ages",
    "household.needed_from": "needed_from",
    "household.planned_days": "planned_days",
    "household.secret_address": "secret_address",
}


# The households


def household_facts(referral):
    return households_facts([referral])[0]


def households_facts(referrals):
    """Facts in the same order. `referrals`: rows, or only what they ask (`requests`)."""
    referrals = list(referrals)
    own = _own_facts({referral.household_id for referral in referrals})
    return [facts.Household(**own[referral.household_id], **_request(referral)) for referral in referrals]


def order_facts(referrals):
    """Only what the published order asks (band, people, waiting), of many rows, in one query; in the same order."""
    referrals = list(referrals)
    ages = _ages({referral.household_id for referral in referrals}, timezone.localdate())
    return [
        facts.Household(
            id=referral.household_id,
            people=sum(map(_needs_bed, ages[referral.household_id])),
            band=referral.urgency,
            waiting_since=referral.waiting_since,
        )
        for referral in referrals
    ]


def _request(referral):
    return {
        "band": referral.urgency,
        "needed_from": referral.needed_from,
        "planned_days": referral.planned_days,
        "waiting_since": referral.waiting_since,
    }


def _own_facts(keys):
    """What each of these households says of itself, by its key, in four queries."""
    ages, said, apart = _ages(keys, timezone.localdate()), _said(keys), _apart(keys)
    secret = _secret(keys)
    return {
        key: {
            "id": key,
            "people": sum(map(_needs_bed, ages[key])),
            "ages": tuple(ages[key]),
            "secret_address": secret[key],
            "apart_from": frozenset(apart[key]),
            **said[key],
        }
        for key in keys
    }


def _secret(keys):
    """A yes of one of them is of all; who was not asked leaves it open."""
    rows = Household.objects.filter(pk__in=one_of(keys)).with_secrecy_unknown().order_by()
    known = rows.values_list("pk", "is_protected", "secrecy_unknown")
    return {key: facts.UNKNOWN if unknown else facts.answer(protected) for key, protected, unknown in known}


def _ages(keys, day):
    members = HouseholdMembership.objects.filter(on(day), household__in=one_of(keys)).order_by("pk")
    ages = defaultdict(list)
    for key, born_on in members.values_list("household", "person__born_on"):
        ages[key].append(full_years(born_on, day))
    return ages


def _needs_bed(age):
    """A child in a cot takes none; somebody of unknown age does."""
    return age is None or age >= COT_AGE


def people_in_beds(household, day):
    return sum(_needs_bed(member.person.age_on(day)) for member in household.members_on(day))


def _said(keys):
    """The answer that counts to each question that somebody answered."""
    said = {key: {} for key in keys}
    needs = Need.objects.filter(household__in=one_of(keys), kind__in=FACT_OF).order_by()
    for key, kind, answer in needs.values_list("household", "kind", "answer"):
        fact, answers = FACT_OF[kind], said[key]
        answers[fact] = _counting(answer, answers[fact], ANSWERS[fact][1]) if fact in answers else answer
    return said


def _counting(one, other, order):
    return min(one, other, key=order.index)


def _apart(keys):
    """In both directions: who wrote the line first does not matter."""
    lines = LivesApart.objects.filter(Q(household__in=one_of(keys)) | Q(other_household__in=one_of(keys)))
    apart = defaultdict(set)
    for one, other in lines.values_list("household", "other_household"):
        apart[one].add(other)
        apart[other].add(one)
    return apart


# The places


def place_facts(places):
    """`places`: rows with their units. Facts in the same order; of a bed, with the others of its flat in mind."""
    places = list(places)
    prefetch_related_objects(places, "unit__rooms")
    today = timezone.localdate()
    units = {place.unit_id for place in places}
    uses, lived_until = PlaceUse.objects.to_come_by_flat(units, today), _last_lived_in(places, today)
    living, neighbours = _people_there(units, today), _neighbours(uses)
    known = {
        place.pk: _place(
            place, uses[place.unit_id], today, lived_until.get(place.pk), living[place.unit_id], neighbours
        )
        for place in _with_other_beds(places)
    }
    known = {place.id: place for place in counted(known.values())}
    return [known[place.pk] for place in places]


def _with_other_beds(places):
    """Each once."""
    beds = [place for place in places if place.letting == Letting.BEDS]
    prefetch_related_objects(beds, "unit__places")
    others = {bed.pk: bed for place in beds for bed in place.unit.places.all()}
    return (others | {place.pk: place for place in places}).values()


def beds_with(place, beds):
    """Of these beds, those of the same flat that who enters this place may have too, of the same room first."""
    rows = {
        place.pk: place,
        **{bed.pk: bed for bed in beds.filter(unit=place.unit_id).select_related("unit__building")},
    }
    there = {each.id: each for each in place_facts(rows.values())}
    free = [row for pk, row in rows.items() if there[pk].is_shared and goes_with(there[pk], there[place.pk])]
    return with_other_beds(place, free)[1:]


def _last_lived_in(places, today):
    """When the last use of each place ended: since then it stands empty."""
    over = PlaceUse.objects.holding().filter(place__in=places, ends_on__lte=today).order_by()
    return dict(over.values_list("place").annotate(Max("ends_on")))


def _people_there(units, today):
    """(from, until) of everybody who sleeps in these flats from today on."""
    nights = Occupant.objects.filter(place_use__unit__in=units, place_use__is_cancelled=False)
    by_unit = defaultdict(list)
    for unit, first, end in nights.filter(beyond(today)).values_list("place_use__unit", "starts_on", "ends_on"):
        by_unit[unit].append((first, end))
    return by_unit


def _neighbours(uses):
    """Facts of the households that live in these flats, or are to."""
    own = _own_facts({use.household_id for of_unit in uses.values() for use in of_unit if use.household_id})
    return {key: facts.Household(**each) for key, each in own.items()}


def _place(place, uses_of_unit, today, lived_until, nights, neighbours):
    unit = place.unit
    uses = [use for use in uses_of_unit if use.is_in_the_way_of(place)]
    closed = [use for use in uses if use.kind == PlaceUse.Kind.CLOSURE and use.ends_on is None]
    held_for = {use.household_id for use in uses if use.kind == PlaceUse.Kind.HOLD}
    taking = [use for use in uses if use.kind != PlaceUse.Kind.HOLD and use not in closed]
    free_from = _free_from(taking, today)
    day = free_from or today
    there = _living_here(uses_of_unit, day)
    return facts.Place(
        id=place.pk,
        unit=place.unit_id,
        beds=place.beds,
        is_shared=place.letting == Letting.BEDS,
        residents=unit.residents,
        step_free=unit.step_free,
        is_protected=unit.is_protected,
        max_stay_days=unit.max_stay_days,
        free_from=free_from,
        vacant_since=free_from if taking else lived_until,
        forecast=_forecast(taking) if free_from is None else None,
        is_open=place.is_in_service and not closed,
        is_held=bool(held_for),
        held_for=held_for.pop() if len(held_for) == 1 else None,
        neighbours=tuple(neighbours[pk] for pk in sorted(there)),
        living=sum(first <= day and (end is None or end > day) for first, end in nights),
        lawful=lawful_capacity(unit.rooms.all()),
        floor=unit.floor,
        lift=unit.lift,
        quiet=unit.quiet,
        smoking_allowed=unit.smoking,
        pets_allowed=unit.pets,
    )


def _free_from(uses, today):
    """Free for good: after the last confirmed end, never in a gap that a planned stay closes."""
    ends = [use.ends_on for use in uses]
    return None if None in ends else max(ends, default=today)


def _forecast(uses):
    """The planned exit of who is there, if all of them have one: it frees nothing."""
    planned = [use.ends_on or (use.stay and use.stay.planned_until) for use in uses]
    return max(planned) if planned and None not in planned else None


def _living_here(uses, day):
    """Households that live in the flat on that day or later, those to come included."""
    return {use.household_id for use in uses if use.household_id and (use.ends_on is None or use.ends_on > day)}

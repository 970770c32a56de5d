"""Who sleeps in which bed, where a household takes several places at once."""

from beneficiaries.models.person import OF_AGE
from beneficiaries.vocabularies.people import Sex

COT_AGE = 2  # years: below it a child sleeps in a cot, which takes no bed


def sleeps_in_cot(person, day):
    age = person.age_on(day)
    return age is not None and age < COT_AGE


def first_night(person, day):
    """Nobody sleeps anywhere before they are born."""
    return max(day, person.born_on) if person.born_on else day


def spread(people, uses, day):
    """{person: use}: the oldest first, one to a bed; a cot stands beside the mother's bed. Who is beyond the beds has
    the last one, and the database says so."""
    in_beds = sorted((each for each in people if not sleeps_in_cot(each, day)), key=_oldest_first)
    beds = [use for use in uses for _ in range(use.place.beds + use.excess)]
    beds += uses[-1:] * (len(in_beds) - len(beds))
    found = dict(zip(in_beds, beds, strict=False))
    beside = found.get(_mother(in_beds, day), uses[0])
    return found | {each: beside for each in people if each not in found}


def bed_for(person, uses, day):
    """Of the uses of a stay the one for somebody more: beside the mother, or where a bed is left."""
    sleeping = {occupant.person: use for use in uses for occupant in use.occupants.on(day).select_related("person")}
    if sleeps_in_cot(person, day):
        return sleeping.get(_mother(sorted(sleeping, key=_oldest_first), day), uses[0])
    taken = [use for each, use in sleeping.items() if not sleeps_in_cot(each, day)]
    return next((use for use in uses if taken.count(use) < use.place.beds + use.excess), uses[0])


def _oldest_first(person):
    return person.born_on is not None, person.born_on, person.pk


def _mother(people, day):
    """Or whoever is the oldest."""
    women = [each for each in people if each.sex == Sex.FEMALE and (each.age_on(day) or 0) >= OF_AGE]
    return next(iter(women or people), None)

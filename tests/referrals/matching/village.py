"""Invented households and places, as many as asked, the same for the same seed."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from referrals.matching.beds import counted
from referrals.matching.facts import ANYONE, MEN, NO, UNKNOWN, WOMEN, YES, Household, Place

TODAY = date(2027, 3, 1)


def village(seed, households, places, *, shared=0.2, unknown=0.05, apart=0.02):
    """`shared`: the share of flats let bed by bed; `unknown`: of answers missing; `apart`: of households that must
    not meet another."""
    chance = Random(seed)
    people = [_household(chance, 1000 + number, unknown) for number in range(households)]
    for _ in range(round(apart * households)):
        _keep_apart(people, *chance.sample(range(households), 2))
    return people, _places(chance, places, shared, unknown)


def _answer(chance, yes, unknown):
    if chance.random() < unknown:
        return UNKNOWN
    return YES if chance.random() < yes else NO


def _household(chance, key, unknown):
    woman = chance.random() < 0.5
    return Household(
        id=key,
        people=chance.choice([1, 1, 1, 2, 2, 3, 4, 5, 6]),
        band=chance.choice([1, 2, 2, 2, 3, 3, 3, 3, 3, 3]),
        accepts_shared=_answer(chance, 0.7, unknown),
        accepts_women=_answer(chance, float(woman), unknown),
        accepts_men=_answer(chance, float(not woman), unknown),
        accepts_mixed=_answer(chance, 0.7, unknown),
        step_free=_answer(chance, 0.1, unknown),
        secret_address=YES if chance.random() < 0.07 else NO,
        needed_from=TODAY + timedelta(days=chance.randrange(-30, 60)),
        planned_days=chance.choice([90, 180, 300, 365, 500]),
        waiting_since=TODAY - timedelta(days=chance.randrange(400)),
        quiet=_answer(chance, 0.2, unknown),
        ground_floor=_answer(chance, 0.2, unknown),
        smokes=_answer(chance, 0.3, unknown),
        with_smokers=_answer(chance, 0.6, unknown),
        pets=_answer(chance, 0.1, unknown),
        with_pets=_answer(chance, 0.7, unknown),
        night_work=_answer(chance, 0.1, unknown),
        with_children=_answer(chance, 0.8, unknown),
        ages=tuple(chance.choice([None, *range(90)]) for _ in range(chance.randrange(1, 4))),
    )


def _keep_apart(people, one, other):
    for here, there in ((one, other), (other, one)):
        people[here] = replace(people[here], apart_from=people[here].apart_from | {people[there].id})


def _places(chance, count, shared, unknown):
    found, unit = [], 0
    while len(found) < count:
        unit += 1
        home = _home(chance, unit, unknown)
        if chance.random() < shared:
            beds = chance.randrange(2, 5)
            home |= {"beds": 1, "is_shared": True, "residents": chance.choice([WOMEN, MEN, ANYONE])}
            there = replace(_household(chance, 100_000 + unit, unknown), people=1)
            home |= {"living": 1, "neighbours": (there,), "lawful": chance.choice([None, beds, beds + 1])}
            found += [_bed(chance, Place(id=len(found) + bed, **home)) for bed in range(1, beds + 1)]
        else:
            found.append(Place(id=len(found) + 1, beds=chance.choice([1, 2, 2, 3, 4, 5]), **home))
    return counted(found[:count])


def _bed(chance, bed):
    """Most beds of a flat are free from the same day."""
    return bed if chance.random() < 0.8 else replace(bed, free_from=bed.free_from + timedelta(days=30))


def _home(chance, unit, unknown):
    return {
        "unit": unit,
        "step_free": _answer(chance, 0.3, unknown),
        "is_protected": chance.random() < 0.15,
        "max_stay_days": chance.choice([None, 180, 365, 540]),
        "free_from": TODAY + timedelta(days=max(0, chance.randrange(-40, 60))),
        "vacant_since": TODAY - timedelta(days=chance.randrange(60)),
        "floor": chance.randrange(5),
        "lift": _answer(chance, 0.5, unknown),
        "quiet": _answer(chance, 0.5, unknown),
        "smoking_allowed": _answer(chance, 0.3, unknown),
        "pets_allowed": _answer(chance, 0.3, unknown),
    }

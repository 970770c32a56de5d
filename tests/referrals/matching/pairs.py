"""A household and a place that fit, what may be changed on them, and any household and place there can be."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from referrals.matching.facts import (
    ANYONE,
    MEN,
    NO,
    REFUSED,
    UNKNOWN,
    WOMEN,
    YES,
    Household,
    Place,
)
from referrals.matching.ranking import assess

TODAY = date(2027, 3, 1)


def in_days(count):
    return TODAY + timedelta(days=count)


FITTING_HOUSEHOLD = Household(
    id=1,
    people=3,
    accepts_shared=NO,
    accepts_women=NO,
    accepts_men=NO,
    accepts_mixed=YES,
    step_free=NO,
    secret_address=NO,
    needed_from=TODAY,
    planned_days=300,
    waiting_since=in_days(-90),
    quiet=NO,
    ground_floor=NO,
    smokes=NO,
    pets=NO,
    ages=(31, 30, 4),
)


FITTING_PLACE = Place(
    id=7,
    beds=3,
    step_free=NO,
    max_stay_days=365,
    free_from=TODAY,
    floor=1,
    quiet=NO,
    smoking_allowed=NO,
    pets_allowed=NO,
)


SMOKER = Household(
    id=44,
    people=1,
    ages=(50,),
    smokes=YES,
    pets=NO,
    night_work=NO,
    quiet=NO,
    with_children=YES,
    with_smokers=YES,
    with_pets=YES,
)


def verdict(rule, household=None, place=None):
    """The verdict of one rule on the fitting pair with some facts changed."""
    return {each.rule: each for each in assessed(household, place).verdicts}[rule]


def points(criterion, household=None, place=None):
    return {each.criterion: each for each in assessed(household, place).points}[criterion]


def assessed(household=None, place=None, **terms):
    return assess(
        replace(FITTING_HOUSEHOLD, **(household or {})),
        replace(FITTING_PLACE, **(place or {})),
        TODAY,
        **terms,
    )


answers = st.sampled_from([YES, NO, UNKNOWN, REFUSED])


days_around = st.none() | st.integers(-200, 200).map(in_days)


ages = st.none() | st.integers(0, 90)


households = st.builds(
    Household,
    id=st.integers(1, 6),
    band=st.integers(1, 3),
    ages=st.lists(ages, max_size=3).map(tuple),
    night_work=answers,
    with_children=answers,
    with_smokers=answers,
    with_pets=answers,
    people=st.integers(1, 9),
    accepts_shared=answers,
    accepts_women=answers,
    accepts_men=answers,
    accepts_mixed=answers,
    step_free=answers,
    secret_address=st.sampled_from([YES, NO, UNKNOWN]),
    needed_from=days_around,
    planned_days=st.none() | st.integers(1, 800),
    apart_from=st.frozensets(st.integers(1, 6), max_size=2),
    waiting_since=days_around,
    quiet=answers,
    ground_floor=answers,
    smokes=answers,
    pets=answers,
)


places = st.builds(
    Place,
    id=st.integers(1, 99),
    beds=st.integers(1, 9),
    is_shared=st.booleans(),
    residents=st.sampled_from([WOMEN, MEN, ANYONE]),
    step_free=answers,
    is_protected=st.booleans(),
    max_stay_days=st.none() | st.integers(30, 730),
    free_from=days_around,
    is_open=st.booleans(),
    is_held=st.booleans(),
    held_for=st.none() | st.integers(1, 6),
    vacant_since=days_around,
    forecast=days_around,
    neighbours=st.lists(households, max_size=2, unique_by=lambda there: there.id).map(tuple),
    living=st.integers(0, 4),
    lawful=st.none() | st.integers(1, 9),
    floor=st.none() | st.integers(0, 4),
    lift=answers,
    quiet=answers,
    smoking_allowed=answers,
    pets_allowed=answers,
)


FAILING = [
    ("size", {"people": 5}, {"beds": 4}, "5 people do not fit in 4 beds."),
    ("size", {"people": 2}, {"beds": 1}, "2 people do not fit in 1 bed."),
    ("waste", {"people": 1}, {"beds": 4}, "3 beds would stay empty (at most 1 allowed)."),
    (
        "shared",
        {"people": 1},
        {"beds": 1, "is_shared": True},
        "The household does not accept a shared flat.",
    ),
    ("gender", {}, {"residents": WOMEN}, "This flat is for women only."),
    ("gender", {"accepts_women": YES}, {"residents": MEN}, "This flat is for men only."),
    (
        "gender",
        {"accepts_mixed": NO, "accepts_shared": YES},
        {"is_shared": True},
        "Women and men share this flat, which was not chosen.",
    ),
    ("access", {"step_free": YES}, {}, "A home without steps is needed, and this one has steps."),
    (
        "secret",
        {"secret_address": YES},
        {},
        "The address must stay secret, and this home is not protected.",
    ),
    (
        "stay",
        {"planned_days": 400},
        {},
        "The planned stay of 400 days is longer than the 365 days allowed (plus 30 days of tolerance).",
    ),
    (
        "date",
        {},
        {"free_from": in_days(60)},
        "The place is free 60 days after the need (at most 45).",
    ),
    (
        "apart",
        {"apart_from": frozenset({44, 45})},
        {"neighbours": (SMOKER,)},
        "Two people who must live apart would share this home.",
    ),
    ("lawful", {}, {"lawful": 5, "living": 3}, "6 people would live here; the rooms are lawful for 5."),
    (
        "company",
        {"with_smokers": NO},
        {"neighbours": (SMOKER,), "is_shared": True},
        "Does not go together with who lives there: smoking.",
    ),
    (
        "floor",
        {"ground_floor": YES},
        {"floor": 3, "lift": NO},
        "The ground floor or a lift is needed, and this home has stairs.",
    ),
    ("quiet", {"quiet": YES}, {}, "Quiet is needed, and this home is not quiet."),
    ("pets", {"pets": YES}, {}, "There is an animal, and animals are not allowed here."),
    (
        "reserved",
        {},
        {"step_free": YES, "vacant_since": TODAY},
        "Kept until 15/03/2027 for who needs a home without steps.",
    ),
    (
        "reserved",
        {},
        {"is_protected": True, "vacant_since": in_days(-13)},
        "Kept until 02/03/2027 for whose address must stay secret.",
    ),
    ("closed", {}, {"is_open": False}, "The home is closed."),
    ("held", {}, {"is_held": True, "held_for": 2}, "The place is held for somebody else."),
    ("taken", {}, {"free_from": None}, "The place is taken, and no leaving day is confirmed."),
    (
        "taken",
        {},
        {"free_from": None, "forecast": in_days(30)},
        "The place is taken; the exit planned for 31/03/2027 is not confirmed.",
    ),
]


YES_OR_NO = [YES, NO]


def completions(facts, possible):
    """The facts with every answer that is not known filled in, in all possible ways."""
    open_fields = [name for name in possible if getattr(facts, name) in (None, UNKNOWN, REFUSED)]
    for values in product(*(possible[name] for name in open_fields)):
        yield replace(facts, **dict(zip(open_fields, values, strict=True)))

"""The simulated years: nothing in them that the rules forbid, and what the study of queues found is found again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from referrals.matching.arrivals import NEEDS, Arrival, Demand, draw, with_all_answered
from referrals.matching.facts import NO, UNKNOWN, YES, Household, Place
from referrals.matching.outcomes import DAYS, FIRST, Estimate, compare, summarise
from referrals.matching.policies import Policy, fits, planned, urgent_first
from referrals.matching.rulebook import DEFAULT
from referrals.matching.simulation import Possible, Vacancy, emptied, run

DAY = date(2026, 3, 1)
LAST = DAY + timedelta(days=400)
KNOWN = {"lift": NO, "quiet": YES, "smoking_allowed": YES, "pets_allowed": YES, "floor": 1}
FREE = replace(DEFAULT, hold_days=0)
FIRST_COME, URGENT = Policy.first_come(DEFAULT), Policy("urgent", DEFAULT, urgent_first)


def village():
    """Twenty flats and five beds; two of the flats without steps, two protected."""
    flats = [
        Place(
            id=n,
            unit=n,
            beds=1 + n % 5,
            step_free=YES if n in (3, 4) else NO,
            is_protected=n in (7, 8),
            **KNOWN,
        )
        for n in range(1, 21)
    ]
    beds = [Place(id=n, unit=99, is_shared=True, residents="men", step_free=NO, **KNOWN) for n in range(21, 26)]
    return flats + beds


def arrival(number, day=DAY, gone_on=LAST, stay_days=100, **facts):
    said = {"people": 2, "ages": (30, 8), "planned_days": 90, "needed_from": day, "waiting_since": day} | facts
    household = with_all_answered(Household(id=number, **said))
    return Arrival(household, day, gone_on, stay_days)


def flat(number=1, **more):
    return Place(**{"id": number, "unit": number, "beds": 2, "step_free": NO, **KNOWN, **more})


def days(entries):
    return {number: (entry.day - DAY).days for number, entry in entries.items()}


# One home, step by step


def test_who_came_first_enters_first_and_the_next_when_the_home_is_free_again():
    came = [arrival(1), arrival(2, day=DAY + timedelta(days=3))]
    assert days(run(came, [Vacancy(DAY, flat())], FIRST_COME, LAST)) == {1: 0, 2: 100}


def test_a_home_that_does_not_return_is_let_once():
    came = [arrival(1), arrival(2)]
    assert days(run(came, [Vacancy(DAY, flat(), returns=False)], FIRST_COME, LAST)) == {1: 0}


def test_an_emergency_goes_first_where_the_order_says_so():
    came = [arrival(1, band=3), arrival(2, band=1)]
    assert set(run(came, [Vacancy(DAY, flat(), returns=False)], FIRST_COME, LAST)) == {1}
    assert set(run(came, [Vacancy(DAY, flat(), returns=False)], URGENT, LAST)) == {2}


def test_who_found_another_way_enters_no_more():
    gone = arrival(1, gone_on=DAY + timedelta(days=5))
    assert run([gone], [Vacancy(DAY + timedelta(days=5), flat())], FIRST_COME, LAST) == {}
    assert days(run([gone], [Vacancy(DAY + timedelta(days=4), flat())], FIRST_COME, LAST)) == {1: 4}


def test_a_home_without_steps_is_kept_for_a_fortnight():
    can_climb, cannot = arrival(1), arrival(2, day=DAY + timedelta(days=7), step_free=YES)
    home = [Vacancy(DAY, flat(step_free=YES))]
    assert days(run([can_climb, cannot], home, URGENT, LAST)) == {2: 7, 1: 107 + 14}
    assert days(run([can_climb], home, URGENT, LAST)) == {1: 14}
    assert days(run([can_climb, cannot], home, Policy("free", FREE, urgent_first), LAST))[1] == 0


def test_two_who_do_not_suit_each_other_do_not_enter_one_flat_on_one_day():
    alone = {"people": 1, "ages": (40,), "accepts_women": NO}
    smoker, other = arrival(1, smokes=YES, **alone), arrival(2, **alone)
    other = replace(other, household=replace(other.household, with_smokers=NO))
    beds = [Vacancy(DAY, flat(n, unit=9, beds=1, is_shared=True, residents="men")) for n in (1, 2)]
    assert days(run([smoker, other], beds, FIRST_COME, LAST)) == {1: 0, 2: 100}


def test_two_people_take_two_beds_and_both_are_free_again_when_they_leave():
    couple, third, fourth = arrival(1), *(arrival(n, people=1, ages=(40,)) for n in (2, 3))
    beds = [Vacancy(DAY, bed) for bed in emptied(flat(n, unit=9, is_shared=True, residents="men") for n in (1, 2))]
    assert days(run([couple, third, fourth], beds, FIRST_COME, LAST)) == {1: 0, 2: 100, 3: 100}


# Whole years


@pytest.fixture(scope="module")
def years():
    """Seed 3, first-come and the urgent first: (arrivals, {policy: entries})."""
    came = draw(Demand(per_day=0.15), 3, FIRST, DAYS)
    vacancies = [Vacancy(FIRST, home) for home in village()]
    last = FIRST + timedelta(days=DAYS)
    return came, {policy.name: run(came, vacancies, policy, last) for policy in (FIRST_COME, URGENT)}


def test_one_seed_is_one_story(years):
    came, entries = years
    again = draw(Demand(per_day=0.15), 3, FIRST, DAYS)
    assert came == again and came != draw(Demand(per_day=0.15), 4, FIRST, DAYS)
    vacancies = [Vacancy(FIRST, home) for home in reversed(village())]
    assert run(list(reversed(again)), vacancies, URGENT, FIRST + timedelta(days=DAYS)) == entries["urgent"]


def test_whom_the_rules_would_never_let_in_need_not_be_weighed(monkeypatch):
    came, last = draw(Demand(per_day=0.2), 3, FIRST, 200), FIRST + timedelta(days=200)
    vacancies = [Vacancy(FIRST, home) for home in village()]
    policies = (FIRST_COME, URGENT, Policy("planned", DEFAULT, planned))
    entries = [run(came, vacancies, policy, last) for policy in policies]
    monkeypatch.setattr(Possible, "among", lambda possible, households, place: list(households))
    assert [run(came, vacancies, policy, last) for policy in policies] == entries and all(entries)


def test_nobody_enters_what_the_rules_forbid_nor_a_bed_that_is_taken(years):
    came, entries = years
    by_id = {each.household.id: each for each in came}
    for of_policy in entries.values():
        taken = {}
        for number, entry in sorted(of_policy.items(), key=lambda item: item[1].day):
            each = by_id[number]
            assert each.day <= entry.day < each.gone_on
            assert fits(each.household, replace(entry.place, free_from=entry.day), entry.day, FREE)
            assert taken.get(entry.place.id, FIRST) <= entry.day
            taken[entry.place.id] = entry.day + timedelta(days=each.stay_days)


def test_who_needs_what_is_scarce_is_housed_more_often_with_a_hold():
    """The study: twice as often, for less than one point of occupancy; and the emergencies more than by first-come."""
    policies = [FIRST_COME, Policy("free", FREE, urgent_first), URGENT]
    found = summarise([compare(Demand(per_day=0.2), village(), policies, seed) for seed in range(6)])
    housed = {name: {group: each.housed for group, each in summary.groups.items()} for name, summary in found.items()}
    assert housed["urgent"]["secret:yes"] > housed["free"]["secret:yes"]
    assert housed["urgent"]["band:emergency"] > housed["first_come"]["band:emergency"] + 0.1
    assert abs(found["urgent"].gains["free"].mean) < 3
    assert {group: each.n for group, each in found["urgent"].groups.items()} == {
        group: each.n for group, each in found["first_come"].groups.items()
    }, "the same people are counted, whoever is housed"


def test_seeds_are_put_together_pair_by_pair():
    def seed(one, other, waits):
        groups = {"all": {"n": 4, "waits": waits}}
        return {"one": {"occupancy": one, "groups": groups}, "other": {"occupancy": other, "groups": groups}}

    found = summarise([seed(0.90, 0.80, [1, 2]), seed(0.80, 0.72, [3]), seed(0.70, 0.58, [])])
    assert found["one"].gains["other"] == Estimate(pytest.approx(10), pytest.approx(2 / 3**0.5))
    assert found["one"].groups["all"].housed == 3 / 12 and found["one"].groups["all"].mean == 2


def test_a_demand_survives_the_database():
    assert Demand.from_json(Demand().as_json()) == Demand()


def test_what_nobody_answered_stands_in_nobodys_way():
    silent = with_all_answered(Household(id=1, people=1))
    assert UNKNOWN not in vars(silent).values()
    assert all(getattr(silent, need) == NO for need in NEEDS) and silent.accepts_shared == YES
    assert with_all_answered(Household(id=1, people=1, step_free=YES, accepts_shared=NO)).accepts_shared == NO

"""Which places come free when: learnt as it should be, right as often as it says, and telling nobody whose it is."""

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.forecast.curves import Lead, Past, lead_of, learn, looks, plan_known
from housing.forecast.months import By, Leaving, Outlook, Said, at_least_one, month_ends, months
from housing.forecast.wording import in_ten, when, why
from tests.housing.past_house import OPENED, Habits, any_habits, as_known, house

DAY = timedelta(days=1)
TODAY = date(2024, 3, 11)
NOBODY = learn([], TODAY)


# Right as often as it says


def said_and_come(stays, today, months_ahead=range(1, 13)):
    """(chance given, whether it came) for everybody who is here, at each distance."""
    curves = learn(as_known(stays, today), today, today - 3 * 365 * DAY)
    days = [today + 30 * ahead * DAY for ahead in months_ahead]
    for stay in stays:
        if stay.entered < today <= stay.left:
            chances = curves.chances(plan_known(stay.plans, today), today, days)
            yield from ((chance, stay.left <= day) for chance, day in zip(chances, days, strict=True))


def came_of(said, low, high):
    found = [came for chance, came in said if low <= chance < high]
    assert len(found) > 150  # or it would prove nothing
    return sum(found) / len(found)


def told_in_many_houses(seeds=range(30), **habits):
    for seed in seeds:
        dice = Random(seed)
        stays = house(dice, Habits(**habits) if habits else any_habits(dice))
        for today in (date(2021, 6, 17), TODAY):
            yield from said_and_come(stays, today)


def test_of_the_places_given_80_percent_70_to_90_came_free():
    said = list(told_in_many_houses())
    assert 0.70 <= came_of(said, 0.75, 0.85) <= 0.90


@pytest.mark.parametrize("percent", [10, 30, 50, 70, 90])
def test_every_other_share_comes_about_as_often_as_it_is_said(percent):
    said = list(told_in_many_houses(range(15)))
    share = percent / 100
    assert abs(came_of(said, share - 0.05, share + 0.05) - share) < 0.1


@pytest.mark.parametrize(
    "habits",
    [
        {"extends": 0.7, "late": 60},  # a house where plans slip
        {"extends": 0.05, "on_the_day": 0.8, "late": 5},  # one where they are kept
        {"without_plan": 0.5},
        {"early": 0.5},
    ],
    ids=["slack", "punctual", "without plans", "early"],
)
def test_each_house_is_learnt_by_its_own_habits(habits):
    said = list(told_in_many_houses(range(15), **habits))
    assert 0.70 <= came_of(said, 0.75, 0.85) <= 0.90


def test_a_house_without_a_past_says_about_what_houses_do():
    """On the first estimate alone."""
    said = [
        each
        for seed in range(5)
        for each in said_and_come(house(Random(seed), Habits(), places=80, years=1), OPENED + 60 * DAY)
    ]
    assert 0.65 <= came_of(said, 0.75, 0.85) <= 0.95


# How the past is looked at


def test_each_first_of_a_month_is_a_look_at_what_was_planned_then():
    stay = Past(
        date(2023, 1, 10),
        date(2023, 4, 5),
        ((date(2023, 1, 1), date(2023, 3, 10)), (date(2023, 3, 2), date(2023, 4, 1))),
    )
    assert list(looks(stay, TODAY)) == [
        (Lead.QUARTER, -37, 26, True),  # on 01/02 the exit was planned for 10/03: it came 26 days later
        (Lead.MONTH, -9, 26, True),
        (Lead.MONTH, 0, 4, True),  # on 01/04 it was planned for that day
    ]


def test_who_is_still_here_counts_up_to_yesterday():
    stay = Past(date(2024, 1, 20), None, ((date(2024, 1, 1), date(2024, 3, 1)),))
    assert list(looks(stay, TODAY)) == [
        (Lead.MONTH, -29, 9, False),
        (Lead.MONTH, 0, 9, False),
    ]


def test_what_was_known_later_is_not_known_before():
    plans = ((date(2024, 1, 1), date(2024, 6, 1)), (date(2024, 5, 20), date(2024, 9, 1)))
    assert plan_known(plans, date(2024, 5, 19)) == date(2024, 6, 1)
    assert plan_known(plans, date(2023, 12, 31)) is None


@pytest.mark.parametrize(
    ("days", "lead"), [(-1, Lead.OVERDUE), (0, Lead.MONTH), (30, Lead.MONTH), (31, Lead.QUARTER), (91, Lead.LATER)]
)
def test_how_far_away_the_plan_is(days, lead):
    assert lead_of(TODAY + days * DAY, TODAY) == lead


# What always holds of it

planned = st.none() | st.integers(-400, 900).map(lambda days: TODAY + days * DAY)
seeds = st.integers(0, 10**6)


@given(planned, seeds)
@settings(max_examples=60)
def test_chances_lie_between_none_and_certain_and_never_fall(planned, seed):
    stays = house(Random(seed), any_habits(Random(seed)), places=8)
    chances = learn(as_known(stays, TODAY), TODAY).chances(planned, TODAY, [TODAY + n * DAY for n in range(500)])
    assert chances[0] > 0 and chances[-1] < 1
    assert (np.diff(chances) >= 0).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.integers(0, 400))
def test_how_many_places_are_free_is_as_if_each_number_were_counted_out(shares, ahead):
    """Against a plain count over every combination."""
    outlooks = [Given(share) for share in shares]
    month = months(outlooks, TODAY)[0]
    assert month.expected == pytest.approx(sum(shares))
    reached = np.cumsum(counted_out(shares))
    assert reached[month.low] >= 0.1 - 1e-9 and (month.low == 0 or reached[month.low - 1] < 0.1 + 1e-9)
    assert reached[month.high] >= 0.9 - 1e-9 and (month.high == 0 or reached[month.high - 1] < 0.9 + 1e-9)


class Given:
    def __init__(self, share):
        self.chances = np.full(12, share)


def counted_out(shares):
    numbers = np.zeros(len(shares) + 1)
    for which in range(2 ** len(shares)):
        taken = [bool(which >> turn & 1) for turn in range(len(shares))]
        numbers[sum(taken)] += np.prod([s if took else 1 - s for s, took in zip(shares, taken, strict=True)])
    return numbers


def test_of_several_places_one_is_free_unless_none_is():
    assert at_least_one([[0.5, 1.0], [0.5, 0.0]]).tolist() == [0.75, 1.0]


# A place


def test_the_coming_months_are_twelve_and_this_one_is_the_first():
    ends = month_ends(date(2024, 12, 31))
    assert (ends[0], ends[1], ends[-1], len(ends)) == (date(2024, 12, 31), date(2025, 1, 31), date(2025, 11, 30), 12)


def leaving(*said):
    return Leaving(tuple((Said(day), weight) for day, weight in said or [(TODAY + 20 * DAY, 1.0)]), NOBODY)


def test_only_what_is_confirmed_is_certain():
    confirmed = Outlook(TODAY, sure_from=date(2024, 5, 1))
    assert confirmed.chances[:3].tolist() == [0, 0, 1]
    assert all(0 < chance < 1 for chance in Outlook(TODAY, None, (leaving(),)).chances)


def test_everybody_who_takes_the_place_must_leave():
    one, two = Outlook(TODAY, None, (leaving(),)), Outlook(TODAY, None, (leaving(), leaving()))
    assert two.chances.tolist() == pytest.approx((one.chances**2).tolist())


def test_nothing_is_free_before_a_known_end():
    closed_too = Outlook(TODAY, None, (leaving(),), after=date(2024, 6, 1))
    assert closed_too.chances[:3].tolist() == [0, 0, 0] and closed_too.chances[3] > 0


@given(st.integers(1, 500))
def test_a_life_project_that_looks_further_never_makes_it_likelier(more):
    near, far = TODAY + 20 * DAY, TODAY + (20 + more) * DAY
    plan = Outlook(TODAY, None, (leaving((near, 1.0)),))
    both = Outlook(TODAY, None, (leaving((near, 0.5), (far, 0.5)),))
    assert (both.chances <= plan.chances + 0.03).all()


# In words


@pytest.mark.parametrize(
    ("chance", "tenths"), [(0.0, 0), (0.001, 1), (0.14, 1), (0.77, 8), (0.97, 9), (0.9999, 9), (1.0, 10)]
)
def test_only_certainty_is_ten_in_ten(chance, tenths):
    assert in_ten(chance) == tenths


def test_when_it_is_free_is_said_by_months_and_tenths():
    assert when(Outlook(TODAY, sure_from=TODAY)) == "free now"
    assert when(Outlook(TODAY, sure_from=date(2024, 5, 1))) == "free from 01/05/2024, confirmed"
    assert when(Outlook(TODAY, None, (leaving(),))) == "probably free by may 2024 (6 in 10)"
    assert when(Outlook(TODAY, None, (leaving((TODAY + 800 * DAY, 1.0)),))).startswith("hardly free within a year")


def test_why_tells_what_is_planned_what_usually_comes_of_it_and_of_how_many():
    stays = house(Random(3), Habits(on_the_day=0, late=40, early=0, extends=0, without_plan=0))
    curves = learn(as_known(stays, TODAY), TODAY)
    said = why(Outlook(TODAY, None, (Leaving(((Said(TODAY + 20 * DAY), 1.0),), curves),)))
    assert said[0] == "An exit is planned within a month."
    days = int("".join(filter(str.isdigit, said[1])))
    assert said[1].endswith("days after it.") and 20 < days < 40  # half of those 40 days late on average
    assert said[2] == f"Seen in {curves.stays[Lead.MONTH]} stays."


def test_what_else_is_spoken_of_is_told():
    said = ((Said(TODAY + 20 * DAY), 0.5), (Said(date(2024, 9, 30), By.LIFE_PROJECT), 0.5))
    assert "The life project looks as far as september 2024: that counts too." in why(
        Outlook(TODAY, None, (Leaving(said, NOBODY),))
    )


def test_where_few_were_seen_it_says_so():
    assert why(Outlook(TODAY, None, (leaving(),)))[-1] == "Few like these were seen (0): a first estimate counts too."


def test_of_what_is_confirmed_nothing_is_to_be_explained():
    assert why(Outlook(TODAY, sure_from=TODAY)) == []

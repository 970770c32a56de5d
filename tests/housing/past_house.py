"""An invented house over some years: who enters, what exit is planned and replanned, who really leaves when."""

from dataclasses import dataclass
from datetime import date, timedelta

from housing.forecast.curves import Past

DAY = timedelta(days=1)
OPENED = date(2020, 1, 1)
PLANNED_FOR = (120, 180, 180, 270, 365)


@dataclass(frozen=True)
class Habits:
    without_plan: float = 0.1  # the share of stays in which nobody plans an exit
    early: float = 0.15  # ... that end well before the plan
    extends: float = 0.4  # each time that the plan comes near
    on_the_day: float = 0.3  # the others are late
    late: float = 25  # days, on average


def any_habits(dice):
    return Habits(
        without_plan=dice.choice([0, 0.1, 0.3]),
        early=dice.uniform(0.05, 0.3),
        extends=dice.uniform(0.1, 0.6),
        on_the_day=dice.uniform(0.1, 0.6),
        late=dice.choice([10, 25, 60]),
    )


def house(dice, habits, places=40, years=6):
    """Every stay in it, with all that will ever be known of it: one place after the other is lived in in turn."""
    stays = []
    for _ in range(places):
        entered = OPENED + dice.randint(0, 120) * DAY
        while entered < OPENED + years * 365 * DAY:
            stays.append(_stay(dice, entered, habits))
            entered = stays[-1].left + dice.randint(5, 40) * DAY
    return stays


def _stay(dice, entered, habits):
    decided = entered - 14 * DAY
    if dice.random() < habits.without_plan:
        return Past(entered, entered + (30 + int(dice.expovariate(1 / 240))) * DAY, ((decided, None),))
    until = entered + dice.choice(PLANNED_FOR) * DAY
    plans = [(decided, until)]
    if dice.random() < habits.early:
        return Past(entered, entered + dice.randint(20, (until - entered).days - 5) * DAY, tuple(plans))
    while dice.random() < habits.extends:
        decided, until = until - dice.randint(-10, 40) * DAY, until + dice.choice([60, 90, 90, 180]) * DAY
        plans.append((decided, until))
    on_the_day = dice.random() < habits.on_the_day
    late = -dice.randint(0, 3) if on_the_day else int(dice.gammavariate(1.2, habits.late / 1.2))
    return Past(entered, until + late * DAY, tuple(plans))


def as_known(stays, today):
    """What somebody knows on this day: not who will leave, nor what will be planned."""
    return [
        Past(
            stay.entered,
            stay.left if stay.left < today else None,
            tuple((since, until) for since, until in stay.plans if since <= today),
        )
        for stay in stays
        if stay.entered < today
    ]

"""How exits keep to their plan, learnt from those who were here. Pure arithmetic.

Time is counted in days of lateness: 0 is the planned exit as it was known when somebody looked, so that an
extension is only lateness. Of every stay each first of a month is a look: what was planned then, and what came of
it. Who is still here counts for the days until today (Kaplan and Meier's way, with late entry). How often one
leaves on a day of lateness is told apart by how far away the plan was; where few were seen, it leans on the host's
whole, and that on a first estimate which stands here to be read.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np


class Lead(StrEnum):
    """How far away the planned exit is on the day one looks."""

    OVERDUE = "overdue"
    MONTH = "month"
    QUARTER = "quarter"
    LATER = "later"
    NONE = "none"  # no exit is planned: days are counted from the look


LEADS_WITH_A_PLAN = (Lead.OVERDUE, Lead.MONTH, Lead.QUARTER, Lead.LATER)

# Days of lateness at which the frequency of leaving may change, and the first estimate of it, per day, from each on.
EDGES = np.array([-1100, -180, -90, -45, -21, -7, 0, 1, 8, 15, 29, 43, 64, 92, 150, 240, 1500])
FIRST_ESTIMATE = np.array(
    [0.0005, 0.0005, 0.001, 0.001, 0.003, 0.01, 0.15, 0.02, 0.015, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01]
)
WITHOUT_A_PLAN = np.full(len(FIRST_ESTIMATE), 0.003)
WIDTHS = np.minimum(np.diff(EDGES), 90)  # of the outermost two, as much as is looked at
LEANS_ON = 4  # as many stays the estimate behind counts, in each stretch of days


@dataclass(frozen=True)
class Past:
    """A stay as its own history tells it."""

    entered: date
    left: date | None  # None: still here
    plans: tuple  # (known since, planned exit or None), in order


def lead_of(planned, day):
    if planned is None:
        return Lead.NONE
    days = (planned - day).days
    if days < 0:
        return Lead.OVERDUE
    return Lead.MONTH if days <= 30 else Lead.QUARTER if days <= 90 else Lead.LATER


def plan_known(plans, day):
    known = [until for since, until in plans if since <= day]
    return known[-1] if known else None


def looks(past, today, since=date.min):
    """(lead, lateness on the day of the look, lateness on which it ended, whether by leaving), of each look."""
    last = past.left or today - timedelta(days=1)  # who is here may still leave today
    for day in firsts_of_months(max(past.entered, since), last):
        planned = plan_known(past.plans, day)
        zero = planned or day
        yield lead_of(planned, day), (day - zero).days, (last - zero).days, past.left is not None


def firsts_of_months(first, last):
    index = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    while (day := date(index // 12, index % 12 + 1, 1)) <= last:
        yield day
        index += 1


@dataclass(frozen=True)
class Curves:
    """For each lead, the logarithm of the share that is still here on each day of lateness from EDGES[0] on."""

    still_here: dict
    stays: dict  # how many stays were looked at with this lead

    def chances(self, planned, today, days):
        """How likely who is here today, with this planned exit, has left by the end of each of these days."""
        curve, start = self._curve(planned, today)
        ahead = np.array([(day - today).days + 1 for day in days])
        ends = np.clip(start + np.maximum(ahead, 0), start, len(curve) - 1)
        return -np.expm1(curve[ends] - curve[start])

    def half_gone(self, planned, today):
        """The day by which half of those in this case have left."""
        curve, start = self._curve(planned, today)
        days = np.searchsorted(-(curve[start:] - curve[start]), np.log(2))
        return today + timedelta(days=int(days) - 1)

    def _curve(self, planned, today):
        curve = self.still_here[lead_of(planned, today)]
        lateness = (today - (planned or today)).days
        return curve, int(np.clip(lateness - EDGES[0], 0, len(curve) - 1))


def learn(pasts, today, since=date.min):
    """Curves of one host, from the looks on and after `since`."""
    seen = {lead: [] for lead in Lead}
    stays = dict.fromkeys(Lead, 0)
    for past in pasts:
        leads = set()
        for lead, *look in looks(past, today, since):
            seen[lead].append(look)
            leads.add(lead)
        for lead in leads:
            stays[lead] += 1
    counted = {lead: _counted(np.array(rows, dtype=float).reshape(-1, 3)) for lead, rows in seen.items()}
    whole = _leaning(*(sum(counted[lead][n] for lead in LEADS_WITH_A_PLAN) for n in (0, 1)), FIRST_ESTIMATE)
    behind = dict.fromkeys(LEADS_WITH_A_PLAN, whole) | {Lead.NONE: WITHOUT_A_PLAN}
    return Curves({lead: _still_here(_leaning(*counted[lead], behind[lead])) for lead in Lead}, stays)


def _counted(looks):
    """In each stretch of lateness: how many left, and the days that somebody could have left on."""
    starts, lasts, leaving = looks.T
    stretch = np.clip(np.searchsorted(EDGES, lasts, side="right") - 1, 0, len(WIDTHS) - 1)
    left = np.bincount(stretch[leaving == 1], minlength=len(WIDTHS))
    overlap = np.minimum(lasts[:, None] + 1, EDGES[None, 1:]) - np.maximum(starts[:, None], EDGES[None, :-1])
    return left, np.maximum(overlap, 0).sum(axis=0)


def _leaning(left, days, behind):
    weight = LEANS_ON * WIDTHS
    return (left + weight * behind) / (days + weight)


def _still_here(per_day):
    daily = np.repeat(np.log1p(-np.minimum(per_day, 0.99)), np.diff(EDGES))
    return np.concatenate([[0.0], np.cumsum(daily)])

"""Who arrives, as a host's own referrals of three years say it; the study's numbers where they are too few to say.

Only shares and means leave this module: nobody's data.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from statistics import fmean, median

from django.utils import timezone

from housing.models import Stay
from referrals.fairness.grouping import grouped
from referrals.matching import groups
from referrals.matching.arrivals import FAMILIES, Demand
from referrals.matching.facts import YES
from referrals.matching.order import EMERGENCY, HIGH
from referrals.models import Referral
from referrals.states import State

THREE_YEARS = timedelta(days=3 * 365)
ENOUGH = 50  # referrals, for a host to be like itself
ENOUGH_OF_A_SORT = 20  # of one sort of family, of exits, of those who gave up
PER_HOME = Demand.per_day / 60


def demand_of(host, homes):
    """How many come and who they are. `homes`: how many there are, for a host that knows nothing of its own yet."""
    today = timezone.localdate()
    sent = Referral.objects.figures_of(host).filter(host=host, submitted_at__gte=timezone.now() - THREE_YEARS)
    known = grouped(sent)
    if len(known) < ENOUGH:
        return Demand(per_day=PER_HOME * max(1, homes))
    first = min(timezone.localdate(each.referral.submitted_at) for each in known)
    return Demand(
        per_day=len(known) / max(1, (today - first).days),
        families=_families(known),
        citizenship=_shares(each.groups[groups.CITIZENSHIP] for each in known),
        **{answer: _part(known, answer) for answer in ("ground_floor", "quiet", "smokes", "pets")},
        patience_days=_patience(known, today),
        stay_days=_stay_days(host),
        planned_days=_planned_days(known),
        learnt_from=len(known),
    )


def _shares(codes):
    counts = Counter(codes)
    return {code: count / counts.total() for code, count in sorted(counts.items())}


def _part(known, answer):
    """Of those who answered."""
    said = [getattr(each.facts, answer) == YES for each in known if getattr(each.facts, answer) in (YES, "NO")]
    return fmean(said) if len(said) >= ENOUGH_OF_A_SORT else getattr(Demand, answer)


def _families(known):
    by_sort = defaultdict(list)
    for each in known:
        by_sort[each.groups[groups.FAMILY]].append(each)
    counted = {sort: by_sort[sort] for sort in FAMILIES if by_sort[sort]}
    total = sum(map(len, counted.values()))
    learnt = {sort: _family(FAMILIES[sort], of_sort, total) for sort, of_sort in counted.items()}
    return learnt or dict(FAMILIES)  # of people without ages nothing is learnt


def _family(usual, of_sort, total):
    if len(of_sort) < ENOUGH_OF_A_SORT:
        return replace(usual, share=len(of_sort) / total)
    decided = [each.facts.band for each in of_sort if each.facts.waiting_since] or [each.facts.band for each in of_sort]
    return replace(
        usual,
        share=len(of_sort) / total,
        sizes=_shares(max(1, each.facts.people) for each in of_sort),
        led_by_women=fmean(each.groups[groups.GENDER] == groups.WOMAN for each in of_sort),
        emergency=fmean(band == EMERGENCY for band in decided),
        high=fmean(band == HIGH for band in decided),
        step_free=fmean(each.facts.step_free == YES for each in of_sort),
        secret=fmean(each.facts.secret_address == YES for each in of_sort),
        shared=fmean(each.facts.accepts_shared == YES for each in of_sort),
    )


def _patience(known, today):
    """Days waited by all, for each one who gave up: who is housed or still waits has not given up yet."""
    listed = [each.referral for each in known if each.referral.waiting_since]
    gave_up = sum(row.state == State.WITHDRAWN for row in listed)
    if gave_up < ENOUGH_OF_A_SORT:
        return Demand.patience_days
    return sum((_until(row, today) - row.waiting_since).days for row in listed) / gave_up


def _until(row, today):
    """The day on which it waited no longer."""
    if row.stay and row.stay.started_on:
        return max(row.waiting_since, row.stay.started_on)
    return max(row.waiting_since, timezone.localdate(row.closed_at) if row.closed_at else today)


def _stay_days(host):
    """Of the stays that ended in these years."""
    ended = Stay.objects.figures_of(host).filter(host=host, ended_on__gte=timezone.localdate() - THREE_YEARS)
    nights = [(left - entered).days for entered, left in ended.values_list("started_on", "ended_on")]
    return fmean(nights) if len(nights) >= ENOUGH_OF_A_SORT else Demand.stay_days


def _planned_days(known):
    said = [each.facts.planned_days for each in known if each.facts.planned_days]
    return round(median(said)) if len(said) >= ENOUGH_OF_A_SORT else Demand.planned_days

"""From rows to outlooks, in the same few queries for one place or for a thousand.

A room: it sees what takes a place, whoever asks, and tells nobody whose it is.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Mod
from django.utils import timezone

from beneficiaries.models import LifeProject
from housing import working_days
from housing.forecast.curves import Past, learn
from housing.forecast.months import By, Leaving, Outlook, Said
from housing.models import Extension, PlaceUse, PlannedExit, Stay

REMEMBERED = timedelta(days=3 * 365)  # older habits are others'
ENOUGH = 2000  # stays to learn from: of more, every second, third... one
OTHERS_COUNT = 0.5  # of two days that are spoken of, the planned exit's and another, neither is surer


def outlooks(places):
    """By key, of those of these places that have an outlook: not of the held, the closed, those out of service.

    `places`: rows with their unit and building.
    """
    today = timezone.localdate()
    open_ones = [place for place in places if place.is_in_service]
    uses = PlaceUse.objects.to_come_by_flat({place.unit_id for place in open_ones}, today)
    curves = learnt({place.unit.building.host_id for place in open_ones}, today)
    others = _other_days([use for of_unit in uses.values() for use in of_unit], today)
    found = {}
    for place in open_ones:
        taking = [use for use in uses[place.unit_id] if use.is_in_the_way_of(place)]
        outlook = _outlook(place, taking, curves[place.unit.building.host_id], others, today)
        if outlook:
            found[place.pk] = outlook
    return found


def learnt(hosts, today):
    """The habits of each of these hosts."""
    since = today - REMEMBERED
    stays = Stay.objects.filter(host__in=hosts, started_on__lt=today).filter(Q(ended_on=None) | Q(ended_on__gt=since))
    stays = stays.alias(turn=Mod(F("pk"), stays.count() // ENOUGH + 1)).filter(turn=0).order_by()
    plans = defaultdict(list)
    known = PlannedExit.objects.filter(stay__in=stays).order_by("since").values_list("stay", "since", "until")
    for stay, day, until in known:
        plans[stay].append((day, until))
    pasts = {host: [] for host in hosts}
    for pk, host, entered, left in stays.values_list("pk", "host", "started_on", "ended_on"):
        pasts[host].append(Past(entered, left, tuple(plans[pk])))
    return {host: learn(of_host, today, since) for host, of_host in pasts.items()}


def _other_days(uses, today):
    """By stay, the days still to come that are spoken of besides its planned exit, and by what."""
    households = {use.household_id: use.stay_id for use in uses if use.stay_id}
    projects = LifeProject.objects.open().filter(household__in=households, horizon_on__gte=today)
    days = defaultdict(list)
    for household, day in projects.values_list("household", "horizon_on"):
        days[households[household]].append(Said(day, By.LIFE_PROJECT))
    asked = Extension.objects.open().filter(stay__in=households.values(), until__gte=today)
    for stay, day in asked.values_list("stay", "until"):
        days[stay].append(Said(day, By.EXTENSION))
    return days


def _outlook(place, taking, curves, others, today):
    open_ended = [use for use in taking if use.ends_on is None]
    ends = [use.ends_on for use in taking if use.ends_on]
    if any(use.kind != PlaceUse.Kind.STAY for use in open_ended):
        return None
    if not open_ended:
        return Outlook(today, sure_from=max(ends, default=today))
    leaving = tuple(
        Leaving(_said(use.stay, others[use.stay_id]), curves, _ready_after(place, today))
        for use in {use.stay_id: use for use in open_ended}.values()
    )
    return Outlook(today, None, leaving, max(ends, default=None))


def _ready_after(place, today):
    """The working days after an exit, in days of the week that begins now."""
    days = place.unit.turnaround_days
    return (working_days.after(today, days) - today).days if days else 0


def _said(stay, others):
    """What is planned counts half, and what else is spoken of the other half; where nothing is planned, all."""
    plan, others = Said(stay.planned_until, By.PLAN), [said for said in others if said.day != stay.planned_until]
    if not others:
        return ((plan, 1.0),)
    if plan.day is None:
        return tuple((said, 1 / len(others)) for said in others)
    return ((plan, 1 - OTHERS_COUNT), *((said, OTHERS_COUNT / len(others)) for said in others))

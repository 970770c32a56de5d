"""Comings and goings of those who live here: absences, somebody who turns eighteen, households that divide."""

from datetime import timedelta

from beneficiaries.models import Goal, Person
from beneficiaries.splits import Division
from beneficiaries.vocabularies.people import Kinship
from housing import actions as housing
from housing.actions.splits import Where
from housing.models import Absence, Place
from housing.occupancy import free_from
from referrals.actions.splits import divide_household
from referrals.demo.clock import at
from wemix.access import Role

Kind = Absence.Kind
ABSENCES = (  # since, for how many nights (None: still away), why, authorised, what is noted
    (6, None, Kind.HOSPITAL, True, "Ricovero programmato: rientro previsto fra pochi giorni"),
    (24, 8, Kind.FAMILY, True, "Dai nonni, per le feste"),
    (2, None, Kind.UNEXPLAINED, None, ""),
    (40, 3, Kind.WORK, None, ""),
)
PARTNERS = (Kinship.SPOUSE, Kinship.PARTNER)


def move_people(plans, today):
    living = [
        plan
        for plan in plans
        if plan.lives_here and plan.stay and not plan.story and plan.days["house"] < today - MONTHS
    ]
    families = [plan for plan in living if plan.size > 2 and not plan.is_protected]
    _send_away(living, today)
    _come_of_age(families, today)
    for plan in plans:
        if plan.story in ("divides", "protects"):
            _divide(plan, today - timedelta(days=12), plan.story == "protects")


MONTHS = timedelta(days=60)


def _send_away(plans, today):
    for plan, (ago, nights, kind, authorised, note) in zip(plans, ABSENCES, strict=False):
        first = today - timedelta(days=ago)
        absence = Absence(
            stay=plan.stay,
            household=plan.household,
            person=plan.head,
            starts_on=first,
            ends_on=nights and first + timedelta(days=nights),
            kind=kind,
            is_authorised=authorised,
            note=note,
        )
        with at(first, 18):
            housing.save_absence(absence=absence, fields=["is_authorised"], by=plan.operator)


def _come_of_age(plans, today):
    """One within a few days, one last week: nobody has spoken about it yet."""
    children = [
        member.person
        for plan in plans
        for member in plan.members
        if member.kinship == Kinship.CHILD and not member.code and member.person.age_on(today) >= SCHOOL_AGE
    ]
    for child, days in zip(children, (12, -5), strict=False):
        birthday = today + timedelta(days=days)
        Person.objects.filter(pk=child.pk).update(
            born_on=birthday.replace(year=birthday.year - 18, day=min(birthday.day, 28))
        )


SCHOOL_AGE = 10


def _divide(plan, day, protects):
    """The mother, or whoever the partner is, goes with the children."""
    partner = _partner(plan)
    members = [member for member in plan.household.members_on(day) if not member.is_head]
    goals = Goal.objects.filter(household=plan.household, life_project__closed_on=None).open()
    division = Division(
        household=plan.household,
        going=tuple(members),
        head=partner,
        worker=plan.substitute or plan.worker,
        starts_on=day,
        reason="Allontanamento dopo un episodio di violenza" if protects else "Separazione consensuale",
        is_protective=protects,
        goals=tuple(goals.select_related("life_project").filter(person=partner)),
        shut_out=tuple(_others(plan)) if protects else (),
    )
    place = _free_place(plan, len(members), day) if plan.stay and not protects else None
    with at(day, 12):
        divide_household(
            division=division, where=Where.OTHER if place else Where.LEAVE, place=place, by=plan.coordinator
        )


def _partner(plan):
    return next((member.person for member in plan.members if member.kinship in PARTNERS), None)


def _others(plan):
    """Whoever read the family's file and does not go on with those who went."""
    colleagues = [user for user in plan.sender.of(Role.SOCIAL_WORKER) if user != (plan.substitute or plan.worker)]
    return [*colleagues, *plan.host.of(Role.OPERATOR)[1:]]


def _free_place(plan, people, day):
    """The smallest that holds them, and is neither kept for who must be protected nor for an offer of today."""
    places = Place.objects.in_service().filter(unit__building__host=plan.host.organisation, unit__is_protected=False)
    return free_from(places, day).filter(beds__gte=people).order_by("-beds", "pk").first()

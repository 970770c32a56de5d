"""Declarations of hospitality: nearly all delivered, two forgotten, and one of a birth of yesterday, still in time."""

from datetime import timedelta

from beneficiaries import actions as beneficiaries
from beneficiaries.models import Person
from beneficiaries.vocabularies.people import Kinship
from housing import actions
from housing.models import HospitalityDeclaration, Occupant
from housing.models.declarations import must_be_declared
from referrals.demo.clock import at, moment
from referrals.demo.people import newborn
from wemix.access import Role

FORGOTTEN = 2  # the newest


def add_declarations(dice, plans, host, today):
    operators = host.of(Role.OPERATOR)
    waiting = list(HospitalityDeclaration.objects.filter(stay__host=host.organisation).order_by("-since", "-pk"))
    for number, declaration in enumerate(waiting[FORGOTTEN:]):
        day = min(declaration.since + timedelta(days=1), today)
        how = dice.choice(HospitalityDeclaration.How.values)
        with at(day, 15):
            actions.deliver_declaration(
                declaration=declaration,
                at=min(moment(day, 14), moment(today, 0)),
                how=how,
                reference=f"Prot. finto {1000 + number}" if how == "pec" else "",
                by=dice.choice(operators),
            )
    _birth_of_yesterday(dice, plans, today - timedelta(days=1))
    _citizenship_not_written(host)


def _citizenship_not_written(host):
    """Of a child who lives here, so that there is a question."""
    here = Occupant.objects.filter(place_use__stay__host=host.organisation, place_use__stay__state="running")
    child = here.filter(ends_on=None, person__born_on__gte="2012-01-01").order_by("pk").first()
    if child:
        Person.objects.filter(pk=child.person_id).update(citizenships=[])


def _birth_of_yesterday(dice, plans, day):
    here = [plan for plan in plans if plan.stay and plan.lives_here and must_be_declared(plan.head)]
    if not here:
        return
    plan = here[-1]
    child = newborn(dice, plan, day)
    with at(day, 18):
        beneficiaries.add_member(
            household=plan.household, person=child, kinship=Kinship.CHILD, since=day, by=plan.worker
        )

"""Who divides here, and what is asked of them by the tests of divisions."""

from datetime import timedelta

from django.utils import timezone

from beneficiaries.models import Goal
from beneficiaries.splits import Division

DAY = timedelta(days=1)
TODAY = timezone.localdate()


def member(family, name):
    return family.memberships.select_related("person").get(person__last_name=name, ends_on=None)


def decided(family, **more):
    """Mother and child go."""
    mother, child = member(family, "Madrefinti"), member(family, "Bimbofinti")
    goals = Goal.objects.filter(household=family, title__in=["Italiano", "Casa"]).select_related("life_project")
    said = {"worker": family.worker, "starts_on": TODAY - DAY, "goals": tuple(goals.order_by("pk"))}
    return Division(household=family, going=(mother, child), head=mother.person, **said | more)

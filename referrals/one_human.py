"""Two files of one human, known to two bodies: who may be meant, and what counts as one once they are linked."""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils import timezone

from beneficiaries.lookalikes import lookalikes, sketch_of
from beneficiaries.models import HouseholdSplit, Person
from housing.models import Occupant
from housing.nights import BEGINNING, with_nights
from referrals.models import Referral


@dataclass
class File:
    """One of the two, with what the figures count of it."""

    person: Person
    nights: int
    referrals: int


def candidates(person, user):
    """(person, reasons) of other files that may be of the same human, the likeliest first."""
    known = Person.objects.prefetch_related("identifiers", "phones").get(pk=person.pk)
    found = lookalikes(user, sketch_of(known))
    return [(other, reasons) for other, reasons in found if other.human != person.human]


def linked(person, user):
    """The other files of this human that a coordinator linked: not those that a division made."""
    others = Person.objects.visible_to(user).filter(human=person.human).exclude(pk=person.pk)
    return others.exclude(household__in=_divided_from(person)).select_related("household__organisation").order_by("pk")


def _divided_from(person):
    here = Q(household=person.household_id) | Q(new_household=person.household_id)
    pairs = HouseholdSplit.objects.filter(here).values_list("household", "new_household")
    return {key for pair in pairs for key in pair}


def file_of(person, user):
    slept = with_nights(Occupant.objects.visible_to(user).filter(person=person), BEGINNING, timezone.localdate())
    referred = Referral.objects.visible_to(user).filter(household=person.household_id)
    return File(person, slept.aggregate(n=Sum("nights", default=0))["n"], referred.count())

"""Rows that a page is about: seen by who asks, and changed by who may."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Household, Person
from wemix import audit
from wemix.access import get_visible_or_404


def household_to_change(request, pk):
    household = _changeable(request, pk)
    audit.look(request, "household.page", household)
    return household


def _changeable(request, pk):
    household = get_visible_or_404(Household.objects.select_related("organisation"), request.user, pk=pk)
    if not household.can_be_changed_by(request.user):
        raise PermissionDenied
    return household


def member_to_change(request, pk, person_pk):
    """(household, person): a person whose file is in this household."""
    household = _changeable(request, pk)
    person = get_visible_or_404(Person, request.user, pk=person_pk, household=household)
    audit.look(request, "person.page", person)
    person.household = household
    return household, person


def members_today(household, user):
    return household.members_on(timezone.localdate()).visible_to(user)


def household_page(household):
    return reverse("beneficiaries:household", args=[household.pk])


def person_page(person):
    return reverse("beneficiaries:person", args=[person.household_id, person.pk])

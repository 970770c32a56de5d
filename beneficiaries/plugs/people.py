"""What the pages of the whole site show of households and people."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from beneficiaries import codice_fiscale
from beneficiaries.models import Handover, Household, Person
from beneficiaries.phones import e164
from wemix import typed
from wemix.sockets import Hit, Task, TaskRow

FOUND = 20


def find_people(user, text):
    """By name in any order, by a whole code, by a whole telephone number."""
    if len(text.strip()) < 2:
        return []
    people = Person.objects.visible_to(user)
    found = people.named_like(text) | people.filter(identifiers__value=codice_fiscale.normalise(text))
    if number := e164(text):
        found = found | people.filter(phones__number=number)
    return [_hit(person) for person in found.select_related("household").distinct()[:FOUND]]


def _hit(person):
    url = reverse("beneficiaries:person", args=[person.household_id, person.pk])
    return Hit(str(person), url, _("Person"), _("household %(name)s") % {"name": person.household.name})


def tasks(user):
    if not user.is_social_worker:
        return []
    return [*handovers_to_answer(user), *registration_left(user), *addresses_to_ask_about(user)]


def handovers_to_answer(user):
    asked = Handover.objects.visible_to(user).waiting().filter(to_organisation=user.organisation_id)
    rows = tuple(
        TaskRow(
            of=handover.pk,
            label=handover.household.name,
            url=reverse("beneficiaries:handover", args=[handover.pk]),
            since=localdate(handover.asked_at),
            note=str(handover.household.organisation),
        )
        for handover in asked.select_related("household__organisation").order_by("asked_at")
    )
    title = _("Households handed to you, to answer")
    return [Task("households.handover", title, rows, order=20, mine=False)] if rows else []


def registration_left(user):
    """A registration that was begun and not sent."""
    url = reverse("beneficiaries:register")
    draft = typed.draft_of(user, url)
    if draft is None:
        return []
    row = TaskRow(_("Go on with the registration"), url, localdate(draft.saved_at), of=draft.pk)
    return [Task("households.begun", _("A household begun and not registered"), (row,), order=30)]


def addresses_to_ask_about(user):
    """Of whose people nobody knows whether their address must stay secret: until then no home passes for them."""
    own = Household.objects.visible_to(user).filter(organisation=user.organisation_id, frozen_on=None)
    rows = tuple(
        TaskRow(
            of=household.pk,
            label=household.name,
            url=reverse("beneficiaries:household_edit", args=[household.pk]),
            since=localdate(household.registered_at),
            worker=household.worker_id,
        )
        for household in own.secrecy_unknown().order_by("registered_at", "pk")
    )
    return [Task("households.secrecy", _("Must their address stay secret? To be asked"), rows, order=18, reminds=True)]

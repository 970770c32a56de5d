"""What is broken, from who sees it to who mends it. Of what could hurt somebody its house is told at once."""

from django.db import transaction

from housing.actions.photos import add_photos
from wemix import audit, mailing
from wemix.access import TEAM, Role
from wemix.models import User

DANGER = "homes.danger"


@transaction.atomic
def report_fault(*, fault, photos=(), by):
    fault.reported_by = by
    fault.save()
    audit.change("fault.report", fault, by=by)
    add_photos(of=fault, received=photos, by=by)
    _alarm(f"{DANGER}:{fault.pk}", fault, by)


def _alarm(fact, fault, by):
    if fault.could_hurt:
        people = User.objects.working().filter(organisation=fault.unit.building.host_id)
        for user in people.filter(role__in=(Role.CUSTODIAN, *TEAM)).exclude(pk=by.pk):
            mailing.write_alarm(user, fact)


@transaction.atomic
def take_fault(*, fault, by):
    """Somebody says that they are on it; a colleague may take it from them."""
    fault.taken_by = by
    fault.save()
    audit.change("fault.take", fault, by=by, fields=["taken_by"])


@transaction.atomic
def mend_fault(*, fault, on, how, by):
    fault.done_on, fault.how, fault.done_by = on, how, by
    fault.save()
    audit.change("fault.mend", fault, by=by, fields=["done_on", "how"])


@transaction.atomic
def reopen_fault(*, fault, by):
    """It is broken again, and alarms anew: what was done stands in the row's history."""
    fault.done_on, fault.how, fault.done_by = None, "", None
    fault.save()
    audit.change("fault.reopen", fault, by=by, fields=["done_on", "how"])
    _alarm(f"{DANGER}:{fault.pk}:{fault.version}", fault, by)  # a new fact: of the first they were told

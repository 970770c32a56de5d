"""A household passes to another body, by an act of both."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Handover, Household
from wemix import audit


@transaction.atomic
def ask_handover(*, household, to_organisation, note, by):
    handover = Handover.objects.create(household=household, to_organisation=to_organisation, note=note, asked_by=by)
    audit.change("household.ask_handover", household, by=by)
    return handover


@transaction.atomic
def answer_handover(*, handover, accepted, by):
    """Accepted: the household is the answering worker's from now on; its former body reads it for 30 days more."""
    household = _end_handover(handover, accepted, by)
    if accepted:
        household.organisation, household.worker, household.substitute = by.organisation, by, None
        household.save()
    audit.change("household.answer_handover", household, by=by)


@transaction.atomic
def take_handover_back(*, handover, by):
    """The body that asked thinks better of it, before the other one answers."""
    household = _end_handover(handover, False, by)
    audit.change("household.take_handover_back", household, by=by)


def _end_handover(handover, accepted, by):
    """Once, by whichever body comes first. The household as it is saved now, nobody else's meanwhile."""
    household = Household.objects.select_for_update(no_key=True).get(pk=handover.household_id)
    if not Handover.objects.waiting().filter(pk=handover.pk).exists():
        raise ValidationError(_("Meanwhile this handover was answered, or taken back."))
    handover.accepted, handover.answered_by, handover.answered_at = accepted, by, timezone.now()
    handover.save()
    return household

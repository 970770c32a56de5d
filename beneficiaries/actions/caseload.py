"""A caseload passes to a colleague: who is away, or leaves, hands over many households in one act."""

from django.db import transaction

from beneficiaries.actions.diary import write_diary
from beneficiaries.actions.households import hand_to_colleague
from beneficiaries.models import DiaryEntry


@transaction.atomic
def hand_caseload(*, households, worker, notes, stays_substitute, by):
    """All or none. `notes`: key of a household -> what the colleague must know, kept in its diary."""
    for household in households:
        substitute = household.worker if stays_substitute else household.substitute
        if substitute == worker:
            substitute = None
        hand_to_colleague(household=household, worker=worker, substitute=substitute, by=by)
        if text := notes.get(household.pk):
            write_diary(entry=DiaryEntry(household=household, text=text, readers=DiaryEntry.Readers.TEAM), by=by)

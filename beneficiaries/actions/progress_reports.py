"""The reports of a life project to the sending body."""

from django.db import transaction

from wemix import audit


@transaction.atomic
def sign_report(*, report, by):
    """From here on it stays as it is: who erred signs another. It goes to the body in charge of that day."""
    report.household_id, report.by = report.life_project.household_id, by
    report.sender_id = report.life_project.household.organisation_id
    report.save()
    audit.change("life_project.report", report, by=by)

"""The database keeps the access list by itself, and refuses every change of the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from beneficiaries.models import Household
from tests import factories
from tests.database.bare_sql import refused, sql


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wemix_auditentry SET verb = 'altro'",
        "DELETE FROM wemix_auditentry",
        "TRUNCATE wemix_auditentry",
        "TRUNCATE wemix_auditentry_other",
    ],
)
def test_the_log_is_not_changed_deleted_or_truncated(rossi, statement):
    assert refused(sql(statement))


def test_no_month_of_the_log_is_truncated(rossi):
    assert refused(sql(f"TRUNCATE wemix_auditentry_{timezone.now():%Y_%m}"))


def test_the_access_list_is_kept_by_the_database(rossi, polo, host, other_polo, charlie, dora):
    """The body in charge is listed; the host from the sending on; who handed over reads for thirty days more."""
    listed = lambda: set(rossi.householdaccess_set.values_list("organisation", flat=True))  # noqa: E731
    assert listed() == {polo.pk}
    made = factories.referral(host, of=rossi)
    assert listed() == {polo.pk}
    factories.ADVANCE["submitted"](made, rossi.worker, dora, None)
    assert listed() == {polo.pk, host.pk}
    Household.objects.filter(pk=rossi.pk).update(organisation=other_polo, worker=charlie)
    assert listed() == {polo.pk, host.pk, other_polo.pk}
    assert rossi.householdaccess_set.get(organisation=polo).until == timezone.localdate() + timedelta(days=30)

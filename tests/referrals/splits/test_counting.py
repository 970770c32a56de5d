"""In the report of entries and exits a household that divides entered once, and its people are as many as before."""

from housing.actions.splits import Where
from tests.factories import flat
from tests.referrals.reports import rows, totals
from tests.referrals.splits.family import TODAY


def test_who_lives_on_with_us_in_two_stays_is_one_of_the_people(client, mara, divide, host):
    divide(Where.OTHER, flat(host))
    client.force_login(mara)
    period = {"first": TODAY.replace(year=TODAY.year - 1).isoformat(), "last": TODAY.isoformat()}
    assert sorted(row["Persone"] for row in rows(client, "ingressi-uscite", **period)) == ["2", "3"]
    figures = totals(client, "ingressi-uscite", **period)
    assert (figures["Accoglienze"], figures["Persone"], figures["Ingressi nel periodo"]) == (2, 3, 1)


def test_of_other_outcomes_nobody_is_one_of_the_people(client, mara, family):
    client.force_login(mara)
    assert totals(client, "ingressi-uscite", outcome="POSITIVE")["Persone"] == 0

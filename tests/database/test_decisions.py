"""The database refuses: who decided first to decide the review, and letters, complaints and things to do by halves."""

from datetime import timedelta

import pytest

from referrals import actions as referrals
from tests import factories
from tests.database.bare_sql import DAY, refused, sql


@pytest.fixture
def reviewed(host, rossi, dora):
    return factories.referral(host, of=rossi, until="reviewed", coordinator=dora)


DECIDE = """UPDATE referrals_referral SET state = %(state)s, not_eligible_reason = %(reason)s, decided_by_id = %(who)s,
    decided_at = now(), waiting_since = current_date"""


@pytest.mark.parametrize(("state", "reason"), [("waiting", ""), ("not_eligible", "OTHER")])
def test_who_decided_first_does_not_decide_the_review(reviewed, dora, host, state, reason):
    said = {"state": state, "reason": reason}
    assert refused(sql(DECIDE, who=dora.pk, **said))
    assert refused(sql("UPDATE referrals_decisionreview SET decided_by_id = %(w)s, decided_at = now()", w=dora.pk))
    other = factories.UserFactory(organisation=host, role="coordinator")
    assert sql(DECIDE, who=other.pk, **said) is None


def test_of_two_refusals_contested_neither_decider_decides_the_third_time(reviewed, alice, dora, host):
    second = factories.UserFactory(organisation=host, role="coordinator")
    again = referrals.find_not_eligible(referral=reviewed, by=second, reason="OTHER", letter="…")
    referrals.ask_for_review(referral=again, text="Ancora", by=alice)
    for decider in (dora, second):
        assert refused(sql(DECIDE, who=decider.pk, state="waiting", reason=""))


def test_a_review_stands_as_it_was_asked(reviewed, alice):
    assert refused(sql("UPDATE referrals_decisionreview SET decided_first_by_id = %(who)s", who=alice.pk))
    assert refused(sql("UPDATE referrals_decisionreview SET text = 'altro'"))
    assert refused(sql("DELETE FROM referrals_decisionreview"))


REVIEW = """INSERT INTO referrals_decisionreview (referral_id, household_id, text, asked_by_id, asked_at,
    decided_first_by_id) SELECT id, household_id, 'x', %(who)s, now(), %(first)s FROM referrals_referral"""


def test_a_review_is_of_a_refusal_and_of_who_decided_it(host, rossi, alice, dora, olga):
    factories.referral(host, of=rossi, until="not_eligible", coordinator=dora)
    assert refused(sql(REVIEW, who=alice.pk, first=olga.pk))
    assert sql(REVIEW, who=alice.pk, first=dora.pk) is None
    assert refused(sql(REVIEW, who=alice.pk, first=dora.pk))  # one at a time


def test_who_waits_has_no_refusal_to_be_reviewed(waiting, alice, dora):
    assert refused(sql(REVIEW, who=alice.pk, first=dora.pk))


def test_a_letter_stays_as_it_was_sent(host, rossi, dora):
    factories.referral(host, of=rossi, until="not_eligible", coordinator=dora)
    assert refused(sql("UPDATE referrals_letter SET text = 'altro'"))


COMPLAIN = """INSERT INTO referrals_complaint (referral_id, household_id, from_whom, who, received_on, due_on, text,
    registered_by_id, registered_at, answered_how, answer, version)
    SELECT id, household_id, 'household', '', %(day)s, %(due)s, 'x', written_by_id, now(), '', '', 1
    FROM referrals_referral"""


def test_a_complaint_is_due_in_thirty_days_and_answered_whole(waiting):
    assert refused(sql(COMPLAIN, day=DAY, due=DAY + timedelta(days=31)))
    assert sql(COMPLAIN, day=DAY, due=DAY + timedelta(days=30)) is None
    assert refused(sql("UPDATE referrals_complaint SET answered_on = received_on"))
    whole = "answered_how = 'phone', answer = 'x', answered_by_id = registered_by_id"
    assert refused(sql(f"UPDATE referrals_complaint SET answered_on = received_on - 1, {whole}"))
    assert sql(f"UPDATE referrals_complaint SET answered_on = received_on, {whole}") is None


FOLLOW_UP = """INSERT INTO referrals_followup (referral_id, household_id, proposal_id, kind, unit_id, due_on,
    made_by_id, made_at, done_note) SELECT referral_id, household_id, id, %(kind)s, %(unit)s, current_date,
    proposed_by_id, now(), '' FROM referrals_proposal"""


def test_a_thing_to_do_names_its_flat_and_who_did_it(host, rossi, dora, home):
    factories.referral(host, of=rossi, until="proposed", coordinator=dora, place=home)
    assert refused(sql(FOLLOW_UP, kind="correct_unit", unit=None))
    assert refused(sql(FOLLOW_UP, kind="ask_again", unit=home.unit_id))
    assert sql(FOLLOW_UP, kind="ask_again", unit=None) is None
    assert refused(sql("UPDATE referrals_followup SET done_at = now()"))

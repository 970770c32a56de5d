"""The database refuses a referral in a state without its fields, and rows of one household under another's."""

import pytest
from django.utils import timezone

from referrals import actions as referrals
from referrals.models import Simulation
from tests import factories
from tests.database.bare_sql import DAY, refused, sql

CANCELLED = """DELETE FROM housing_occupant; UPDATE housing_placeuse SET is_cancelled = true;
    UPDATE housing_stay SET state = 'cancelled'"""
LEFT = """UPDATE housing_occupant SET ends_on = current_date; UPDATE housing_placeuse SET ends_on = current_date;
    UPDATE housing_stay SET state = 'ended', ended_on = current_date, exit_reason = 'GOALS_REACHED',
    destination = 'RENT_MARKET'"""


@pytest.mark.parametrize(
    "change",
    [
        "state = 'housed'",  # without a stay
        "state = 'accepted'",
        "state = 'not_eligible'",  # without a reason
        "not_eligible_reason = 'OTHER'",  # a reason without the state
        "decided_by_id = NULL, decided_at = NULL",  # waiting, and nobody decided
        "decided_at = NULL",  # who without when
        "waiting_since = NULL",
        "submitted_at = NULL",
        "state = 'somewhere'",
        "main_reason = ''",  # sent without a reason
        "sleeps_now = ''",
        "notice_on = NULL",
        "urgency = 1",  # an emergency without why and until when
        "parked_until = current_date",  # a pause without why
        "parked_reason = 'OTHER'",  # or without until when
        "parked_until = current_date, parked_reason = 'OTHER', state = 'in_review'",  # of who does not wait
    ],
)
def test_a_state_has_the_fields_that_it_needs(waiting, change):
    assert refused(sql(f"UPDATE referrals_referral SET {change}"))


def test_a_household_is_not_referred_twice_to_one_host_at_a_time(waiting):
    statement = """INSERT INTO referrals_referral (household_id, sender_id, host_id, state, written_by_id, written_at,
        on_behalf, main_reason, other_reasons, story, sleeps_now, ethos, service_keeps, hypothesis, agreement, urgency,
        urgency_reason, not_eligible_reason, parked_reason, version)
        SELECT household_id, sender_id, host_id, 'draft', written_by_id, now(), false, '', '{}', '', '', '', '', '',
        'UNKNOWN', 3, '', '', '', 1 FROM referrals_referral"""
    assert refused(sql(statement))


def test_the_beds_of_a_proposal_are_of_one_flat(waiting, host, dora):
    first, elsewhere = factories.bed(host), factories.bed(host)
    beside = factories.PlaceFactory(unit=first.unit, letting="beds", beds=1, name="Letto 2")
    days = {"entry_on": DAY, "held_until": DAY}
    made = referrals.propose(referral=waiting, place=first, beds=[beside], assessed={}, by=dora, **days)
    moved = "UPDATE {} SET place_id = %(place)s"
    assert refused(sql(moved.format("referrals_proposal"), place=elsewhere.pk))
    assert refused(sql(moved.format("referrals_proposal"), place=beside.pk))  # the same bed twice
    assert refused(sql("UPDATE referrals_proposedbed SET hold_id = %(hold)s", hold=made.hold_id))
    use = "UPDATE housing_placeuse SET place_id = %(p)s, unit_id = %(u)s WHERE id <> %(first)s"
    assert refused(sql(use, p=elsewhere.pk, u=elsewhere.unit_id, first=made.hold_id))


def test_a_proposal_is_open_as_long_as_its_referral_is_proposed(waiting, dora, home):
    made = referrals.propose(referral=waiting, place=home, assessed={}, by=dora, entry_on=DAY, held_until=DAY)
    answered = "UPDATE referrals_proposal SET outcome = 'cancelled', answered_at = now(), answered_by_id = %(by)s"
    assert refused(sql("UPDATE referrals_referral SET state = 'waiting'"))
    assert refused(sql(f"{answered}, take_back_reason = 'MISTAKE'", by=dora.pk))
    both = f"{answered}, take_back_reason = 'MISTAKE'; UPDATE referrals_referral SET state = 'waiting'"
    assert sql(both, by=dora.pk) is None
    made.refresh_from_db()
    assert made.outcome == "cancelled"


@pytest.mark.parametrize(
    ("state", "alone"),
    [
        ("accepted", "UPDATE referrals_referral SET state = 'housed'"),  # while nobody has the keys
        ("accepted", "UPDATE referrals_referral SET state = 'waiting'"),  # while its stay is planned
        ("accepted", "UPDATE referrals_referral SET state = 'withdrawn', stay_id = NULL"),  # and the home is kept
        ("accepted", CANCELLED),
        ("accepted", "UPDATE housing_stay SET state = 'running', started_on = current_date"),
        ("housed", "UPDATE referrals_referral SET state = 'closed'"),  # while they live here
        ("housed", LEFT),
    ],
)
def test_a_stay_goes_as_its_referral_goes(host, rossi, dora, home, state, alone):
    factories.referral(host, of=rossi, until=state, coordinator=dora, place=home)
    assert sql(alone) == "The referral and its stay do not say the same: load the page again."


@pytest.mark.parametrize(
    ("state", "both"),
    [
        ("accepted", f"UPDATE referrals_referral SET state = 'withdrawn', stay_id = NULL; {CANCELLED}"),
        ("housed", f"UPDATE referrals_referral SET state = 'closed'; {LEFT}"),
    ],
)
def test_the_two_may_go_on_together(host, rossi, dora, home, state, both):
    factories.referral(host, of=rossi, until=state, coordinator=dora, place=home)
    assert sql(both) is None


def test_a_host_has_one_simulation_at_a_time(host, dora):
    Simulation.objects.create(host=host, asked_by=dora, rulebooks={}, demand={}, homes=[])
    again = """INSERT INTO referrals_simulation (host_id, asked_by_id, asked_at, rulebooks, demand, homes, seeds)
        SELECT host_id, asked_by_id, asked_at, rulebooks, demand, homes, seeds FROM referrals_simulation"""
    assert refused(sql(again))
    Simulation.objects.update(ended_at=timezone.now())
    assert sql(again) is None


def test_a_referral_has_one_open_proposal(host, rossi, dora, home):
    factories.referral(host, of=rossi, until="proposed", coordinator=dora, place=home)
    again = """INSERT INTO referrals_proposal (referral_id, household_id, place_id, entry_on, held_until, why_code,
        why, override_reason, assessed, outcome, decline_reason, take_back_reason, answer_note, proposed_by_id,
        proposed_at, version)
        SELECT referral_id, household_id, place_id, entry_on, held_until, '', '', '', '{}', 'open', '', '', '',
        proposed_by_id, now(), 1 FROM referrals_proposal"""
    assert refused(sql(again))


@pytest.mark.parametrize("outcome", ["declined", "cancelled"])
def test_an_answer_that_is_no_has_a_reason_and_says_who_and_when(host, rossi, dora, home, outcome):
    factories.referral(host, of=rossi, until="proposed", coordinator=dora, place=home)
    said_by = "answered_by_id = proposed_by_id, answered_at = now()"
    assert refused(sql(f"UPDATE referrals_proposal SET outcome = '{outcome}', {said_by}"))
    reasons = "decline_reason = 'OTHER', take_back_reason = 'OTHER'"
    assert refused(sql(f"UPDATE referrals_proposal SET outcome = '{outcome}', {reasons}"))
    back = "UPDATE referrals_referral SET state = 'waiting'"
    assert sql(f"UPDATE referrals_proposal SET outcome = '{outcome}', {reasons}, {said_by}; {back}") is None


def test_steps_taken_stay_taken(waiting):
    assert refused(sql("UPDATE referrals_referralevent SET note = 'altro'"))
    assert refused(sql("DELETE FROM referrals_referralevent"))


@pytest.mark.parametrize("table", ["referrals_message", "referrals_referralevent", "referrals_letter"])
def test_a_row_of_a_referral_is_of_its_household(waiting, alice, dora, table):
    """An absent household and somebody else's give the same error."""
    other = factories.household(alice)
    from_referral = {
        "referrals_letter": "INSERT INTO referrals_letter (referral_id, household_id, kind, text, by_id, at)"
        " VALUES (%(r)s, %(h)s, 'waiting', 'x', %(u)s, now())",
        "referrals_message": "INSERT INTO referrals_message (referral_id, household_id, kind, field, text, by_id, at)"
        " VALUES (%(r)s, %(h)s, 'note', '', 'x', %(u)s, now())",
        "referrals_referralevent": "INSERT INTO referrals_referralevent (referral_id, household_id, step, from_state,"
        " to_state, reason, note, by_id, at) VALUES (%(r)s, %(h)s, 'take', '', 'draft', '', '', %(u)s, now())",
    }[table]
    assert sql(from_referral, r=waiting.pk, h=other.pk, u=dora.pk)
    assert sql(from_referral, r=waiting.pk, h=10**9, u=dora.pk)
    assert sql(from_referral, r=waiting.pk, h=waiting.household_id, u=dora.pk) is None

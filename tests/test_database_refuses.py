"""What must never be false is refused by PostgreSQL, whoever writes: here by bare SQL, as the owner of the tables.

Each refusal also has a sentence for people.
"""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import Household, LifeProject, Person
from housing import actions as homes
from housing.models import Occupant, PlaceUse
from referrals import actions as referrals
from referrals.matching.rules import RULES, SWITCHABLE
from referrals.models import Simulation
from tests import factories, rules
from wemix import sentences

DAY = date(2026, 1, 30)
NEVER_OFF = [rule.code for rule in RULES if rule.code not in SWITCHABLE]


def sql(statement, **values):
    """Run it, with every deferred check at once; a refusal comes back as its sentence."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as refusal:
        return str(sentences.sentence_for(refusal))
    return None


def refused(sentence):
    return sentence is not None and sentence != str(sentences.UNKNOWN)


@pytest.fixture
def stay(rossi, host, home, dora):
    made = homes.plan_stay(household=rossi, host=host, places=[home], entry_on=DAY, until=None, by=dora)
    homes.hand_over_keys(stay=made, on=DAY, by=dora)
    return made


@pytest.fixture
def use(stay):
    return stay.uses.get()


USE = """INSERT INTO housing_placeuse
    (place_id, unit_id, letting, kind, starts_on, ends_on, is_cancelled, reason, excess, excess_reason, version,
     household_id, stay_id)
    SELECT id, unit_id, letting, %(kind)s, %(starts)s, %(ends)s, false, 'prova', 0, '', 1, %(household)s, NULL
    FROM housing_place WHERE id = %(place)s"""


def take(place, starts, ends=None, kind="closure", household=None):
    return sql(USE, place=place.pk, starts=starts, ends=ends, kind=kind, household=household)


@pytest.mark.parametrize("kind", ["closure", "turnaround", "hold"])
def test_a_place_is_not_used_twice_on_one_night(stay, home, kind, alice):
    other = factories.household(alice).pk if kind == "hold" else None
    assert refused(take(home, DAY + timedelta(days=5), kind=kind, household=other))
    assert take(home, DAY - timedelta(days=9), DAY, kind, other) is None  # up to the day of entering


def test_a_place_is_free_on_the_day_of_leaving(stay, home, dora):
    homes.end_stay(stay=stay, on=date(2026, 2, 2), reason="VOLUNTARY", destination="ABROAD", by=dora)
    assert take(home, date(2026, 2, 2)) is None
    assert stay.nights == 3


def test_what_fell_through_takes_nothing(rossi, host, home, dora):
    planned = homes.plan_stay(household=rossi, host=host, places=[home], entry_on=DAY, until=None, by=dora)
    homes.cancel_stay(stay=planned, by=dora)
    assert take(home, DAY) is None


def test_a_flat_is_not_let_whole_and_by_beds_at_one_time(stay, home):
    a_bed = factories.PlaceFactory(unit=home.unit, letting="beds", name="Letto 1", beds=1)
    assert refused(take(a_bed, DAY + timedelta(days=1)))
    assert take(a_bed, DAY - timedelta(days=30), DAY) is None


def test_a_use_is_of_its_place_s_flat(stay, use, home):
    other = factories.flat()
    assert sql("UPDATE housing_placeuse SET unit_id = %(unit)s WHERE id = %(use)s", unit=other.unit_id, use=use.pk)


OCCUPANT = """INSERT INTO housing_occupant (place_use_id, household_id, person_id, human, starts_on, ends_on, in_cot)
    SELECT %(use)s, %(household)s, id, human, %(starts)s, %(ends)s, %(cot)s
    FROM beneficiaries_person WHERE id = %(person)s"""


def sleep(use, person, starts=DAY, ends=None, cot=False, household=None):
    household = household or use.household_id
    return sql(OCCUPANT, use=use.pk, household=household, person=person.pk, starts=starts, ends=ends, cot=cot)


def another_use(alice, host, dora):
    """A place elsewhere, of another household, from the same day."""
    theirs = factories.household(alice)
    elsewhere = homes.plan_stay(
        household=theirs, host=host, places=[factories.flat(host)], entry_on=DAY, until=None, by=dora
    )
    return elsewhere.uses.get()


def test_one_human_is_not_in_two_beds_on_one_night(stay, rossi, host, dora, alice):
    second = another_use(alice, host, dora)
    guest = rossi.people.first()
    sql(
        "INSERT INTO beneficiaries_householdmembership (household_id, person_id, kinship, is_head, starts_on, ends_on)"
        " VALUES (%(h)s, %(p)s, 99, false, '2020-01-01', '2020-01-02')",
        h=second.household_id,
        p=guest.pk,
    )
    assert refused(sleep(second, guest))


def test_rows_linked_as_one_human_are_not_in_two_beds_either(stay, rossi, host, dora, alice):
    second = another_use(alice, host, dora)
    twin = Person.objects.get(household_id=second.household_id)
    assert refused(
        sql(
            "UPDATE beneficiaries_person SET human = %(human)s WHERE id = %(id)s",
            human=rossi.people.first().human,
            id=twin.pk,
        )
    )


def test_nobody_sleeps_outside_the_days_of_the_use(use):
    guest = use.occupants.first()
    before = "UPDATE housing_occupant SET starts_on = %(day)s WHERE id = %(id)s"
    assert refused(sql(before, day=DAY - timedelta(days=1), id=guest.pk))
    shorter = "UPDATE housing_placeuse SET ends_on = %(day)s WHERE id = %(id)s"
    assert refused(sql(shorter, day=DAY + timedelta(days=3), id=use.pk))


def test_more_people_than_beds_only_with_a_recorded_excess(use, rossi, dora):
    people.add_member(household=rossi, person=factories.PersonFactory.build(), by=dora, since=DAY)
    fifth = rossi.people.order_by("-pk").first()
    assert refused(sleep(use, fifth))
    assert sleep(use, fifth, cot=True) is None
    Occupant.objects.filter(person=fifth).delete()
    assert refused(sql("UPDATE housing_placeuse SET excess = 1 WHERE id = %(id)s", id=use.pk))
    PlaceUse.objects.filter(pk=use.pk).update(excess=1, excess_by=dora, excess_reason="Nonna in visita lunga")
    assert sleep(use, fifth) is None


def test_an_occupant_belongs_to_the_household_of_the_use(use, alice):
    stranger = factories.household(alice).people.get()
    assert refused(sleep(use, stranger))
    assert sleep(use, stranger, household=stranger.household_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE housing_placeuse SET ends_on = starts_on - 1",
        "UPDATE housing_stay SET state = 'ended', ended_on = started_on - 1, exit_reason = 'OTHER',"
        " destination = 'ERP'",
        "UPDATE housing_occupant SET ends_on = starts_on - 1",
        "UPDATE beneficiaries_householdmembership SET ends_on = starts_on - 1",
    ],
)
def test_nothing_ends_before_it_starts(stay, statement):
    assert refused(sql(statement))


def test_a_running_stay_has_its_first_day_and_an_ended_one_its_last(stay):
    assert refused(sql("UPDATE housing_stay SET started_on = NULL"))
    assert refused(sql("UPDATE housing_stay SET state = 'ended'"))


def test_a_household_has_one_open_stay(stay, rossi, host, dora):
    with pytest.raises(DatabaseError), transaction.atomic():
        homes.plan_stay(household=rossi, host=host, places=[factories.flat(host)], entry_on=DAY, until=None, by=dora)


def test_a_household_has_one_open_life_project(rossi, olga):
    LifeProject.objects.create(household=rossi, opened_by=olga)
    again = """INSERT INTO beneficiaries_lifeproject
        (household_id, opened_on, opened_by_id, own_words, review_every, closing_note, version)
        VALUES (%(h)s, current_date, %(u)s, '', 90, '', 1)"""
    assert refused(sql(again, h=rossi.pk, u=olga.pk))
    assert sql("UPDATE beneficiaries_lifeproject SET closed_on = current_date") is not None
    LifeProject.objects.update(closed_on=timezone.localdate(), closed_by=olga)
    assert sql(again, h=rossi.pk, u=olga.pk) is None


def test_a_household_has_one_head_at_a_time(rossi):
    assert refused(sql("UPDATE beneficiaries_householdmembership SET is_head = true"))


def test_a_person_is_in_one_household_at_a_time(rossi, alice):
    other = factories.household(alice)
    statement = """INSERT INTO beneficiaries_householdmembership (household_id, person_id, kinship, is_head, starts_on)
        VALUES (%(h)s, %(p)s, 99, false, current_date)"""
    assert refused(sql(statement, h=other.pk, p=rossi.people.first().pk))


def test_a_member_s_file_is_where_the_member_is(rossi, alice):
    other = factories.household(alice)
    move = "UPDATE beneficiaries_person SET household_id = %(h)s WHERE id = %(p)s"
    assert refused(sql(move, h=other.pk, p=rossi.people.first().pk))


@pytest.fixture
def waiting(host, rossi, dora):
    return factories.referral(host, of=rossi, until="waiting", coordinator=dora)


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


def test_a_host_has_one_simulation_at_a_time(host, dora):
    Simulation.objects.create(host=host, asked_by=dora, rulebooks={}, demand={}, homes=[])
    again = """INSERT INTO referrals_simulation (host_id, asked_by_id, asked_at, rulebooks, demand, homes, seeds)
        SELECT host_id, asked_by_id, asked_at, rulebooks, demand, homes, seeds FROM referrals_simulation"""
    assert refused(sql(again))
    Simulation.objects.update(ended_at=timezone.now())
    assert sql(again) is None


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
    assert sql(f"UPDATE referrals_proposal SET outcome = '{outcome}', {reasons}, {said_by}") is None


# Reviews of decisions, complaints, letters, things to do


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


def test_a_review_is_a_photograph(rossi, olga):
    project = LifeProject.objects.create(household=rossi, opened_by=olga)
    project.reviews.create(household=rossi, by=olga, summary="Tutto procede")
    assert refused(sql("UPDATE beneficiaries_review SET summary = 'altro'"))


def test_a_code_is_one_person_s_in_a_body(rossi, alice, charlie):
    code = {"kind": "CF", "value": "KFRNGZ90E54Z335E"}
    people.set_code(person=rossi.people.first(), by=alice, **code)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        people.set_code(person=factories.household(alice).people.get(), by=alice, **code)
    assert refused(str(sentences.sentence_for(refusal.value)))
    people.set_code(person=factories.household(charlie).people.get(), by=charlie, **code)  # another body's own row


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


def test_a_secret_address_protects_the_household_while_it_lasts(rossi):
    Person.objects.filter(pk=rossi.people.last().pk).update(address_secret=True)
    rossi.refresh_from_db()
    assert rossi.is_protected
    Person.objects.filter(household=rossi).update(address_secret=False)
    rossi.refresh_from_db()
    assert not rossi.is_protected


def test_an_old_copy_of_a_household_takes_no_protection_away(rossi):
    """Loaded before somebody said that the address is secret, and saved after."""
    Person.objects.filter(pk=rossi.people.last().pk).update(address_secret=True)
    rossi.name = "Rossifinti e altri"
    rossi.save()
    rossi.refresh_from_db()
    assert (rossi.name, rossi.is_protected) == ("Rossifinti e altri", True)


def test_two_humans_have_two_numbers(rossi):
    humans = set(rossi.people.values_list("human", flat=True))
    assert len(humans) == 4
    assert all(isinstance(human, uuid.UUID) for human in humans)


# Published rules


@pytest.fixture
def published(dora):
    return rules.published(dora)


PUBLISH = """INSERT INTO referrals_rulebookversion
    (host_id, number, off, max_empty_beds, max_days_after_need, stay_tolerance_days, max_age_gap, guard_days, hold_days,
     "order", weights, why, by_id, since)
    SELECT host_id, %(number)s, %(off)s::varchar[], 1, 45, 30, NULL, 90, 14, %(order)s::varchar[], %(weights)s::jsonb,
        'prova', by_id, now()
    FROM referrals_rulebookversion WHERE id = %(like)s"""


def publish(like, number=2, off="{}", order="{emergency,high,people,waiting}", weights='{"size": 100}'):
    return sql(PUBLISH, like=like.pk, number=number, off=off, order=order, weights=weights)


def test_published_rules_are_never_changed_nor_taken_away(published):
    assert refused(sql("UPDATE referrals_rulebookversion SET hold_days = 0 WHERE id = %(id)s", id=published.pk))
    assert refused(sql("DELETE FROM referrals_rulebookversion WHERE id = %(id)s", id=published.pk))
    assert publish(published) is None


def test_two_versions_of_one_body_have_two_numbers(published):
    assert refused(publish(published, number=1))


@pytest.mark.parametrize("weights", ['{"size": 99}', '{"size": 101, "date": -1}', "{}"])
def test_points_of_published_rules_are_100_and_none_is_negative(published, weights):
    assert refused(publish(published, weights=weights))


@pytest.mark.parametrize("code", NEVER_OFF)
def test_a_rule_of_safety_is_never_switched_off(published, code):
    assert refused(publish(published, off=f"{{pets,{code}}}"))
    assert publish(published, off="{pets,quiet}") is None


@pytest.mark.parametrize("order", ["{emergency,high,people}", "{emergency,emergency,high,people}", "{a,b,c,d}"])
def test_the_order_asks_each_question_once(published, order):
    assert refused(publish(published, order=order))

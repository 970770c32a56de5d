"""The database refuses what cannot be of a household, its people, their codes and their life project."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from beneficiaries import actions as people
from beneficiaries.models import LifeProject, Person
from tests import factories
from tests.database.bare_sql import refused, sql
from wemix import sentences


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


def test_a_review_is_a_photograph(rossi, olga):
    project = LifeProject.objects.create(household=rossi, opened_by=olga)
    project.reviews.create(household=rossi, by=olga, summary="Tutto procede")
    assert refused(sql("UPDATE beneficiaries_review SET summary = 'altro'"))


def test_a_closed_life_project_stays_as_it_was(rossi, olga):
    project = LifeProject.objects.create(household=rossi, opened_by=olga)
    project.goals.create(household=rossi, area="WORK", title="Lavora").steps.create(
        household=rossi, what="Il curriculum"
    )
    project.reviews.create(household=rossi, by=olga, summary="Tutto procede")
    goal = "life_project_id, household_id, area, title, indicator, evidence, horizon, status, position, is_private"
    review = "life_project_id, household_id, moment, held_on, present, own_words, summary, by_id, at"
    writings = [
        "UPDATE beneficiaries_goal SET title = 'altro'",
        "UPDATE beneficiaries_goalstep SET done_on = current_date",
        f"INSERT INTO beneficiaries_goal (version, {goal}) SELECT 1, {goal} FROM beneficiaries_goal LIMIT 1",
        f"INSERT INTO beneficiaries_review ({review}) SELECT {review} FROM beneficiaries_review LIMIT 1",
    ]
    assert [sql(statement) for statement in writings] == [None] * 4
    LifeProject.objects.update(closed_on=timezone.localdate(), closed_by=olga)
    takings = [f"DELETE FROM beneficiaries_{table}" for table in ("goalstep", "goal", "review")]
    said = {sql(statement) for statement in writings + takings}
    assert said == {"This life project is closed: what it holds stays as it is."}


def test_a_code_is_one_person_s_in_a_body(rossi, alice, charlie):
    code = {"kind": "CF", "value": "KFRNGZ90E54Z335E"}
    people.set_code(person=rossi.people.first(), by=alice, **code)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        people.set_code(person=factories.household(alice).people.get(), by=alice, **code)
    assert refused(str(sentences.sentence_for(refusal.value)))
    people.set_code(person=factories.household(charlie).people.get(), by=charlie, **code)  # another body's own row


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

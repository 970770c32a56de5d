"""One timeline per household: what meets on it, and what never stands on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions
from beneficiaries.models import Denial, DiaryEntry, LifeProject, Review
from beneficiaries.vocabularies.life import GoalStatus
from tests import factories
from tests.beneficiaries.life import goal_of
from tests.queries import queries_of
from wemix.access import Role
from wemix.models import AuditEntry
from wemix.timeline import Kind, timeline

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def oscar(host):
    return factories.UserFactory(organisation=host, role=Role.OPERATOR)


def lived(host, household, coordinator):
    """A stay, its project with a goal that was reached and a review, and notes for every reader."""
    factories.referral(host, of=household, until="housed", coordinator=coordinator, place=factories.flat(host))
    project = LifeProject(household=household)
    actions.open_life_project(project=project, by=coordinator)
    goal = goal_of(project, coordinator, title="Un lavoro", person=household.people.first())
    goal.status = GoalStatus.REACHED
    actions.change_goal(goal=goal, fields=["status"], by=coordinator)
    review = Review(life_project=project, household=household, summary="Va meglio")
    actions.record_review(review=review, lines=[], readings=[], next_review_on=None, by=coordinator)
    for readers in ("author", "team", "sender"):
        note(household, coordinator, f"Nota {readers}", readers)
    incident = DiaryEntry(household=household, text="Lite segreta", harm="nobody")
    actions.write_incident(entry=incident, by=coordinator)
    return household


def note(household, by, text, readers="team", **said):
    actions.write_diary(entry=DiaryEntry(household=household, text=text, readers=readers, **said), by=by)


@pytest.fixture
def full(host, rossi, dora):
    return lived(host, rossi, dora)


def page(household):
    return reverse("beneficiaries:timeline", args=[household.pk])


def words(moments):
    return " ".join(f"{moment.title} {moment.text}" for moment in moments)


def test_stays_steps_goals_reviews_and_notes_meet_the_newest_first(full, dora):
    told = timeline(full, dora)
    assert {moment.kind for moment in told} == set(Kind)
    moments = [moment.when for moment in told]
    assert moments == sorted(moments, reverse=True)
    assert "Un lavoro" in words(told) and "Va meglio" in words(told)


@pytest.mark.parametrize(
    ("reader", "notes"),
    [("dora", 3), ("oscar", 2), ("alice", 1), ("bob", 1), ("dario", 0), ("mara", 0), ("carlo", 0), ("otto", 0)],
)
def test_each_meets_what_was_written_for_them_and_no_incident(request, full, reader, notes):
    told = timeline(full, request.getfixturevalue(reader))
    assert len([moment for moment in told if moment.kind == Kind.NOTE]) == notes
    assert "Lite" not in words(told)
    assert told == [] or reader in ("dora", "oscar", "alice", "bob")


def test_of_a_secret_address_a_colleague_of_the_sender_meets_nothing(host, alice, bob, dora):
    secret = lived(host, factories.household(alice, secret=True), dora)
    assert timeline(secret, bob) == []
    assert {moment.kind for moment in timeline(secret, alice)} == set(Kind)


def test_who_is_denied_finds_no_timeline(client, full, olga, dora):
    Denial.objects.create(user=olga, person=full.people.first(), household=full, by=dora)
    assert timeline(full, olga) == []
    client.force_login(olga)
    assert client.get(page(full)).status_code == 404


def test_each_change_of_a_goal_is_told_and_none_of_one_that_is_kept_apart(full, dora):
    told = words(timeline(full, dora))
    assert "Goal: Un lavoro from “In progress” to “Reached”" in told
    apart = goal_of(full.life_projects.get(), dora, title="Solo suo", person=full.people.first(), is_private=True)
    apart.status = GoalStatus.REACHED
    actions.change_goal(goal=apart, fields=["status"], by=dora)
    assert words(timeline(full, dora)) == told


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_stands_alone(client, full, dora, kind):
    client.force_login(dora)
    shown = client.get(page(full), {"kind": kind}).context["page"]
    assert {moment.kind for moment in shown} == {kind}


def test_a_person_and_a_period_narrow_it(client, full, dora):
    client.force_login(dora)
    child = full.people.last()
    note(full, dora, "Del bimbo", person=child, happened_at=timezone.now() - timedelta(days=40))
    of_child = client.get(page(full), {"person": child.pk}).context["page"].object_list
    assert [moment.text for moment in of_child] == ["Del bimbo"]
    said = {"first": str(TODAY - timedelta(days=41)), "last": str(TODAY - timedelta(days=39))}
    assert [moment.text for moment in client.get(page(full), said).context["page"]] == ["Del bimbo"]
    refused = client.get(page(full), {"first": "ieri"})
    assert refused.status_code == 200 and "Del bimbo" in refused.content.decode()


def test_a_stranger_can_not_be_asked_for(client, full, dora, alice):
    client.force_login(dora)
    stranger = factories.household(alice).people.get()
    assert str(stranger) not in client.get(page(full), {"person": stranger.pk}).content.decode()


def test_looking_is_logged_and_the_household_leads_here(client, full, dora):
    client.force_login(dora)
    assert page(full) in client.get(reverse("beneficiaries:household", args=[full.pk])).content.decode()
    client.get(page(full))
    assert AuditEntry.objects.filter(verb="household.timeline", household_id=full.pk).count() == 1


def test_it_pages_and_asks_the_database_no_more_for_fifty(client, full, dora):
    client.force_login(dora)
    few = queries_of(client, page(full))
    for number in range(49):
        note(full, dora, f"Altra {number}", person=full.people.first())
    assert queries_of(client, page(full)) == few
    shown = client.get(page(full)).content.decode()
    assert shown.count("timeline-title") == 25 and "?page=3" in shown

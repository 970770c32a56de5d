"""Goals and their steps: whose they are, who ticks them, and what two people write at one time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from beneficiaries import actions
from beneficiaries.models import Goal, GoalStep
from beneficiaries.vocabularies.life import GoalStatus
from tests import factories
from tests.beneficiaries.life import TODAY, goal_of, goal_post, once, page, step_of
from tests.constraints import check_now
from tests.factories import PersonFactory


def test_a_goal_is_of_one_member_or_of_all(client, project, rossi, olga):
    client.force_login(olga)
    child = rossi.people.last()
    for person in ("", child.pk):
        said = {"title": "Iscrizione a scuola", "area": "CHILDREN", "horizon": "SHORT", "person": person}
        assert client.post(page("goal_add", project), once() | said).status_code == 302
    assert {goal.person for goal in Goal.objects.all()} == {None, child}


def test_another_households_person_can_not_be_chosen(client, project, goal, olga, alice):
    stranger = factories.household(alice).people.get()
    client.force_login(olga)
    said = {"title": "x", "area": "WORK", "horizon": "SHORT", "person": stranger.pk}
    assert client.post(page("goal_add", project), once() | said).status_code == 422
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(person=stranger)
        check_now()


def test_a_goal_that_ends_keeps_its_day_and_one_reopened_loses_it(goal, olga):
    for status, ended in [("REACHED", TODAY), ("PARTLY_REACHED", TODAY), ("IN_PROGRESS", None)]:
        goal.status = status
        actions.change_goal(goal=goal, fields=["status"], by=olga)
        assert goal.ended_on == ended


def test_a_stale_goal_is_refused_and_keeps_what_the_other_wrote(client, goal, dora, olga):
    client.force_login(olga)
    sent = goal_post(goal, title="Quello che scrivo io")
    goal.title = "Quello che ha scritto Dora"
    actions.change_goal(goal=goal, fields=["title"], by=dora)
    answer = client.post(page("goal", goal), sent)
    assert answer.status_code == 422
    for words in ("Quello che scrivo io", "Quello che ha scritto Dora"):
        assert words in answer.content.decode()
    goal.refresh_from_db()
    assert goal.title == "Quello che ha scritto Dora"


def test_today_is_proposed_for_what_is_done(client, goal, olga):
    client.force_login(olga)
    pages = [("step_done", step_of(goal, olga), "done_on"), ("life_project_close", goal.life_project, "closed_on")]
    for name, row, field in pages:
        assert client.get(page(name, row)).context["form"][field].value() == TODAY


def test_the_team_ticks_a_step_and_the_sender_only_its_own(client, goal, olga, alice):
    ours, theirs = step_of(goal, olga, who="household"), step_of(goal, olga, who="sender")
    client.force_login(alice)
    done = {"done_on": TODAY.isoformat()}
    assert client.post(page("step_done", ours), once() | done).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.tick_step(step=ours, on=TODAY, by=alice)
    assert client.post(page("step_done", theirs), once() | done).status_code == 302
    client.force_login(olga)
    assert client.post(page("step_done", ours), once() | done).status_code == 302
    assert not GoalStep.objects.filter(done_on=None).exists()


def test_what_was_ticked_by_mistake_is_to_do_again(client, goal, olga):
    step = step_of(goal, olga)
    client.force_login(olga)
    client.post(page("step_done", step), once() | {"done_on": TODAY.isoformat()})
    assert page("step_done", step) in client.get(page("life_project", goal.life_project)).content.decode()
    assert client.get(page("step_done", step)).context["form"]["done_on"].value() == TODAY
    assert client.post(page("step_done", step), once() | {"done_on": ""}).status_code == 302
    step.refresh_from_db()
    assert step.done_on is None
    assert client.post(page("step_done", step), once() | {"done_on": ""}).status_code == 422


def test_what_is_late_says_so_in_words(client, project, olga):
    goal_of(project, olga, title="In ritardo", due_on=TODAY - timedelta(days=3))
    goal_of(project, olga, title="Raggiunto", due_on=TODAY - timedelta(days=9), status=GoalStatus.REACHED)
    client.force_login(olga)
    shown = client.get(page("life_project", project)).content.decode()
    assert "3 giorni fa" in shown
    assert "9 giorni fa" not in shown


def test_a_persons_own_page_holds_nothing_of_the_others(client, project, rossi, olga):
    head, child = rossi.people.first(), rossi.people.last()
    goal_of(project, olga, title="Di tutti")
    goal_of(project, olga, title="Della madre", person=head)
    goal_of(project, olga, title="Del figlio", person=child)
    client.force_login(olga)
    shown = client.get(page("life_project", project), {"persona": child.pk}).content.decode()
    assert "Del figlio" in shown
    for words in ("Di tutti", "Della madre", "Una casa con il balcone", f"{head.first_name}<"):
        assert words not in shown
    assert client.get(page("life_project", project), {"persona": 0}).status_code == 404


def test_a_newcomer_of_the_household_can_have_a_goal(client, project, rossi, olga, alice):
    newborn = PersonFactory.build(first_name="Nuova", born_on=TODAY)
    actions.add_member(household=rossi, person=newborn, by=alice)
    client.force_login(olga)
    assert "Nuova" in client.get(page("goal_add", project)).content.decode()

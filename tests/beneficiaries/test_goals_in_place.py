"""A goal on its project's page: its status and order change in place, each change is dated and signed, and what is
kept apart stands on its person's own page only."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from beneficiaries import actions
from beneficiaries.models import Goal, GoalEvent
from beneficiaries.plugs import projects as project_plugs
from tests.beneficiaries.life import TODAY, goal_of, goal_post, once, page, review_of, step_of


def shown(client, project, person=None):
    return client.get(page("life_project", project), {"persona": person.pk} if person else {}).content.decode()


def test_the_status_changes_in_place_and_the_change_is_signed(client, goal, olga):
    client.force_login(olga)
    said = once() | {"status": "REACHED", "version": goal.version}
    assert (
        client.post(page("goal_status", goal), said).url == f"{page('life_project', goal.life_project)}#goal-{goal.pk}"
    )
    assert Goal.objects.get().ended_on == TODAY
    event = GoalEvent.objects.get(what="status")
    assert (event.before, event.after, event.by) == ("IN_PROGRESS", "REACHED", olga)
    assert "da «In corso» a «Raggiunto»" in shown(client, goal.life_project)


def test_changes_are_since_the_last_review_where_there_is_one(client, goal, olga):
    client.force_login(olga)
    assert "1 cambiamento finora" in shown(client, goal.life_project)
    review_of(goal.life_project, olga)
    goal.status = "PLANNED"
    actions.change_goal(goal=goal, fields=["status"], by=olga)
    assert "1 cambiamento dall'ultima verifica" in shown(client, goal.life_project)


def test_of_two_who_move_a_goal_the_second_sees_both_versions(client, goal, olga, dora):
    client.force_login(olga)
    sent = once() | {"status": "REACHED", "version": goal.version}
    goal.status = "PLANNED"
    actions.change_goal(goal=goal, fields=["status"], by=dora)
    answer = client.post(page("goal_status", goal), sent)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Pianificato" in words and "Raggiunto" in words
    assert Goal.objects.get().status == "PLANNED"


def test_goals_go_earlier_and_later_among_those_of_the_same_person(client, project, rossi, olga):
    others = goal_of(project, olga, title="Di tutti")
    mine = [goal_of(project, olga, title=title, person=rossi.people.first()) for title in ("uno", "due", "tre")]
    client.force_login(olga)
    client.post(page("goal_move", mine[2]), once() | {"direction": "up"})
    client.post(page("goal_move", mine[0]), once() | {"direction": "down"})
    order = Goal.objects.filter(person__isnull=False).values_list("title", flat=True)
    assert list(order) == ["tre", "uno", "due"]
    client.post(page("goal_move", mine[2]), once() | {"direction": "up"})  # it is the first already
    assert list(order.all()) == ["tre", "uno", "due"]
    others.refresh_from_db()
    assert others.position == 1


def test_a_double_click_moves_a_goal_once(client, project, olga):
    goals = [goal_of(project, olga, title=title) for title in ("uno", "due", "tre")]
    client.force_login(olga)
    sent = once() | {"direction": "up"}
    for _click in range(2):
        client.post(page("goal_move", goals[2]), sent)
    assert list(Goal.objects.values_list("title", flat=True)) == ["uno", "tre", "due"]


def test_what_changed_since_the_last_review_is_shown_and_no_more(client, project, goal, olga):
    step = step_of(goal, olga, what="Chiamare il CPI")
    review_of(project, olga, [(goal, "IN_PROGRESS", "Si comincia")])
    client.force_login(olga)
    assert "dall'ultima verifica" not in shown(client, project)
    actions.tick_step(step=step, on=TODAY, by=olga)
    words = shown(client, project)
    assert "1 cambiamento dall'ultima verifica" in words or "1 cambiamento dall'ultima verifica" in words
    assert "passo fatto: Chiamare il CPI" in words
    assert "Si comincia" in words  # what the review said of it


def test_what_the_review_itself_moved_is_no_change_since(client, project, goal, olga):
    review = review_of(project, olga, [(goal, "PLANNED", "")])
    assert GoalEvent.objects.get(what="status").at == review.at
    client.force_login(olga)
    [(_who, [shown_goal], _ended)] = client.get(page("life_project", project)).context["groups"]
    assert shown_goal.changes == []


def test_a_change_stays_as_it_was_written(goal):
    with pytest.raises((IntegrityError, InternalError), match="never_edited"), transaction.atomic():
        connection.cursor().execute("UPDATE beneficiaries_goalevent SET after = 'REACHED'")


def test_what_is_kept_apart_stands_on_its_persons_page_only(client, project, rossi, olga):
    person = rossi.people.first()
    apart = goal_of(project, olga, title="Denuncia", person=person, is_private=True)
    goal_of(project, olga, title="Asilo nido")
    review = review_of(project, olga, [(apart, "IN_PROGRESS", "In questura con lei")])
    client.force_login(olga)
    assert "Denuncia" not in shown(client, project)
    assert "Denuncia" in shown(client, project, person)
    of_review = client.get(page("review", review)).content.decode()
    assert "Denuncia" not in of_review and "In questura" not in of_review
    assert "In questura" in client.get(page("review", review), {"persona": person.pk}).content.decode()
    panel = next(panel for panel in project_plugs.household_panels(rossi, olga) if "life_project" in panel.template)
    assert [goal.title for goal in panel.context["goals"]] == ["Asilo nido"]
    assert client.get(page("goal", apart)).context["back"].endswith(f"?persona={person.pk}#goal-{apart.pk}")


def test_a_goal_of_all_is_not_kept_apart(client, goal, olga):
    client.force_login(olga)
    answer = client.post(page("goal", goal), goal_post(goal, is_private="on"))
    assert answer.status_code == 422
    assert "è di una persona" in answer.content.decode()


def test_each_ones_goals_stand_side_by_side_by_area(client, project, rossi, olga):
    person = rossi.people.first()
    goal_of(project, olga, title="Un alloggio", area="HOUSING")
    goal_of(project, olga, title="Patente", area="WORK", person=person)
    client.force_login(olga)
    columns, aims = client.get(page("life_project", project)).context["glance"]
    assert columns == [None, person]
    told = {
        area: [[goal.title for goal in goals] for _who, goals in cells] for _aim, areas in aims for area, cells in areas
    }
    assert told == {"HOUSING": [["Un alloggio"], []], "WORK": [[], ["Patente"]]}


def test_what_ended_is_folded_and_still_there(client, project, goal, olga):
    goal.status = "REACHED"
    actions.change_goal(goal=goal, fields=["status"], by=olga)
    client.force_login(olga)
    [(_who, still, ended)] = client.get(page("life_project", project)).context["groups"]
    assert (still, ended) == ([], [goal])
    assert "1 obiettivo concluso" in shown(client, project)


def test_a_goal_that_ended_meanwhile_is_not_moved_and_that_is_said(client, project, goal, olga):
    goal.status = "REACHED"
    actions.change_goal(goal=goal, fields=["status"], by=olga)
    client.force_login(olga)
    answer = client.post(page("goal_move", goal), once() | {"direction": "up"})
    assert answer.status_code == 422 and "Un obiettivo concluso non ha più un posto" in answer.content.decode()


@pytest.mark.parametrize("place", ["life_project", "review"])
def test_who_has_only_goals_kept_apart_is_led_to_their_own_page(client, project, rossi, olga, place):
    person = rossi.people.first()
    apart = goal_of(project, olga, title="Denunciare", person=person, is_private=True)
    rows = {"life_project": project, "review": review_of(project, olga, [(apart, "IN_PROGRESS", "")])}
    client.force_login(olga)
    for member in rossi.people.all():  # so that the link alone tells nothing
        assert f'href="?persona={member.pk}"' in client.get(page(place, rows[place])).content.decode()
        assert client.get(page(place, rows[place]), {"persona": member.pk}).status_code == 200
    assert "Denunciare" in client.get(page(place, rows[place]), {"persona": person.pk}).content.decode()

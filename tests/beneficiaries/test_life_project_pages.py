"""The life project on its pages: who opens it, who reads it, and what nobody can do to it."""

from datetime import timedelta

import pytest

from beneficiaries import actions
from beneficiaries.models import Denial, Goal, GoalStep, LifeProject
from beneficiaries.plugs import projects as project_plugs
from tests import factories
from tests.beneficiaries.life import TODAY, goal_of, goal_post, once, page, review_of, step_of
from tests.queries import queries_of
from wemix import typed
from wemix.models import AuditEntry

OUTSIDERS = ["charlie", "dario", "carlo", "mara", "otto", "tecla"]


WRITING = ["life_project_edit", "life_project_close", "goal_add", "review_add"]


@pytest.mark.parametrize("reader", ["alice", "bob", "dora", "olga"])
def test_both_sides_read_the_project_and_its_reviews(client, request, project, goal, olga, reader):
    review = review_of(project, olga, [(goal, "REACHED", "Con le chiavi")])
    client.force_login(request.getfixturevalue(reader))
    shown = client.get(page("life_project", project))
    assert shown.status_code == 200
    for words in ("Una casa con il balcone", goal.title, page("review", review)):
        assert words in shown.content.decode()
    assert "Con le chiavi" in client.get(page("review", review)).content.decode()


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_nobody_else_finds_the_project_or_its_reviews(client, request, project, goal, olga, outsider):
    review = review_of(project, olga)
    client.force_login(request.getfixturevalue(outsider))
    assert client.get(page("life_project", project)).status_code == 404
    assert client.get(page("review", review)).status_code == 404


def test_a_coordinator_elsewhere_finds_no_page_to_write_on(client, project, goal, olga, dario):
    client.force_login(dario)
    rows = [(name, project) for name in WRITING]
    rows += [("goal", goal), ("step_add", goal), ("step_done", step_of(goal, olga))]
    rows += [("life_project_open", project.household)]
    for name, row in rows:
        assert client.get(page(name, row)).status_code == 404, name
        assert client.post(page(name, row), once()).status_code == 404, name


def test_who_is_denied_finds_nothing(client, project, goal, olga, dora, rossi):
    Denial.objects.create(user=olga, person=rossi.people.first(), household=rossi, by=dora)
    client.force_login(olga)
    for name, row in [*((name, project) for name in WRITING), ("life_project", project), ("goal", goal)]:
        assert client.get(page(name, row)).status_code == 404, name


@pytest.mark.parametrize("outsider", ["alice", "carlo", "mara", "otto", "tecla"])
def test_only_the_team_writes_the_project(client, request, project, goal, outsider):
    client.force_login(request.getfixturevalue(outsider))
    for name in WRITING:
        assert client.get(page(name, project)).status_code == 403, name
    assert client.get(page("goal", goal)).status_code == 403
    assert "obiettivi/nuovo" not in client.get(page("life_project", project)).content.decode()


def test_of_a_protected_household_only_the_named_worker_reads_it_among_the_senders(client, host, alice, bob, olga):
    secret = factories.household(alice, size=2, secret=True)
    factories.referral(host, of=secret, until="submitted")
    project = LifeProject(household=secret)
    actions.open_life_project(project=project, by=olga)
    client.force_login(alice)
    assert client.get(page("life_project", project)).status_code == 200
    client.force_login(bob)
    assert client.get(page("life_project", project)).status_code == 404
    panels = project_plugs.household_panels(secret, bob)
    assert "beneficiaries/_life_project_panel.html" not in [panel.template for panel in panels]


def test_a_look_is_remembered_without_a_word_of_what_was_read(client, project, goal, olga):
    client.force_login(olga)
    client.get(page("life_project", project))
    looks = AuditEntry.objects.filter(action="look", verb="life_project.page", row=str(project.pk))
    assert looks.get().household_id == project.household_id


def test_an_operator_opens_the_project(client, referred, olga):
    client.force_login(olga)
    said = {"own_words": "Lavorare", "review_every": 90, "next_review_on": TODAY.isoformat()}
    answer = client.post(page("life_project_open", referred), once() | said)
    project = LifeProject.objects.get()
    assert answer.url == page("life_project", project)
    assert (project.household, project.opened_by, project.next_review_on) == (referred, olga, TODAY)


def test_a_second_open_project_is_refused_with_a_sentence(client, project, olga):
    client.force_login(olga)
    answer = client.post(page("life_project_open", project.household), once() | {"review_every": 90})
    assert answer.status_code == 422
    assert "ha già un progetto di vita aperto" in answer.content.decode()
    assert LifeProject.objects.count() == 1


def test_a_closed_project_says_how_it_ended_and_takes_nothing_more(client, project, goal, olga):
    client.force_login(olga)
    assert "1 obiettivo è ancora aperto" in client.get(page("life_project_close", project)).content.decode()
    said = {"closed_on": TODAY.isoformat(), "closing_note": "Casa propria", "version": project.version}
    client.post(page("life_project_close", project), once() | said)
    project.refresh_from_db()
    assert (project.closed_by, project.closing_note) == (olga, "Casa propria")
    answer = client.post(page("goal_add", project), once() | {"title": "x", "area": "WORK", "horizon": "SHORT"})
    assert answer.status_code == 422
    assert "è chiuso" in answer.content.decode()
    assert page("goal_add", project) not in client.get(page("life_project", project)).content.decode()


def test_a_project_does_not_close_tomorrow(client, project, olga):
    client.force_login(olga)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    said = {"closed_on": tomorrow, "version": project.version}
    assert client.post(page("life_project_close", project), once() | said).status_code == 422


def test_the_page_asks_the_database_no_more_for_fifty_goals(client, project, olga, rossi):
    client.force_login(olga)
    step_of(goal_of(project, olga, person=rossi.people.first()), olga)
    few = queries_of(client, page("life_project", project))
    for number in range(49):
        step_of(goal_of(project, olga, title=f"Obiettivo {number}", person=rossi.people.last()), olga)
    assert queries_of(client, page("life_project", project)) == few


def test_what_was_typed_before_the_sign_in_expired_comes_back(client, project, goal, olga):
    author = {"author": typed.author_token(olga)}
    line = f"goal_{goal.pk}_note"
    for name, row, words in [
        ("goal_add", project, {"title": "Scritto prima"}),
        ("goal", goal, {"title": "Scritto prima"}),
        ("step_add", goal, {"what": "Scritto prima"}),
        ("review_add", project, {line: "Scritto prima"}),
        ("life_project_close", project, {"closing_note": "Scritto prima"}),
    ]:
        client.logout()
        assert "/accesso/accedi/" in client.post(page(name, row), author | words).url
        client.force_login(olga)
        assert "Scritto prima" in client.get(page(name, row)).content.decode(), name


def test_a_double_click_does_each_thing_once(client, project, goal, olga, rossi):
    client.force_login(olga)
    step = step_of(goal, olga)
    posts = [
        ("goal_add", project, once() | {"title": "Doppio", "area": "WORK", "horizon": "SHORT"}),
        ("goal", goal, goal_post(goal, indicator="Le chiavi")),
        ("step_add", goal, once() | {"what": "Doppio", "who": "team"}),
        ("step_done", step, once() | {"done_on": TODAY.isoformat()}),
        ("life_project_edit", project, once() | {"review_every": 30, "version": project.version}),
    ]
    for name, row, sent in posts:
        first, second = client.post(page(name, row), sent), client.post(page(name, row), sent)
        assert (first.status_code, second.status_code, first.url) == (302, 302, second.url), name
    assert Goal.objects.filter(title="Doppio").count() == 1
    assert GoalStep.objects.filter(what="Doppio").count() == 1


def test_a_double_click_on_opening_opens_one(client, referred, olga):
    client.force_login(olga)
    sent = once() | {"review_every": 90}
    first, second = (client.post(page("life_project_open", referred), sent) for _ in range(2))
    assert first.url == second.url
    assert LifeProject.objects.count() == 1


def test_the_page_of_today_holds_what_is_due_to_whom(project, goal, olga, alice, charlie):
    step_of(goal, olga, who="household", what="Portare l'ISEE", due_on=TODAY)
    step_of(goal, olga, who="sender", what="Relazione al Tribunale", due_on=TODAY)
    step_of(goal, olga, who="sender", what="Fra tre mesi", due_on=TODAY + timedelta(days=90))

    def labels(user):
        return {row.label for task in project_plugs.tasks(user) for row in task.rows}

    assert labels(olga) == {"Portare l'ISEE", project.household.name}
    assert labels(alice) == {"Relazione al Tribunale"}
    assert labels(charlie) == set()

"""The life project on its pages: who opens it, who reads it, and what nobody can do to it."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from beneficiaries import actions, project_plugs
from beneficiaries.models import Denial, Goal, GoalStep, LifeProject, Review, ReviewedGoal, ScaleReading
from beneficiaries.vocabularies.life import GoalStatus
from tests import factories
from tests.factories import PersonFactory
from wemix import typed
from wemix.models import AuditEntry

TODAY = timezone.localdate()
OUTSIDERS = ["charlie", "dario", "carlo", "mara", "otto", "tecla"]
WRITING = ["life_project_edit", "life_project_close", "goal_add", "review_add"]


@pytest.fixture
def referred(rossi, host):
    """The team sees the household since its referral was sent."""
    factories.referral(host, of=rossi, until="submitted")
    return rossi


@pytest.fixture
def project(referred, olga):
    project = LifeProject(household=referred, own_words="Una casa con il balcone", next_review_on=TODAY)
    actions.open_life_project(project=project, by=olga)
    return project


@pytest.fixture
def goal(project, olga):
    return goal_of(project, olga, title="Firma il contratto di un alloggio")


def goal_of(project, by, **said):
    goal = Goal(life_project=project, **{"title": "Obiettivo", "area": "HOUSING"} | said)
    actions.add_goal(goal=goal, by=by)
    return goal


def step_of(goal, by, **said):
    step = GoalStep(goal=goal, **{"what": "Telefonare all'agenzia"} | said)
    actions.add_step(step=step, by=by)
    return step


def review_of(project, by, lines=(), readings=()):
    review = Review(life_project=project, own_words="Sto meglio")
    actions.record_review(review=review, lines=lines, readings=readings, next_review_on=None, by=by)
    return review


def page(name, row):
    return reverse(f"beneficiaries:{name}", args=[row.pk])


def once():
    return {"once": str(uuid.uuid4())}


def review_post(goal, **said):
    line = {f"goal_{goal.pk}_status": goal.status, f"goal_{goal.pk}_version": goal.version}
    return once() | line | {"held_on": TODAY.isoformat()} | said


# Who reads, who writes


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


# Opening, changing, closing


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


# Goals and steps


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
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_goal_that_ends_keeps_its_day_and_one_reopened_loses_it(goal, olga):
    for status, ended in [("REACHED", TODAY), ("PARTLY_REACHED", TODAY), ("IN_PROGRESS", None)]:
        goal.status = status
        actions.change_goal(goal=goal, fields=["status"], by=olga)
        assert goal.ended_on == ended


def goal_post(goal, **said):
    now = {"title": goal.title, "area": goal.area, "horizon": goal.horizon, "status": goal.status}
    return once() | now | {"version": goal.version} | said


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


def test_a_first_review_is_proposed_when_a_project_is_opened(client, referred, olga):
    client.force_login(olga)
    opening = client.get(page("life_project_open", referred)).context["form"]
    assert opening["next_review_on"].value() == TODAY + timedelta(days=90)


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


def test_the_page_asks_the_database_no_more_for_fifty_goals(client, project, olga, rossi, django_assert_num_queries):
    client.force_login(olga)
    step_of(goal_of(project, olga, person=rossi.people.first()), olga)
    client.get(page("life_project", project))
    with count_queries() as few:
        client.get(page("life_project", project))
    for number in range(49):
        step_of(goal_of(project, olga, title=f"Obiettivo {number}", person=rossi.people.last()), olga)
    with django_assert_num_queries(len(few)):
        client.get(page("life_project", project))


def count_queries():
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


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


# Reviews


def test_a_review_photographs_the_goals_and_moves_them(client, project, goal, rossi, olga):
    client.force_login(olga)
    adult = rossi.people.get(born_on=date(1990, 5, 17))
    said = {
        f"goal_{goal.pk}_status": "REACHED",
        f"goal_{goal.pk}_note": "Ha le chiavi",
        f"scale_{adult.pk}_HOUSING_person": 3,
        f"scale_{adult.pk}_HOUSING_worker": 2,
        "own_words": "Finalmente",
        "next_review_on": (TODAY + timedelta(days=60)).isoformat(),
    }
    answer = client.post(page("review_add", project), review_post(goal, **said))
    review = Review.objects.get()
    assert answer.url == page("review", review)
    goal.refresh_from_db()
    project.refresh_from_db()
    assert (goal.status, goal.ended_on) == ("REACHED", TODAY)
    assert project.next_review_on == TODAY + timedelta(days=60)
    assert ReviewedGoal.objects.values_list("title", "status", "note").get() == (goal.title, "REACHED", "Ha le chiavi")
    assert set(ScaleReading.objects.values_list("voice", "level")) == {("person", 3), ("worker", 2)}


def test_a_review_stays_as_it_was_though_its_goal_is_reworded(client, project, goal, olga):
    review = review_of(project, olga, [(goal, "IN_PROGRESS", "")])
    before, goal.title = goal.title, "Altre parole"
    actions.change_goal(goal=goal, fields=["title"], by=olga)
    client.force_login(olga)
    shown = client.get(page("review", review)).content.decode()
    assert before in shown
    assert "Altre parole" not in shown


@pytest.mark.parametrize("table", ["review", "reviewedgoal", "scalereading"])
def test_the_database_refuses_to_edit_a_review(project, goal, olga, rossi, table):
    reading = ScaleReading(person=rossi.people.first(), domain="WORK", level=1, voice="person")
    review_of(project, olga, [(goal, "IN_PROGRESS", "")], [reading])
    with pytest.raises((IntegrityError, InternalError), match="never_edited"), transaction.atomic():
        connection.cursor().execute(f"UPDATE beneficiaries_{table} SET household_id = household_id")


def test_a_goal_moved_meanwhile_is_told_in_the_review(client, project, goal, olga, dora):
    client.force_login(olga)
    sent = review_post(goal)
    goal.status = "PLANNED"
    actions.change_goal(goal=goal, fields=["status"], by=dora)
    answer = client.post(page("review_add", project), sent)
    assert answer.status_code == 422
    assert "ora è «Pianificato»" in answer.content.decode()
    again = sent | {f"goal_{goal.pk}_version": goal.version}
    assert client.post(page("review_add", project), again).status_code == 302


def test_a_goal_ended_meanwhile_is_not_dropped_from_the_review_in_silence(client, project, goal, olga, dora):
    client.force_login(olga)
    sent = review_post(goal)
    goal.status = "REACHED"
    actions.change_goal(goal=goal, fields=["status"], by=dora)
    assert client.post(page("review_add", project), sent).status_code == 422
    assert not Review.objects.exists()


def test_the_scale_tells_where_it_began_and_where_it_stands(client, project, olga, rossi):
    adult = rossi.people.get(born_on=date(1990, 5, 17))
    for level in (1, 3):
        review_of(project, olga, (), [ScaleReading(person=adult, domain="WORK", level=level, voice="worker")])
    client.force_login(olga)
    shown = client.get(page("life_project", project)).content.decode()
    assert "Stabile con appoggio" in shown
    assert "all'inizio: Fragile" in shown


# Twice, late, and on other pages


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


def test_a_double_click_on_a_review_or_on_closing_does_it_once(client, project, goal, olga):
    client.force_login(olga)
    sent = review_post(goal, **{f"goal_{goal.pk}_status": "REACHED"})
    first, second = (client.post(page("review_add", project), sent) for _ in range(2))
    assert first.url == second.url
    project.refresh_from_db()
    closing = once() | {"closed_on": TODAY.isoformat(), "version": project.version}
    first, second = (client.post(page("life_project_close", project), closing) for _ in range(2))
    assert first.url == second.url
    assert Review.objects.count() == 1


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
        return {row.label for task in project_plugs.today(user) for row in task.rows}

    assert labels(olga) == {"Portare l'ISEE", project.household.name}
    assert labels(alice) == {"Relazione al Tribunale"}
    assert labels(charlie) == set()


def test_a_newcomer_of_the_household_can_have_a_goal(client, project, rossi, olga, alice):
    newborn = PersonFactory.build(first_name="Nuova", born_on=TODAY)
    actions.add_member(household=rossi, person=newborn, by=alice)
    client.force_login(olga)
    assert "Nuova" in client.get(page("goal_add", project)).content.decode()

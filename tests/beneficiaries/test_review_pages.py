"""Reviews: a photograph of the goals, which stays as it was; and the scale beside them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, Review, ReviewedGoal, ScaleReading
from tests.beneficiaries.life import TODAY, goal_of, once, page, review_of, review_post


def test_a_first_review_is_proposed_when_a_project_is_opened(client, referred, olga):
    client.force_login(olga)
    opening = client.get(page("life_project_open", referred)).context["form"]
    assert opening["next_review_on"].value() == TODAY + timedelta(days=90)


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


def test_a_review_in_which_nothing_is_said_is_not_kept_for_ever(client, project, goal, olga):
    client.force_login(olga)
    empty = review_post(goal) | {"present": "", "own_words": "", "summary": ""}
    answer = client.post(page("review_add", project), empty)
    assert answer.status_code == 422 and not Review.objects.exists()
    assert client.post(page("review_add", project), empty | {"present": "Amina e Olga"}).status_code == 302


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


def test_at_a_review_what_is_kept_apart_is_folded_and_still_reviewed(client, project, goal, rossi, olga):
    apart = goal_of(project, olga, title="Denunciare", person=rossi.people.first(), is_private=True)
    client.force_login(olga)
    words = client.get(page("review_add", project)).content.decode()
    before, folded = words.split('<details class="panel apart">')
    assert "Denunciare" not in before and "Denunciare" in folded and "Firma il contratto" in before
    line = {f"goal_{apart.pk}_status": "REACHED", f"goal_{apart.pk}_version": apart.version}
    assert client.post(page("review_add", project), review_post(goal, **line)).status_code == 302
    assert "Denunciare" not in client.get(page("review", Review.objects.get())).content.decode()
    apart.refresh_from_db()
    assert apart.status == "REACHED"


def test_a_review_counts_notes_and_no_incidents(client, project, rossi, olga):
    said = {"household": rossi, "by": olga, "organisation": olga.organisation, "text": "Lite", "readers": "author"}
    DiaryEntry.objects.create(kind="incident", harm="nobody", **said)
    client.force_login(olga)
    assert client.get(page("review_add", project)).context["prepared"].notes == 0

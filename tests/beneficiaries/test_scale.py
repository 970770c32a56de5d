"""The scale: lines from the entry to the exit in two voices, and a correction that keeps the first reading."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from beneficiaries import actions
from beneficiaries.models import Review, ScaleReading
from beneficiaries.scale import EDGE, HEIGHT, WIDTH, courses, moments
from beneficiaries.vocabularies.life import ScaleDomain, ScaleLevel
from beneficiaries.vocabularies.scale_words import LEVEL_WORDS
from tests.beneficiaries.life import TODAY, goal_of, once, page, step_of
from tests.constraints import check_now
from wemix.acting import acting


@pytest.fixture
def adult(rossi):
    return rossi.memberships.get(is_head=True).person


def reading_at(project, by, person, day, moment="review", **said):
    """A review of that day, with one reading in it."""
    review = Review(life_project=project, held_on=day, moment=moment)
    reading = ScaleReading(person=person, **{"domain": "WORK", "voice": "worker"} | said)
    actions.record_review(review=review, lines=(), readings=[reading], next_review_on=None, by=by)
    return reading


def test_each_domain_has_its_own_words_for_each_level():
    assert set(LEVEL_WORDS) == set(ScaleDomain)
    words = [str(word) for levels in LEVEL_WORDS.values() for word in levels]
    assert all(len(levels) == len(ScaleLevel) for levels in LEVEL_WORDS.values())
    assert len(set(words)) == len(words)


def test_the_line_goes_from_the_entry_to_the_exit_and_skips_what_was_not_said(project, olga, adult):
    days = [TODAY - timedelta(days=ago) for ago in (300, 200, 100)]
    reading_at(project, olga, adult, days[2], "exit", level=4)
    reading_at(project, olga, adult, days[1], level=2, domain="HOUSING")
    reading_at(project, olga, adult, days[0], "entry", level=0)
    readings = list(ScaleReading.objects.select_related("review", "person"))
    assert [review.moment for review in moments(readings)] == ["entry", "review", "exit"]
    [(who, rows)] = courses(readings)
    work = next(seen for domain, _said, seen in rows if domain == "WORK")
    assert who == adult
    assert work.levels == (0, None, 4)
    assert (work.first, work.last, work.moved) == (0, 4, 4)
    assert work.points == [(EDGE, HEIGHT - EDGE), (WIDTH - EDGE, EDGE)]


def test_the_page_draws_the_lines_and_tells_them_in_a_table(client, project, olga, adult):
    for ago, level in ((200, 1), (100, 3)):
        reading_at(project, olga, adult, TODAY - timedelta(days=ago), level=level)
    client.force_login(olga)
    words = client.get(page("life_project", project)).content.decode()
    assert "<polyline" in words
    assert "1 · Fragile" in words and "3 · Stabile con appoggio" in words
    assert "Ho un lavoro, e so a chi chiedere" in words  # the level, in the words of its domain


def test_a_correction_counts_and_the_first_reading_stays_beside_it(client, project, olga, adult):
    reading = reading_at(project, olga, adult, TODAY, level=4)
    client.force_login(olga)
    answer = client.post(page("reading_correct", reading), once() | {"level": "1", "why": "letto sulla riga sbagliata"})
    assert answer.url == page("review", reading.review)
    assert ScaleReading.objects.count() == 2
    assert ScaleReading.objects.standing().get().level == 1
    words = client.get(answer.url).content.decode()
    assert "prima «In autonomia», poi «Fragile»" in words and "letto sulla riga sbagliata" in words


def test_a_reading_is_corrected_once_and_says_why(client, project, olga, adult):
    reading = reading_at(project, olga, adult, TODAY, level=4)
    client.force_login(olga)
    assert client.post(page("reading_correct", reading), once() | {"level": "1"}).status_code == 422
    actions.correct_reading(reading=reading, level=1, why="svista", by=olga)
    answer = client.post(page("reading_correct", reading), once() | {"level": "2", "why": "di nuovo"})
    assert answer.status_code == 422
    assert ScaleReading.objects.count() == 2


def test_the_database_refuses_a_correction_of_something_else(project, olga, adult):
    reading = reading_at(project, olga, adult, TODAY, level=4)
    said = {"review": reading.review, "household": project.household, "person": adult, "voice": "worker", "level": 1}
    with pytest.raises(IntegrityError, match="correction_of_the_same"), transaction.atomic():
        ScaleReading.objects.create(domain="HOUSING", corrects=reading, why="x", by=olga, **said)
        check_now()


def test_the_site_can_take_no_review_out(project, olga, adult):
    """Erasure alone may, by a role of its own."""
    reading = reading_at(project, olga, adult, TODAY, level=4)
    for row in (reading, reading.review):
        with pytest.raises(Exception, match="permission denied"), acting(olga), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {row._meta.db_table} WHERE id = {row.pk}")


def test_the_first_reading_is_the_entrys(client, project, olga, adult):
    client.force_login(olga)
    assert client.get(page("review_add", project)).context["form"]["moment"].value() == "entry"
    reading_at(project, olga, adult, TODAY, "entry", level=1)
    assert client.get(page("review_add", project)).context["form"]["moment"].value() == "review"


def test_a_review_is_prepared_from_what_was_agreed_what_happened_and_what_is_late(client, project, olga):
    goal = goal_of(project, olga, title="Patente", due_on=TODAY - timedelta(days=3))
    step_of(goal, olga, what="Iscriversi", due_on=TODAY - timedelta(days=9))
    step_of(goal, olga, what="Visita medica", due_on=TODAY + timedelta(days=9))
    done = step_of(goal, olga, what="Fototessere")
    actions.tick_step(step=done, on=TODAY, by=olga)
    client.force_login(olga)
    prepared = client.get(page("review_add", project)).context["prepared"]
    assert prepared.late_goals == [goal]
    assert [step.what for step in prepared.late_steps] == ["Iscriversi"]
    assert [step.what for step in prepared.to_do] == ["Visita medica"]
    assert [event.what for event in prepared.changes][0] == "step_done"

"""The life project and the diary as people meet them: at both widths, by keyboard, on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from beneficiaries import actions
from beneficiaries.models import DiaryEntry, Goal, GoalStep, LifeProject, Review, ScaleReading
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project(rossi, host, olga):
    """A project with a bit of everything: late and done, of all and of one, a review with its scale."""
    factories.referral(host, of=rossi, until="submitted")
    project = LifeProject(household=rossi, own_words="Una casa con il balcone", next_review_on=timezone.localdate())
    actions.open_life_project(project=project, by=olga)
    adult = rossi.people.order_by("born_on").first()
    for status, person in [("IN_PROGRESS", None), ("REACHED", adult), ("PARTLY_REACHED", None), ("PLANNED", adult)]:
        goal = Goal(life_project=project, title="Un obiettivo", area="WORK", status=status, person=person)
        goal.due_on = timezone.localdate() - timedelta(days=3)
        actions.add_goal(goal=goal, by=olga)
        actions.add_step(step=GoalStep(goal=goal, what="Un passo", due_on=goal.due_on), by=olga)
    review = Review(life_project=project, own_words="Meglio", summary="Va meglio", present="Tutti")
    reading = ScaleReading(person=adult, domain="WORK", level=2, voice="person")
    actions.record_review(
        review=review, lines=[(goal, "PLANNED", "Nota")], readings=[reading], next_review_on=None, by=olga
    )
    actions.write_incident(entry=DiaryEntry(household=rossi, text="Caduta", harm="nobody"), by=olga)
    return project


def test_every_page_can_be_used_by_everybody(page_as, olga, project, looked_at):
    page, goal = page_as(olga), Goal.objects.first()
    addresses = [
        ("life_project", project.pk),
        ("life_project_edit", project.pk),
        ("life_project_close", project.pk),
        ("goal_add", project.pk),
        ("review_add", project.pk),
        ("goal", goal.pk),
        ("step_add", goal.pk),
        ("step_done", goal.steps.get().pk),
        ("review", project.reviews.get().pk),
        ("diary", project.household_id),
        ("diary_add", project.household_id),
        ("diary_add_to", DiaryEntry.objects.first().pk),
        ("incident_add", project.household_id),
        ("timeline", project.household_id),
    ]
    for name, pk in addresses:
        page.goto(reverse(f"beneficiaries:{name}", args=[pk]))
        page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
        looked_at(page)


def test_a_review_is_written_and_read_again(page_as, olga, project):
    page = page_as(olga)
    page.goto(reverse("beneficiaries:review_add", args=[project.pk]))
    page.get_by_label("Con le loro parole").fill("Adesso capisco la maestra")
    page.get_by_label("A che punto è").first.select_option("Raggiunto")
    page.locator("summary", has_text="A che punto è").first.click()
    page.get_by_label("Lavoro: La persona").first.select_option("3")
    page.get_by_role("button", name="Salva la verifica").click()
    for words in ("Adesso capisco la maestra", "Raggiunto", "Stabile con appoggio"):
        expect(page.get_by_text(words).first).to_be_visible()

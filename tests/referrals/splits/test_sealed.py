"""What hangs on somebody who went under protection is sealed as she is: on pages, on papers and in what is counted."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from beneficiaries import actions as people
from beneficiaries.models import Attachment, Goal, GoalEvent, GoalStep, Person, Review, ReviewedGoal
from housing import actions as housing
from housing.actions.declarations import declare_guests
from housing.models import HandoverRecord, HospitalityDeclaration, SignedCopy
from housing.plugs.declarations import tasks
from tests import factories
from tests.queries import for_one_and_for_fifty
from tests.referrals.splits.family import DAY, TODAY, member

WORDS, NOTE = "Corso in via Segreta", "Ha trovato la porta"


@pytest.fixture
def her_goal(family):
    """With a step that is due, a line in a review and a change that was signed."""
    goal = Goal.objects.get(household=family, title="Italiano")
    goal.steps.update(what=WORDS, due_on=TODAY + DAY, who="team")
    review = Review.objects.create(life_project=goal.life_project, household=family, by=goal.life_project.opened_by)
    for each in (goal, Goal.objects.get(household=family, title="Casa")):
        note = NOTE if each == goal else ""
        ReviewedGoal.objects.create(
            review=review, goal=each, household=family, title=each.title, status=each.status, note=note
        )
    GoalEvent.objects.create(goal=goal, household=family, what="step_added", by=review.by)
    return goal


@pytest.fixture
def declared(family):
    """Father and mother, of Nigeria: what waits to be delivered."""
    Person.objects.filter(household=family).exclude(last_name="Bimbofinti").update(citizenships=["NG"])
    stay = family.stays.get()
    declare_guests(stay, stay.started_on)
    return stay.declarations.get()


def deliver(declaration, by):
    housing.deliver_declaration(declaration=declaration, at=timezone.now(), how="pec", reference="", by=by)


def shown(client, user, url):
    client.force_login(user)
    return client.get(url)


def text_of(paper):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)


def declaration_urls(declaration):
    return [reverse(f"housing:{name}", args=[declaration.pk]) for name in ("declaration", "declaration_pdf")]


@pytest.mark.parametrize("model", [GoalStep, ReviewedGoal, GoalEvent])
def test_what_hangs_on_a_sealed_goal_is_read_by_coordinators_alone(her_goal, divide, readers, olga, model):
    before = {user.first_name for user in readers if model.objects.visible_to(user).filter(goal=her_goal).exists()}
    assert {"Olga", "Dora"} <= before
    divide(is_protective=True, goals=(), shut_out=(olga,))
    after = {user.first_name for user in readers if model.objects.visible_to(user).filter(goal=her_goal).exists()}
    assert after == {"Dora", "Dina"}


def test_what_hangs_on_a_goal_of_all_stays_everybody_s(her_goal, family, divide, olga):
    divide(is_protective=True, goals=(), shut_out=(olga,))
    goals = set(Goal.objects.visible_to(olga).filter(household=family))
    assert [goal.title for goal in goals] == ["Casa"]
    assert {step.goal for step in GoalStep.objects.visible_to(olga)} == goals
    assert {line.goal for line in ReviewedGoal.objects.visible_to(olga)} == goals


def test_no_page_tells_what_hangs_on_a_sealed_goal(her_goal, family, divide, client, olga, dora):
    review = Review.objects.get(household=family)
    pages = {
        "/": WORDS,
        reverse("beneficiaries:review", args=[review.pk]): NOTE,
        reverse("beneficiaries:life_project", args=[her_goal.life_project_id]): WORDS,
    }
    for page, words in pages.items():
        assert words in shown(client, olga, page).content.decode(), page
    divide(is_protective=True, goals=(), shut_out=(olga,))
    for page, words in pages.items():
        answer = shown(client, olga, page)
        assert answer.status_code == 200
        assert words not in answer.content.decode(), page
        assert words in shown(client, dora, page).content.decode(), page


def test_a_declaration_that_waits_is_delivered_by_who_reads_of_all_its_guests(
    declared, divide, client, olga, dora, dina
):
    assert "Madrefinti" in shown(client, olga, declaration_urls(declared)[0]).content.decode()
    divide(is_protective=True, goals=(), shut_out=(olga,))
    deliver_page = reverse("housing:declaration_deliver", args=[declared.pk])
    signed_page = reverse("housing:declaration_signed", args=[declared.pk])
    for url in (*declaration_urls(declared), deliver_page, signed_page):
        assert shown(client, olga, url).status_code == 404, url
        assert shown(client, dora, url).status_code == 200, url
    listed = reverse("housing:declarations")
    assert declaration_urls(declared)[0] not in shown(client, olga, listed).content.decode()
    assert declaration_urls(declared)[0] in shown(client, dina, listed).content.decode()


def test_the_coordinator_is_told_at_once_of_what_no_operator_may_deliver(declared, divide, olga, dora):
    HospitalityDeclaration.objects.filter(pk=declared.pk).update(due_at=timezone.now() + timedelta(hours=40))
    assert [len(tasks(user)[0].rows) for user in (olga, dora)] == [1, 0]
    divide(is_protective=True, goals=(), shut_out=(olga,))
    assert [len(tasks(user)[0].rows) for user in (olga, dora)] == [0, 1]


def test_a_delivered_declaration_names_to_each_whom_they_may_read_of(declared, divide, client, olga, dora):
    deliver(declared, dora)
    divide(is_protective=True, goals=(), shut_out=(olga,))
    page, paper = declaration_urls(declared)
    for user, names in ((olga, {"Padrefinti"}), (dora, {"Padrefinti", "Madrefinti"})):
        for text in (shown(client, user, page).content.decode(), text_of(shown(client, user, paper))):
            assert {name for name in ("Padrefinti", "Madrefinti") if name in text} == names


def test_a_delivered_declaration_of_the_sealed_alone_is_not_there(declared, family, divide, client, olga, dora):
    mother = member(family, "Madrefinti").person
    deliver(declared, dora)
    HospitalityDeclaration.objects.filter(pk=declared.pk).update(declared=[mother.pk])
    divide(is_protective=True, goals=(), shut_out=(olga,))
    assert shown(client, olga, declaration_urls(declared)[0]).status_code == 404
    assert shown(client, dora, declaration_urls(declared)[0]).status_code == 200


def test_the_signed_copy_shows_all_its_guests_so_it_is_for_who_may_read_of_them_all(declared, divide, olga, dora):
    deliver(declared, dora)
    copy = SignedCopy(stay=declared.stay, paper="declaration", declaration=declared, why_none="Persa")
    housing.keep_signed_copy(copy=copy, by=dora)
    pact = SignedCopy(stay=declared.stay, paper="pact", why_none="Rifiutato")
    housing.keep_signed_copy(copy=pact, by=dora)
    assert set(SignedCopy.objects.visible_to(olga)) == {copy, pact}
    divide(is_protective=True, goals=(), shut_out=(olga,))
    assert set(SignedCopy.objects.visible_to(olga)) == {pact}
    assert set(SignedCopy.objects.visible_to(dora)) == {copy, pact}


def test_the_scan_of_a_declaration_is_sealed_in_the_file_too(declared, family, divide, client, olga, dora):
    copy = SignedCopy(stay=declared.stay, paper="declaration", declaration=declared, why_none="")
    housing.keep_signed_copy(copy=copy, received=factories.photo(), by=olga)
    files = reverse("beneficiaries:attachments", args=[family.pk])
    assert str(copy.attachment) in shown(client, olga, files).content.decode()
    divide(is_protective=True, goals=(), shut_out=(olga,))
    assert not Attachment.objects.visible_to(olga).filter(pk=copy.attachment_id).exists()
    assert str(copy.attachment) not in shown(client, olga, files).content.decode()
    assert str(copy.attachment) in shown(client, dora, files).content.decode()


def test_the_record_of_a_home_left_before_names_the_sealed_to_coordinators_and_custodians(
    family, divide, client, olga, dora, carlo
):
    stay = family.stays.get()
    unit = stay.uses.first().unit
    record = HandoverRecord.objects.create(
        stay=stay, household=family, unit=unit, kind="return", on=TODAY - 2 * DAY, by=dora
    )
    paper = reverse("housing:record_pdf", args=[record.pk])
    assert "Madrefinti" in text_of(shown(client, olga, paper))
    divide(is_protective=True, goals=(), shut_out=(olga,))
    named = {user.first_name for user in (olga, dora, carlo) if "Madrefinti" in text_of(shown(client, user, paper))}
    assert named == {"Dora", "Carlo"}


def test_many_declarations_cost_as_many_queries_as_one_where_some_are_sealed(declared, divide, client, olga, dora):
    deliver(declared, dora)
    divide(is_protective=True, goals=(), shut_out=(olga,))
    client.force_login(olga)
    one, fifty = for_one_and_for_fifty(client, reverse("housing:declarations") + "?state=delivered")
    assert one == fifty


def test_who_joins_the_others_later_is_declared_by_the_operators(family, divide, alice, olga):
    divide(is_protective=True, goals=(), shut_out=(olga,))
    newcomer = factories.PersonFactory.build(citizenships=["MA"])
    people.add_member(household=family, person=newcomer, since=TODAY, by=alice)
    waiting = HospitalityDeclaration.objects.visible_to(olga).to_deliver().get(since=TODAY)
    assert waiting.guests == [newcomer]
